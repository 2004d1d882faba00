// Counts of people as words. Unknown is not zero.

/** @typedef {import("./words.js").Words} Words */
/** @typedef {import("./payload.js").Table} Table */

/**
 * @param {Words} words
 * @param {number | null} low
 * @param {number | null} best
 * @param {number | null} high
 * @param {"" | "Short"} [form]
 * @returns {string | null} "4", "3 to 5", "at least 3"; null where nothing is known
 */
export function countText(words, low, best, high, form = "") {
  if (low !== null && high !== null && low !== high) return words.say(`range${form}`, { a: low, b: high });
  if (best === null && low === null && high === null) return null;
  if (best === null && high === null) return words.say(`atLeast${form}`, { n: /** @type {number} */ (low) });
  if (best === null && low === null) return words.say(`atMost${form}`, { n: /** @type {number} */ (high) });
  if (high === null && low !== null) return words.say(`atLeast${form}`, { n: low });
  return words.number(/** @type {number} */ (best ?? low));
}

/**
 * @param {Words} words
 * @param {Table} table
 * @param {number} row
 * @param {boolean} [short] "12+ injured" where there is little room
 * @returns {string[]} "4 killed", "at least 12 injured"; what is stated as none is left out
 */
export function casualtyParts(words, table, row, short = false) {
  return ["killed", "injured"].flatMap((harm) => {
    const counts = ["low", "best", "high"].map((bound) => table.get(row, `${harm}_${bound}`));
    if (counts.every((count) => count === null || count === 0)) return [];
    const text = countText(words, counts[0], counts[1], counts[2], short ? "Short" : "");
    return text === null ? [] : [words.say(harm, { n: text })];
  });
}

/**
 * @param {Words} words
 * @param {Table} table
 * @param {number} row
 * @returns {string}
 */
export function casualtyText(words, table, row) {
  const parts = casualtyParts(words, table, row);
  if (parts.length > 0) return parts.join(" · ");
  const stated = ["killed_best", "injured_best"].some((column) => table.get(row, column) === 0);
  return words.say(stated ? "noneReported" : "notReported");
}
