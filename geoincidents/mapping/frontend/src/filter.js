// Which incidents are shown. Pure: incidents and filters in, numbers of rows out.

import { PRECISIONS } from "./incidents.js";

/** Before any date: a finite number, as Infinity - Infinity is NaN. */
const NEVER = -1e9;

/** @typedef {import("./incidents.js").Incident} Incident */

/**
 * @typedef {object} Filters
 * @property {ReadonlySet<number>} groups shown groups; empty shows all
 * @property {string} query
 * @property {"" | "exact" | "town" | "unplaced"} precision at least this close
 * @property {"" | "medium" | "high"} confidence at least this sure
 * @property {"" | "killed" | "harmed"} casualties
 * @property {string} country
 * @property {number | null} from first day shown
 * @property {number | null} to last day shown
 */

/** @type {Readonly<Filters>} */
export const NO_FILTERS = Object.freeze({
  groups: new Set(),
  query: "",
  precision: "",
  confidence: "",
  casualties: "",
  country: "",
  from: null,
  to: null,
});

/** @param {Filters} filters @returns {boolean} */
export function isFiltered(filters) {
  return filters.groups.size > 0 || Object.entries(filters).some(([name, value]) => name !== "groups" && value !== "" && value !== null);
}

/**
 * Letters without case, accents and marks, so that "Khartum" and "Khārṭūm" meet.
 *
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @typedef {object} Selection
 * @property {Incident[]} shown passing all filters, in the given order
 * @property {number[]} groupCounts passing all but the group filter
 * @property {Incident[]} timed passing all but the time filter
 * @property {number} undated hidden by the time filter alone because their day is not known
 */

/**
 * @param {readonly Incident[]} incidents
 * @param {Filters} filters
 * @param {(incident: Incident) => string} searchText folded text of an incident; called only while a query is set
 * @param {number} groupTotal
 * @returns {Selection}
 */
export function select(incidents, filters, searchText, groupTotal) {
  const words = fold(filters.query).split(/\s+/u).filter(Boolean);
  /** @type {Selection} */
  const selection = { shown: [], groupCounts: new Array(groupTotal).fill(0), timed: [], undated: 0 };
  for (const incident of incidents) {
    if (!passes(incident, filters)) continue;
    if (words.length > 0) {
      const haystack = searchText(incident);
      if (!words.every((word) => haystack.includes(word))) continue;
    }
    const inTime = isInTime(incident, filters);
    const inGroup = filters.groups.size === 0 || filters.groups.has(incident.group);
    if (inTime) selection.groupCounts[incident.group] += 1;
    if (inGroup) selection.timed.push(incident);
    if (inGroup && inTime) selection.shown.push(incident);
    if (inGroup && !inTime && incident.start === null) selection.undated += 1;
  }
  return selection;
}

/** @param {Incident} incident @param {Filters} filters */
function passes(incident, { precision, confidence, casualties, country }) {
  if (precision === "unplaced") {
    if (incident.placed) return false;
  } else if (precision !== "") {
    if (incident.precision === null || PRECISIONS.indexOf(incident.precision) > PRECISIONS.indexOf(precision)) return false;
  }
  if (confidence === "high" && incident.level !== "high") return false;
  if (confidence === "medium" && (incident.level === null || incident.level === "low")) return false;
  if (casualties === "killed" && !incident.killed) return false;
  if (casualties === "harmed" && !incident.killed && !incident.injured) return false;
  return country === "" || incident.country === country;
}

/** An incident of several possible days is shown while any of them is. @param {Incident} incident @param {Filters} filters */
function isInTime({ start, end }, { from, to }) {
  if (from === null && to === null) return true;
  if (start === null || end === null) return false;
  return (to === null || start <= to) && (from === null || end >= from);
}

/**
 * Newest first; without a date last; then in the table's order.
 *
 * @param {Incident} a
 * @param {Incident} b
 */
export function newestFirst(a, b) {
  return (b.end ?? NEVER) - (a.end ?? NEVER) || (b.start ?? NEVER) - (a.start ?? NEVER) || a.row - b.row;
}
