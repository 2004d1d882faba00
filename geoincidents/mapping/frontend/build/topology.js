// Reads a TopoJSON file of countries into arcs and arc references, without the quantisation.

import { readFileSync } from "node:fs";

/**
 * @typedef {object} Topology
 * @property {[number, number][][]} arcs lon, lat in degrees
 * @property {{name: string, polygons: number[][][]}[]} countries rings as arc numbers; ~n is arc n backwards
 */

/**
 * @param {string | URL} path
 * @returns {Topology}
 */
export function readTopology(path) {
  const source = JSON.parse(readFileSync(path, "utf8"));
  const [scaleX, scaleY] = source.transform.scale;
  const [moveX, moveY] = source.transform.translate;
  const arcs = source.arcs.map((/** @type {[number, number][]} */ arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scaleX + moveX, y * scaleY + moveY];
    });
  });
  const countries = source.objects.countries.geometries.map((/** @type {any} */ geometry) => ({
    name: geometry.properties.name,
    polygons: geometry.type === "Polygon" ? [geometry.arcs] : (geometry.arcs ?? []),
  }));
  return { arcs, countries };
}

/**
 * How many rings use each arc: 1 is a coast, 2 a border.
 *
 * @param {Topology} topology
 * @returns {number[]}
 */
export function arcUses({ arcs, countries }) {
  const uses = new Array(arcs.length).fill(0);
  for (const { polygons } of countries) {
    for (const arc of polygons.flat(2)) uses[arc < 0 ? ~arc : arc] += 1;
  }
  return uses;
}
