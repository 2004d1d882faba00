// The rows of the table as incidents: what filters, list and map need at hand; the rest stays in the table.

import { groupOf } from "./groups.js";

/** @typedef {import("./payload.js").Table} Table */
/** @typedef {"exact" | "town" | "district" | "province" | "area" | "country" | "sea"} Precision */
/** @typedef {"high" | "medium" | "low"} Level */

/**
 * @typedef {object} Incident
 * @property {number} row
 * @property {string} id
 * @property {string | null} title
 * @property {number} group index into GROUPS
 * @property {number | null} start day since 1970-01-01, the first on which it may have happened
 * @property {number | null} end the last such day
 * @property {string | null} place
 * @property {string | null} country
 * @property {Precision | null} precision
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {boolean} placed whether it may stand on the map as a symbol
 * @property {boolean} wide whether its place is an area rather than a point
 * @property {number | null} killed
 * @property {number | null} injured
 * @property {Level | null} level of confidence
 * @property {number} region index, -1 where there is none
 */

export const PRECISIONS = /** @type {Precision[]} */ (["exact", "town", "district", "province", "area", "country", "sea"]);

/** Calibrated: of the answers at 0.8, 80 % are right; below 0.5 the answer is more likely wrong than right. */
const HIGH = 0.8;
const MEDIUM = 0.5;

const DAY_MS = 86_400_000;

/**
 * @param {Table} table
 * @returns {Incident[]} in the table's order
 */
export function readIncidents(table) {
  return Array.from({ length: table.count }, (_, row) => readIncident(table, row));
}

/**
 * @param {Table} table
 * @param {number} row
 * @returns {Incident}
 */
function readIncident({ get, regionOf }, row) {
  const precision = readPrecision(get(row, "precision"));
  const lon = number(get(row, "lon"));
  const lat = number(get(row, "lat"));
  const start = dayOf(get(row, "date_start"));
  const end = dayOf(get(row, "date_end")) ?? start;
  return {
    row,
    id: String(get(row, "incident_id") ?? row + 1),
    title: text(get(row, "title") ?? get(row, "text")),
    group: groupOf(get(row, "event_type"), get(row, "sub_event_type")),
    start: start ?? end,
    end,
    place: text(get(row, "place_name") ?? get(row, "name")),
    country: text(get(row, "country")),
    precision,
    lon,
    lat,
    placed: lon !== null && lat !== null && precision !== "country",
    wide: precision !== null && !["exact", "town"].includes(precision),
    killed: number(get(row, "killed_best")) ?? number(get(row, "killed_low")) ?? number(get(row, "killed_high")),
    injured: number(get(row, "injured_best")) ?? number(get(row, "injured_low")) ?? number(get(row, "injured_high")),
    level: levelOf(number(get(row, "confidence"))),
    region: regionOf(row),
  };
}

/** @param {any} value @returns {Precision | null} */
function readPrecision(value) {
  if (typeof value === "number") return PRECISIONS[value - 1] ?? null;
  const name = typeof value === "string" ? /** @type {Precision} */ (value.toLowerCase()) : null;
  return name !== null && PRECISIONS.includes(name) ? name : null;
}

/** @param {number | null} confidence @returns {Level | null} */
export function levelOf(confidence) {
  if (confidence === null) return null;
  return confidence >= HIGH ? "high" : confidence >= MEDIUM ? "medium" : "low";
}

/**
 * @param {any} value ISO 8601 date
 * @returns {number | null} days since 1970-01-01
 */
export function dayOf(value) {
  if (typeof value !== "string") return null;
  const ms = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(ms) ? null : Math.round(ms / DAY_MS);
}

/** @param {number} day @returns {string} ISO 8601 date */
export function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param {any} value @returns {number | null} */
function number(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** @param {any} value @returns {string | null} */
function text(value) {
  return value === null || value === undefined || value === "" ? null : String(value);
}
