// Names of countries and towns on the map.

import * as L from "leaflet";
import { h } from "./dom.js";
import { placeLabels } from "./placement.js";

/** @typedef {import("./placement.js").Box} Box */
/** @typedef {{name: string, at: L.LatLng, kind: "country" | "capital" | "city" | "town", weight: number, radius: number}} Label */

const MOST = 90;

/** Corners of the map that its own controls cover. @param {L.Point} view @returns {Box[]} */
const controls = ({ x, y }) => [
  { left: 0, top: 0, right: 50, bottom: 124 },
  { left: x - 190, top: 0, right: x, bottom: 48 },
  { left: 0, top: y - 30, right: 124, bottom: y },
  { left: x - 280, top: y - 20, right: x, bottom: y },
];
/** A symbol this near stands for the town itself: the label moves out of its way and the dot is left out. */
const ON_SYMBOL_PX = 12;

/**
 * @param {L.Map} map
 * @param {import("./basemap.js").BasemapBlock} block
 * @param {string} pane
 */
export function addLabels(map, block, pane) {
  const holder = h("div", { class: "labels", "aria-hidden": "true", dir: "ltr" });
  /** @type {HTMLElement} */ (map.getPane(pane)).append(holder);
  const labels = readLabels(block);
  /** @type {Map<string, [number, number]>} */
  const sizes = new Map();

  /** @param {Label} label @returns {[number, number]} */
  function sizeOf({ name, kind }) {
    const key = `${kind}\n${name}`;
    let size = sizes.get(key);
    if (size === undefined) {
      const probe = h("span", { class: `label ${kind}` }, name);
      holder.append(probe);
      size = [probe.offsetWidth, probe.offsetHeight];
      probe.remove();
      sizes.set(key, size);
    }
    return size;
  }

  return {
    /** @param {readonly (Box & {x: number, y: number})[]} symbols in container pixels */
    draw(symbols) {
      const view = map.getSize();
      const bounds = map.getBounds();
      const zoom = map.getZoom();
      const pixels = (256 * 2 ** zoom) / 360;
      const fits = (/** @type {Label} */ label) => (label.kind === "country" ? label.radius * pixels * 2 > sizeOf(label)[0] * 0.6 : label.weight >= leastPeople(zoom));
      const inView = labels.filter((label) => bounds.contains(label.at) && fits(label)).slice(0, MOST);
      const wanted = inView.map((label) => {
        const { x, y } = map.latLngToContainerPoint(label.at);
        const [width, height] = sizeOf(label);
        const symbol = symbols.find((box) => Math.hypot(box.x - x, box.y - y) < ON_SYMBOL_PX);
        const gap = symbol ? Math.max(8, (symbol.right - symbol.left) / 2 + 3) : 7;
        return { x, y, width, height, gap, centred: label.kind === "country", dotted: label.kind !== "country" && symbol === undefined };
      });
      const spots = placeLabels(wanted, [...symbols, ...controls(view)], { width: view.x, height: view.y });
      const origin = map.containerPointToLayerPoint([0, 0]);
      holder.replaceChildren(
        ...inView.flatMap((label, at) => {
          const spot = spots[at];
          if (spot === null) return [];
          const text = h("span", { class: `label ${label.kind}` }, label.name);
          L.DomUtil.setPosition(text, L.point(spot.left, spot.top).add(origin).round());
          if (!wanted[at].dotted) return [text];
          const dot = h("span", { class: "dot" });
          L.DomUtil.setPosition(dot, L.point(wanted[at].x, wanted[at].y).add(origin).round());
          return [dot, text];
        }),
      );
    },
  };
}

/** Smaller towns appear as one zooms in. @param {number} zoom */
function leastPeople(zoom) {
  return zoom < 3.5 ? 3e6 : zoom < 5 ? 6e5 : zoom < 6.5 ? 1.5e5 : zoom < 8 ? 3e4 : 0;
}

/** @param {import("./basemap.js").BasemapBlock} block @returns {Label[]} most important first */
function readLabels({ countries, cities }) {
  /** @type {Label[]} */
  const names = countries.flatMap(([name, inside, at]) => (at ? [{ name, at: L.latLng(at[1], at[0]), kind: "country", weight: inside ? 2e9 : 1e7, radius: at[2] }] : []));
  for (const [name, lon, lat, people, capital] of cities) {
    const weight = people ?? 0;
    names.push({ name, at: L.latLng(lat, lon), kind: capital ? "capital" : weight >= 3e5 ? "city" : "town", weight: capital ? weight + 5e6 : weight, radius: 0 });
  }
  return names.sort((a, b) => b.weight - a.weight);
}
