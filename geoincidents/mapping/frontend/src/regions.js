// The areas in which incidents lie: dashed and faint for all that are shown, strong for the selected one.

import * as L from "leaflet";
import { flipPolygons } from "./basemap.js";
import { GROUPS } from "./groups.js";
import { token } from "./theme.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./payload.js").Table} Table */

/** More areas than this hide the map that they should explain; the largest counts go first. */
const MOST = 120;

/**
 * @param {L.Map} map
 * @param {Table} table
 * @param {string} pane
 */
export function addRegions(map, table, pane) {
  const renderer = L.canvas({ pane, padding: 0.3 });
  const all = L.layerGroup().addTo(map);
  const chosen = L.layerGroup().addTo(map);

  /** @param {number} region @param {L.PolylineOptions} style */
  const shape = (region, style) => L.polygon(flipPolygons(table.region(region)), { renderer, pane, interactive: false, smoothFactor: 0.8, ...style });

  return {
    /** @param {readonly Incident[]} shown */
    draw(shown) {
      all.clearLayers();
      /** @type {Map<number, {count: number, group: number}>} */
      const regions = new Map();
      for (const { region, wide, placed, group } of shown) {
        if (region < 0 || !wide || !placed) continue;
        const entry = regions.get(region);
        if (!entry) regions.set(region, { count: 1, group });
        else {
          entry.count += 1;
          if (entry.group !== group) entry.group = -1;
        }
      }
      const drawn = [...regions].sort((a, b) => b[1].count - a[1].count).slice(0, MOST);
      for (const [region, { group }] of drawn) {
        const colour = group < 0 ? token("muted") : GROUPS[group].colour;
        all.addLayer(shape(region, { color: colour, weight: 1.2, dashArray: "5 4", opacity: 0.75, fillColor: colour, fillOpacity: 0.07 }));
      }
    },
    /** @param {Incident | null} incident */
    select(incident) {
      chosen.clearLayers();
      if (incident === null || incident.region < 0) return;
      const colour = token("accent");
      chosen.addLayer(shape(incident.region, { color: token("halo"), weight: 4.5, opacity: 0.85, fillOpacity: 0 }));
      const country = incident.precision === "country";
      chosen.addLayer(shape(incident.region, { color: colour, weight: 2, dashArray: "6 4", fillColor: colour, fillOpacity: country ? 0.03 : 0.1 }));
    },
    /** @param {Incident} incident @returns {L.LatLngBounds | null} */
    boundsOf(incident) {
      return incident.region < 0 ? null : L.latLngBounds(/** @type {any} */ (flipPolygons(table.region(incident.region)).flat(2)));
    },
  };
}
