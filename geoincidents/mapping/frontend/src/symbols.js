// The symbols: colour and shape say the type, solidity the confidence, size the deaths, a dotted ring an area.

import { svg } from "./dom.js";
import { GROUPS } from "./groups.js";

/** @typedef {import("./incidents.js").Incident} Incident */

/** Outlines in a box from -10 to 10. */
const SHAPES = /** @type {Record<string, string>} */ ({
  triangle: "M0 -8.4L9 7.2H-9Z",
  diamond: "M0 -9.4L9.4 0L0 9.4L-9.4 0Z",
  star: star(5, 10, 4.4),
  square: "M-7 -7H7V7H-7Z",
  circle: "M0 -7.8A7.8 7.8 0 1 1 0 7.8A7.8 7.8 0 1 1 0 -7.8Z",
  hexagon: "M-4.4 -7.6H4.4L8.8 0L4.4 7.6H-4.4L-8.8 0Z",
  cross: "M-2.9 -8.4H2.9V-2.9H8.4V2.9H2.9V8.4H-2.9V2.9H-8.4V-2.9H-2.9Z",
});

/** @param {number} points @param {number} outer @param {number} inner */
function star(points, outer, inner) {
  const corners = Array.from({ length: points * 2 }, (_, at) => {
    const radius = at % 2 ? inner : outer;
    const angle = (at * Math.PI) / points - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle) + 0.6).toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}

/** Width in pixels by deaths: 0, 1 to 9, 10 and more. */
const SIZES = [20, 26, 33];

/** @param {number | null} killed */
export function sizeStep(killed) {
  return !killed ? 0 : killed < 10 ? 1 : 2;
}

/**
 * @param {object} look
 * @param {number} look.group
 * @param {boolean} [look.hollow]
 * @param {boolean} [look.ring]
 * @param {number} [look.size] pixels
 * @returns {SVGSVGElement} hidden from assistive technology: the words beside it say the same
 */
export function symbol({ group, hollow = false, ring = false, size = SIZES[0] }) {
  const { colour, shape } = GROUPS[group];
  const path = SHAPES[shape];
  const box = ring ? 16 : 11.5;
  const width = ring ? Math.round((size * 16) / 11.5) : size;
  const picture = svg("svg", { class: "symbol", viewBox: `${-box} ${-box} ${2 * box} ${2 * box}`, width, height: width, "aria-hidden": "true", focusable: "false" });
  if (ring) picture.append(svg("circle", { class: "ring-halo", r: 14 }), svg("circle", { class: "ring", r: 14 }));
  picture.append(svg("path", { class: "halo", d: path }));
  const body = svg("path", { class: hollow ? "body hollow" : "body", d: path });
  body.style.setProperty("--type", colour);
  picture.append(body);
  return picture;
}

/** @param {Incident} incident @param {boolean} [small] always the smallest size */
export function incidentSymbol({ group, level, wide, killed }, small = false) {
  return symbol({ group, hollow: level === "low", ring: wide, size: SIZES[small ? 0 : sizeStep(killed)] });
}

/** @param {number} count */
export function donutSize(count) {
  return count < 10 ? 32 : count < 100 ? 40 : count < 1000 ? 48 : 56;
}

/**
 * @param {readonly number[]} groups counts by group
 * @param {string} label
 * @param {boolean} ring all of its places are areas
 * @returns {SVGSVGElement}
 */
export function donut(groups, label, ring = false) {
  const total = groups.reduce((sum, count) => sum + count, 0);
  const size = donutSize(total);
  const outer = size / 2 - 2;
  const inner = outer * (total < 10 ? 0.62 : 0.66);
  const picture = svg("svg", { class: "donut", viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, width: size, height: size, "aria-hidden": "true", focusable: "false" });
  picture.append(svg("circle", { class: "donut-halo", r: outer + 1.3 }), svg("circle", { class: "donut-edge", r: outer + 0.6 }));
  let from = 0;
  groups.forEach((count, group) => {
    if (count === 0) return;
    const to = from + count / total;
    const slice = svg("path", { class: "slice", d: slicePath(from, to, outer, inner) });
    slice.style.setProperty("--type", GROUPS[group].colour);
    picture.append(slice);
    from = to;
  });
  picture.append(svg("circle", { class: "donut-hole", r: inner }));
  if (ring) picture.append(svg("circle", { class: "donut-ring", r: inner - 1.2 }));
  picture.append(svg("text", { class: "donut-count", "text-anchor": "middle", dy: "0.36em" }, label));
  return picture;
}

/** @param {number} from share @param {number} to share @param {number} outer @param {number} inner @returns {string} */
function slicePath(from, to, outer, inner) {
  // A full circle needs two arcs.
  if (to - from > 0.9999) return `${slicePath(0, 0.5, outer, inner)}${slicePath(0.5, 1, outer, inner)}`;
  /** @param {number} share @param {number} radius */
  const at = (share, radius) => `${(radius * Math.sin(2 * Math.PI * share)).toFixed(2)} ${(-radius * Math.cos(2 * Math.PI * share)).toFixed(2)}`;
  const large = to - from > 0.5 ? 1 : 0;
  return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}
