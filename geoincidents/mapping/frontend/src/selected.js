// The selected incident on the map: its pin or ring, its anchor and distance, the other places, the point being moved.

import * as L from "leaflet";
import { h, svg } from "./dom.js";
import { incidentSymbol } from "./symbols.js";
import { token } from "./theme.js";
import { roleText } from "./why.js";

const WIDE_ANCHOR = /^(PCL|ADM|TERR|CONT|RGN|SEA|OCN|GULF|LK|DSRT)/;

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {L.Map} map
 * @param {string} pane
 * @param {string} linePane
 */
export function addSelected(app, map, pane, linePane) {
  const group = L.layerGroup().addTo(map);

  /** @param {Incident} incident */
  function draw(incident) {
    const { moving, others } = app.store.get();
    const correction = app.corrections.get(incident.id);
    const lat = correction?.lat ?? incident.lat;
    const lon = correction?.lon ?? incident.lon;
    const located = lat !== null && lon !== null;
    if (located && (incident.placed || correction)) {
      drawAnchors(incident, L.latLng(lat, lon));
      group.addLayer(incident.wide && !correction && !moving ? ring(incident, lat, lon) : pin(app, incident, lat, lon, pane, moving));
    } else if (moving) {
      const { lat: middleLat, lng } = map.getCenter();
      group.addLayer(pin(app, incident, middleLat, lng, pane, true));
    }
    if (others) drawOthers(incident, located ? L.latLng(lat, lon) : null);
  }

  /** @param {Incident} incident @param {number} lat @param {number} lon */
  function ring(incident, lat, lon) {
    const picture = h("span", { class: "ring-selected" }, incidentSymbol(incident));
    const size = 52;
    return L.marker([lat, lon], { pane, keyboard: false, interactive: false, zIndexOffset: 2000, icon: L.divIcon({ html: picture, className: "marker-selected", iconSize: [size, size] }) });
  }

  /** @param {Incident} incident @param {L.LatLng} here */
  function drawAnchors(incident, here) {
    for (const anchor of app.table.get(incident.row, "anchors") ?? []) {
      if (typeof anchor.lon !== "number" || typeof anchor.lat !== "number") continue;
      // The distance to the middle of a country or a division would say nothing.
      if (WIDE_ANCHOR.test(anchor.feature_code ?? "")) continue;
      const there = L.latLng(anchor.lat, anchor.lon);
      group.addLayer(L.polyline([there, here], { pane: linePane, color: token("halo"), weight: 4, opacity: 0.8, interactive: false }));
      group.addLayer(L.polyline([there, here], { pane: linePane, color: token("text"), weight: 1.4, interactive: false }));
      group.addLayer(note(there, `${anchor.name} · ${app.words.distance(map.distance(there, here))}`, "anchor"));
    }
  }

  /** @param {Incident} incident @param {L.LatLng | null} here */
  function drawOthers(incident, here) {
    for (const place of app.table.get(incident.row, "other_places") ?? []) {
      if (typeof place.lon !== "number" || typeof place.lat !== "number") continue;
      const there = L.latLng(place.lat, place.lon);
      if (here) group.addLayer(L.polyline([there, here], { pane: linePane, color: token("muted"), weight: 1, dashArray: "1 5", opacity: 0.8, interactive: false }));
      group.addLayer(note(there, `${place.name} · ${roleText(app.words, place.role)}`, "other"));
    }
  }

  /** @param {L.LatLng} at @param {string} text @param {string} kind */
  function note(at, text, kind) {
    return L.marker(at, { pane, keyboard: false, interactive: false, icon: L.divIcon({ html: h("span", { class: `note ${kind}` }, h("i"), h("bdi", null, text)), className: "note-holder", iconSize: [0, 0] }) });
  }

  return {
    /** @param {Incident | null} incident */
    show(incident) {
      group.clearLayers();
      if (incident !== null) draw(incident);
    },
  };
}

/**
 * @param {App} app
 * @param {Incident} incident
 * @param {number} lat
 * @param {number} lon
 * @param {string} pane
 * @param {boolean} draggable
 */
function pin(app, incident, lat, lon, pane, draggable) {
  const picture = h(
    "span",
    { class: "pin" },
    svg("svg", { viewBox: "-23 -23 46 58", width: 46, height: 58, "aria-hidden": "true" }, svg("path", { class: "pin-shape", d: "M0 33C-3 24-19 14-19-1A19 19 0 1 1 19-1C19 14 3 24 0 33Z" })),
    incidentSymbol(incident, true),
  );
  const marker = L.marker([lat, lon], { pane, draggable, keyboard: false, interactive: draggable, zIndexOffset: 3000, autoPan: true, icon: L.divIcon({ html: picture, className: draggable ? "marker-selected draggable" : "marker-selected", iconSize: [46, 58], iconAnchor: [23, 56] }) });
  marker.on("dragend", () => {
    const { lat: newLat, lng } = marker.getLatLng().wrap();
    app.correct(incident, { row: incident.row, verdict: "point", lat: Number(newLat.toFixed(4)), lon: Number(lng.toFixed(4)) });
  });
  return marker;
}
