// Natural Earth's countries (npm world-atlas) as the compact layers that basemap.py clips for each map.

import { mkdirSync, writeFileSync } from "node:fs";
import { encodeNumbers } from "../src/codec.js";
import { arcUses, readTopology } from "./topology.js";

/** Decimals of a degree: world-atlas is quantised to about 0.004 degrees, so three lose nothing that it has. */
const DECIMALS = 3;

/**
 * @param {string} scale "10m", "50m" or "110m"
 * @returns {object} arcs as one text of numbers, with their lengths
 */
export function compactLayer(scale) {
  const topology = readTopology(new URL(`../node_modules/world-atlas/countries-${scale}.json`, import.meta.url));
  const numbers = [];
  const lengths = [];
  for (const arc of topology.arcs) {
    let x = 0;
    let y = 0;
    for (const [lon, lat] of arc) {
      const nextX = Math.round(lon * 10 ** DECIMALS);
      const nextY = Math.round(lat * 10 ** DECIMALS);
      numbers.push(nextX - x, nextY - y);
      x = nextX;
      y = nextY;
    }
    lengths.push(arc.length);
  }
  return {
    decimals: DECIMALS,
    arcs: encodeNumbers(numbers),
    lengths,
    uses: arcUses(topology),
    countries: topology.countries.filter((country) => country.polygons.length > 0),
  };
}

/** @param {URL} folder */
export function writeBasemap(folder) {
  mkdirSync(folder, { recursive: true });
  for (const scale of ["10m", "50m", "110m"]) {
    writeFileSync(new URL(`basemap-${scale}.json`, folder), JSON.stringify(compactLayer(scale)));
  }
}
