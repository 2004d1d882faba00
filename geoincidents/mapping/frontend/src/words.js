// The page's own words, and dates, numbers and distances in its language.

import { dayOf, isoOf } from "./incidents.js";

/** @typedef {Record<string, string | Record<string, string>>} Strings */
/** @typedef {ReturnType<typeof createWords>} Words */

/**
 * @param {string} language BCP 47
 * @param {Strings} strings
 */
export function createWords(language, strings) {
  const locale = language === "ar" ? "ar-u-nu-latn" : language;
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent" });
  const days = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  const monthDays = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const years = new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" });

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values] for %n, %k, %p…
   * @returns {string}
   */
  function say(key, values = {}) {
    const entry = strings[key];
    if (entry === undefined) throw new RangeError(`no words for ${key}`);
    const text = typeof entry === "string" ? entry : (entry[plurals.select(Number(values.n))] ?? entry.other);
    return text.replace(/%([a-z])/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  }

  /** @param {number} day */
  const dateOf = (day) => new Date(`${isoOf(day)}T00:00:00Z`);

  return {
    language,
    /** In which the page's own words are written. */
    direction: language === "ar" ? "rtl" : "ltr",
    say,
    /** @param {string} key */
    has: (key) => Object.hasOwn(strings, key),
    /** @param {number} value */
    number: (value) => numbers.format(value),
    /** @param {number} value 0 to 1 */
    percent: (value) => percents.format(value),
    /** @param {number} day */
    day: (day) => days.format(dateOf(day)),
    /** @param {any} published ISO 8601 date */
    publishedText(published) {
      const day = dayOf(published);
      return day === null ? null : days.format(dateOf(day));
    },
    /**
     * @param {number | null} start
     * @param {number | null} end
     */
    period(start, end) {
      if (start === null || end === null) return say("unknownDate");
      return start === end ? days.format(dateOf(start)) : days.formatRange(dateOf(start), dateOf(end));
    },
    /**
     * @param {number} day
     * @param {import("./histogram.js").Unit} unit
     */
    tick(day, unit) {
      const format = unit === "year" ? years : unit === "day" || unit === "week" ? monthDays : months;
      return format.format(dateOf(day));
    },
    /** @param {number} metres rounded to two figures */
    distance(metres) {
      const [value, unit] = metres >= 1000 ? [metres / 1000, "kilometer"] : [metres, "meter"];
      return new Intl.NumberFormat(locale, { style: "unit", unit, maximumSignificantDigits: 2 }).format(value);
    },
    /** @param {number} degrees clockwise from north */
    azimuth: (degrees) => new Intl.NumberFormat(locale, { style: "unit", unit: "degree", maximumFractionDigits: 0 }).format(degrees),
    /** @param {string[]} items */
    list: (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
  };
}
