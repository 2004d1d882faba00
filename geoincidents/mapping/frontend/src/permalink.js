// What is shown, in the address after "#", so that a link opens the same view. Pure.

import { GROUPS } from "./groups.js";
import { dayOf, isoOf } from "./incidents.js";
import { NO_FILTERS } from "./filter.js";

/** @typedef {import("./filter.js").Filters} Filters */

/**
 * @typedef {object} View
 * @property {Filters} filters
 * @property {string | null} selected incident id
 * @property {[number, number, number] | null} centre lat, lon, zoom
 */

/** @param {View} view @returns {string} "" where there is nothing to say */
export function writeHash({ filters, selected, centre }) {
  const values = new URLSearchParams();
  if (selected !== null) values.set("i", selected);
  if (filters.groups.size > 0) values.set("t", [...filters.groups].sort((a, b) => a - b).map((group) => GROUPS[group].id).join("."));
  for (const [key, name] of KEYS) if (filters[name] !== "") values.set(key, filters[name]);
  if (filters.from !== null) values.set("from", isoOf(filters.from));
  if (filters.to !== null) values.set("to", isoOf(filters.to));
  if (centre !== null) values.set("m", centre.map((value, at) => Number(value.toFixed(at < 2 ? 3 : 2))).join("/"));
  return values.toString();
}

const KEYS = /** @type {[string, "query" | "precision" | "confidence" | "casualties" | "country"][]} */ ([
  ["q", "query"],
  ["p", "precision"],
  ["c", "confidence"],
  ["k", "casualties"],
  ["in", "country"],
]);

const ALLOWED = /** @type {Record<string, string[]>} */ ({
  precision: ["exact", "town", "unplaced"],
  confidence: ["medium", "high"],
  casualties: ["killed", "harmed"],
});

/** @param {string} hash with or without "#"; whatever makes no sense is left out @returns {View} */
export function readHash(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, any>} */
  const filters = { ...NO_FILTERS };
  const groups = (values.get("t") ?? "").split(".").map((id) => GROUPS.findIndex((group) => group.id === id));
  filters.groups = new Set(groups.filter((index) => index >= 0));
  for (const [key, name] of KEYS) {
    const value = values.get(key) ?? "";
    if (!(name in ALLOWED) || ALLOWED[name].includes(value)) filters[name] = value;
  }
  filters.from = dayOf(values.get("from"));
  filters.to = dayOf(values.get("to"));
  const centre = (values.get("m") ?? "").split("/").map(Number);
  const valid = centre.length === 3 && centre.every(Number.isFinite) && Math.abs(centre[0]) <= 90;
  return {
    filters: /** @type {Filters} */ (filters),
    selected: values.get("i"),
    centre: valid ? /** @type {[number, number, number]} */ (centre) : null,
  };
}
