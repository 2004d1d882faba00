// Undoes payload.py: columns and rows of the data block.

import { decodePolygons } from "./codec.js";

/** @typedef {Record<string, any>} Cells */

/**
 * @typedef {object} Table
 * @property {number} count
 * @property {boolean} lean quotes and reasons were left out
 * @property {string[]} order the frame's columns, in its order
 * @property {(row: number, column: string) => any} get null where the frame has no such column
 * @property {(row: number) => number} regionOf index of the region, -1 where there is none
 * @property {(region: number) => [number, number][][][]} region MultiPolygon coordinates, lon lat
 * @property {number} regionCount
 */

/**
 * @param {any} block
 * @returns {Table}
 */
export function readTable(block) {
  /** @type {Record<string, (row: number) => any>} */
  const readers = {};
  /** @param {number} row @param {string} column */
  const get = (row, column) => (Object.hasOwn(readers, column) ? readers[column](row) : null);
  for (const [name, column] of Object.entries(block.columns)) readers[name] = columnReader(column, get);
  const regionOf = columnReader(block.region, get);
  /** @type {Map<number, [number, number][][][]>} */
  const decoded = new Map();
  const region = (/** @type {number} */ index) => {
    let shape = decoded.get(index);
    if (shape === undefined) {
      shape = decodePolygons(block.regions[index]);
      decoded.set(index, shape);
    }
    return shape;
  };
  return { count: block.count, lean: block.lean, order: block.order, get, regionOf, region, regionCount: block.regions.length };
}

/** A record's key → the incident's column that says the same where the record holds `true`. */
const OWN = /** @type {Record<string, string>} */ ({ url: "source_url" });

/**
 * @param {any} column
 * @param {(row: number, column: string) => any} get
 * @returns {(row: number) => any}
 */
function columnReader(column, get) {
  if ("c" in column) return () => column.c;
  if ("v" in column) return (row) => column.v[row];
  if ("l" in column) return (row) => column.l[row].map((/** @type {number} */ index) => column.d[index]);
  if ("r" in column) {
    return (row) =>
      column.r[column.i[row]].map((/** @type {any[]} */ values) => {
        /** @type {Cells} */
        const record = {};
        column.k.forEach((/** @type {string} */ key, /** @type {number} */ at) => {
          const value = values[at] ?? null;
          record[key] = value === true ? get(row, OWN[key] ?? key) : value;
        });
        return record;
      });
  }
  return (row) => (column.i[row] < 0 ? null : column.d[column.i[row]]);
}
