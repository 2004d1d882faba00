// Colours as numbers: contrast by WCAG 2.2, and what people with a colour-vision deficiency see.

import { readFileSync } from "node:fs";

/** @typedef {[number, number, number]} RGB 0 to 1, gamma-encoded */

/** @param {string} hex @returns {RGB} */
export function rgb(hex) {
  return /** @type {RGB} */ ([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255));
}

/** @param {number} value */
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
/** @param {number} value */
const encoded = (value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** @param {RGB} colour */
function luminance(colour) {
  const [r, g, b] = colour.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
export function contrast(a, b) {
  const [low, high] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} front @param {string} back @param {number} share of the front */
export function mixed(front, back, share) {
  const [a, b] = [rgb(front), rgb(back)];
  return `#${a.map((value, at) => Math.round((value * share + b[at] * (1 - share)) * 255).toString(16).padStart(2, "0")).join("")}`;
}

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
const DEFICIENCIES = /** @type {Record<string, number[][]>} */ ({
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
});

/** @param {string} hex @param {string} vision @returns {RGB} */
function seen(hex, vision) {
  const colour = rgb(hex).map(linear);
  const rows = DEFICIENCIES[vision];
  const out = rows ? rows.map((row) => row.reduce((sum, weight, at) => sum + weight * colour[at], 0)) : colour;
  return /** @type {RGB} */ (out.map((value) => encoded(Math.max(0, Math.min(1, value)))));
}

/** CIE 1976 L*a*b*, D65. @param {RGB} colour */
function lab(colour) {
  const [r, g, b] = colour.map(linear);
  const xyz = [(0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047, 0.2126729 * r + 0.7151522 * g + 0.072175 * b, (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883];
  const [x, y, z] = xyz.map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (value * (24389 / 27) + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76 distance of two colours as seen. @param {string} a @param {string} b @param {string} vision */
export function distance(a, b, vision) {
  const [p, q] = [lab(seen(a, vision)), lab(seen(b, vision))];
  return Math.hypot(...p.map((value, at) => value - q[at]));
}

export const VISIONS = ["normal", ...Object.keys(DEFICIENCIES)];

/** @returns {Record<"light" | "dark", Record<string, string>>} the colour tokens of tokens.css */
export function tokens() {
  const css = readFileSync(new URL("../src/css/tokens.css", import.meta.url), "utf8");
  const [light, dark] = css.split("@media print")[0].split('[data-theme="dark"]').map((part) => Object.fromEntries([...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])));
  return { light, dark: { ...light, ...dark } };
}
