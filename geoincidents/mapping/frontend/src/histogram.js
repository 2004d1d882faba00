// The time histogram's bins. Pure.

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {"day" | "week" | "month" | "quarter" | "year"} Unit */

/**
 * @typedef {object} Bins
 * @property {Unit} unit
 * @property {number[]} edges first day of each bin, and the day after the last
 * @property {number} first day of any incident
 * @property {number} last
 */

const UNITS = /** @type {Unit[]} */ (["day", "week", "month", "quarter", "year"]);
/** More bars than this are too thin to tell apart on a phone. */
const MOST_BINS = 62;
const FEWEST_BINS = 9;
const DAY_MS = 86_400_000;

/**
 * @param {readonly Incident[]} incidents
 * @returns {Bins | null} null where no incident has a date
 */
export function makeBins(incidents) {
  let first = Infinity;
  let last = -Infinity;
  for (const { start, end } of incidents) {
    if (start === null || end === null) continue;
    first = Math.min(first, start);
    last = Math.max(last, end);
  }
  if (first > last) return null;
  for (const unit of UNITS) {
    const edges = edgesOf(unit, first, last);
    if (edges.length - 1 <= MOST_BINS || unit === "year") return { unit, edges: padded(unit, edges), first, last };
  }
  return null;
}

/** Two bars that fill the screen would look like much. @param {Unit} unit @param {number[]} edges */
function padded(unit, edges) {
  const wide = [...edges];
  while (edges.length > 2 && wide.length - 1 < FEWEST_BINS) {
    wide.unshift(floorDay(unit, wide[0] - 1));
    wide.push(nextDay(unit, wide[wide.length - 1]));
  }
  return wide;
}

/** @param {Unit} unit @param {number} first @param {number} last */
function edgesOf(unit, first, last) {
  const edges = [floorDay(unit, first)];
  while (edges[edges.length - 1] <= last) edges.push(nextDay(unit, edges[edges.length - 1]));
  return edges;
}

/** @param {Unit} unit @param {number} day */
function floorDay(unit, day) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks start on Monday
  const date = new Date(day * DAY_MS);
  const month = unit === "month" ? date.getUTCMonth() : unit === "quarter" ? date.getUTCMonth() - (date.getUTCMonth() % 3) : 0;
  return dayAt(date.getUTCFullYear(), month);
}

/** @param {Unit} unit @param {number} day */
function nextDay(unit, day) {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const date = new Date(day * DAY_MS);
  const months = unit === "month" ? 1 : unit === "quarter" ? 3 : 12;
  return dayAt(date.getUTCFullYear(), date.getUTCMonth() + months);
}

/** @param {number} year @param {number} month may be beyond 11 */
function dayAt(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return Math.round(date.getTime() / DAY_MS);
}

/**
 * @param {Bins} bins
 * @param {number} day
 * @returns {number} the bin that holds the day
 */
export function binOf({ edges }, day) {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Each incident counts once, in the bin of the middle of the days on which it may have happened.
 *
 * @param {Bins} bins
 * @param {readonly Incident[]} incidents
 * @param {number} groupTotal
 * @returns {number[][]} counts by bin, then by group
 */
export function countBins(bins, incidents, groupTotal) {
  const counts = Array.from({ length: bins.edges.length - 1 }, () => new Array(groupTotal).fill(0));
  for (const { start, end, group } of incidents) {
    if (start !== null && end !== null) counts[binOf(bins, Math.floor((start + end) / 2))][group] += 1;
  }
  return counts;
}
