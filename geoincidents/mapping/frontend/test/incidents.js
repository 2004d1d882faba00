// Tables and incidents for tests.

import { readIncidents } from "../src/incidents.js";
import { readTable } from "../src/payload.js";

/** A region of one square, ten degrees wide, as codec.py writes it. */
const SQUARE = [2, ["AAgfAAgf_eAA_e"]];

/**
 * @param {Record<string, any>[]} rows
 * @returns {import("../src/payload.js").Table}
 */
export function tableOf(rows) {
  const order = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = Object.fromEntries(order.map((name) => [name, { v: rows.map((row) => row[name] ?? null) }]));
  return readTable({ count: rows.length, lean: false, order, columns, regions: [SQUARE], region: { v: rows.map((row) => (row.precision === "province" ? 0 : -1)) } });
}

/** @param {Record<string, any>[]} rows */
export function incidentsOf(rows) {
  return readIncidents(tableOf(rows));
}

export const ROWS = [
  { incident_id: "a", title: "Strike hits Ṣanʿāʾ", event_type: "Explosions/Remote violence", sub_event_type: "Air/drone strike", date_start: "2024-01-01", date_end: "2024-01-01", place_name: "Sanaa", country: "Yemen", precision: "exact", lon: 44.2, lat: 15.35, killed_best: 3, confidence: 0.9 },
  { incident_id: "b", title: "Clash", event_type: "Battles", sub_event_type: "Armed clash", date_start: "2024-01-03", date_end: "2024-01-09", place_name: "Aden", country: "Yemen", precision: "town", lon: 45, lat: 12.8, injured_best: 2, confidence: 0.6 },
  { incident_id: "c", title: "March", event_type: "Protests", sub_event_type: "Peaceful protest", date_start: null, date_end: null, place_name: "Oman", country: "Oman", precision: "country", lon: 57, lat: 21, confidence: 0.3 },
  { incident_id: "d", title: "Arrests", event_type: "Strategic developments", sub_event_type: "Arrests", date_start: "2024-02-01", date_end: "2024-02-01", place_name: "Aden", country: "Yemen", precision: "province", lon: 45, lat: 12.8, killed_best: 0, confidence: null },
  { incident_id: "e", title: "Talk", event_type: "Strategic developments", sub_event_type: "Agreement", date_start: "2024-01-05", date_end: null, place_name: null, country: null, precision: null, lon: null, lat: null },
];
