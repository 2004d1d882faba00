// The quiet background: coarse world, fine countries around the incidents, borders.

import * as L from "leaflet";
import { decodeLine, decodePolygons } from "./codec.js";
import { token } from "./theme.js";

/**
 * @typedef {object} BasemapBlock see basemap.py
 * @property {[string, number, [number, number, number] | null, any][]} countries name, has incidents, label's lon lat and room in degrees, shape
 * @property {any} borders
 * @property {any} provinces borders of first-order divisions
 * @property {any} world
 * @property {any} world_focus countries with incidents
 * @property {any} world_borders
 * @property {[string, number, number, number | null, boolean][]} cities
 */

/** @param {[number, number][]} line lon lat @returns {[number, number][]} lat lon, as Leaflet wants */
const flip = (line) => line.map(([lon, lat]) => [lat, lon]);

/**
 * @param {[number, number][][][]} polygons
 * @returns {[number, number][][][]}
 */
export const flipPolygons = (polygons) => polygons.map((rings) => rings.map(flip));

/**
 * @param {L.Map} map
 * @param {BasemapBlock} block
 * @param {string} pane
 */
export function addBasemap(map, block, pane) {
  const renderer = L.canvas({ pane, padding: 0.4 });
  const plain = { renderer, pane, interactive: false, smoothFactor: 0.6, stroke: true, weight: 0.6, fillOpacity: 1 };
  const lines = (/** @type {any} */ encoded) => {
    const [decimals, ...texts] = encoded.length > 0 ? encoded : [2];
    return texts.map((/** @type {string} */ text) => flip(decodeLine(text, decimals)));
  };
  const surroundings = L.polygon(flipPolygons(decodePolygons(block.world.length > 0 ? block.world : null)), plain).addTo(map);
  const focused = L.polygon(flipPolygons(decodePolygons(block.world_focus.length > 0 ? block.world_focus : null)), plain).addTo(map);
  const countries = block.countries.map(([, inside, , shape]) => ({ inside, layer: L.polygon(flipPolygons(decodePolygons(shape)), plain).addTo(map) }));
  const stroke = { ...plain, fill: false, weight: 1.1 };
  const coarse = L.polyline(lines(block.world_borders), stroke).addTo(map);
  const provinces = L.polyline(lines(block.provinces), { ...stroke, weight: 0.8, opacity: 0.55, dashArray: "2 3" }).addTo(map);
  const fine = L.polyline(lines(block.borders), stroke).addTo(map);
  return {
    restyle() {
      const land = { color: token("land"), fillColor: token("land") };
      const focus = { color: token("focus"), fillColor: token("focus") };
      surroundings.setStyle(land);
      focused.setStyle(focus);
      for (const { inside, layer } of countries) layer.setStyle(inside ? focus : land);
      coarse.setStyle({ color: token("border") });
      provinces.setStyle({ color: token("border") });
      fine.setStyle({ color: token("border") });
    },
  };
}
