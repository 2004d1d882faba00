// What an analyst has corrected, and the file that `geocode --corrections` reads. Nothing leaves the page by itself.

import { csv } from "./download.js";
import { wordsAt } from "./quote.js";

/** @typedef {import("./payload.js").Table} Table */

/**
 * @typedef {object} Correction
 * @property {number} row
 * @property {"wrong" | "place" | "point"} verdict
 * @property {string | null} [place_id]
 * @property {string | null} [name]
 * @property {number | null} [lon]
 * @property {number | null} [lat]
 */

export const CORRECTION_COLUMNS = ["document", "start", "end", "text", "verdict", "place_id", "lon", "lat", "incident_id", "note"];

/**
 * The words that a correction is about: the place's name inside the quote, or the whole quote.
 *
 * @param {Table} table
 * @param {number} row
 * @param {boolean} whole
 * @returns {{start: number | null, end: number | null, text: string}}
 */
export function correctedWords(table, row, whole) {
  const quote = table.get(row, "quote");
  const start = table.get(row, "quote_start");
  const place = table.get(row, "place_name");
  if (!whole && typeof quote === "string" && typeof place === "string" && typeof start === "number") {
    const at = wordsAt(quote, place);
    if (at >= 0) {
      const from = start + [...quote.slice(0, at)].length;
      return { start: from, end: from + [...place].length, text: place };
    }
  }
  if (!whole && typeof place === "string") return { start: null, end: null, text: place };
  return { start, end: table.get(row, "quote_end"), text: typeof quote === "string" ? quote : "" };
}

/**
 * @param {Table} table
 * @param {readonly [string, Correction][]} corrections incident id and correction
 * @returns {string}
 */
export function correctionsFile(table, corrections) {
  const rows = corrections.map(([id, { row, verdict, place_id = null, name = null, lon = null, lat = null }]) => {
    const { start, end, text } = correctedWords(table, row, verdict === "wrong");
    return [table.get(row, "doc_id"), start, end, text, verdict, place_id, lon, lat, id, name];
  });
  return csv(CORRECTION_COLUMNS, rows);
}
