// The map and its layers, bottom to top: basemap, callers' tiles and layers, areas, labels, symbols, the selection.

import * as L from "leaflet";
import { addBasemap } from "./basemap.js";
import { h } from "./dom.js";
import { addLabels } from "./labels.js";
import { addMarkers } from "./markers.js";
import { addRegions } from "./regions.js";
import { addSelected } from "./selected.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

const PANES = /** @type {[string, number][]} */ ([
  ["im-base", 150],
  ["im-regions", 410],
  ["im-labels", 420],
  ["im-lines", 430],
  ["im-markers", 650],
  ["im-selected", 660],
]);

/** Natural Earth 1:10m is drawn true to about 400 m: closer in, coasts would pretend to more. */
const MAX_ZOOM = 11;
const MAX_ZOOM_TILES = 18;

/** Tiles show streets, so a place may be looked at from nearer. */
const TILES_CLOSER = 3;

/** Kept free of incidents at the first view, for the controls that lie on the map. */
const ROOM = { paddingTopLeft: /** @type {[number, number]} */ ([28, 34]), paddingBottomRight: /** @type {[number, number]} */ ([8, 20]) };

/** Zooming to a place goes no closer than the place is known. */
const PLACE_ZOOM = /** @type {Record<string, number>} */ ({ exact: 11, town: 10, district: 9, province: 8, area: 9, sea: 8, country: 6 });

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @param {any} config
 * @param {import("./basemap.js").BasemapBlock} block
 */
export function createMap(app, element, config, block) {
  const { words, table } = app;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: false,
    minZoom: 1.5,
    maxZoom: config.tiles ? MAX_ZOOM_TILES : MAX_ZOOM,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    maxBounds: [[-85, -210], [85, 210]],
    maxBoundsViscosity: 0.7,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    closePopupOnClick: true,
  });
  for (const [name, zIndex] of PANES) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(zIndex);
    if (name !== "im-markers" && name !== "im-selected") pane.style.pointerEvents = "none";
  }
  const [west, south, east, north] = config.extent;
  const home = L.latLngBounds([south, west], [north, east]);
  addControls();
  map.fitBounds(home, { ...ROOM, animate: false });

  const basemap = config.tiles ? null : addBasemap(map, block, "im-base");
  const regions = addRegions(map, table, "im-regions");
  const labels = config.tiles ? null : addLabels(map, block, "im-labels");
  const markers = addMarkers(app, map, "im-markers");
  const selected = addSelected(app, map, "im-selected", "im-lines");
  const pointer = L.marker([0, 0], { pane: "im-selected", keyboard: false, interactive: false, icon: L.divIcon({ className: "pointed", iconSize: [44, 44] }) });
  /** @type {readonly Incident[]} */
  let placed = [];

  function addControls() {
    L.control.zoom({ position: "topleft", zoomInTitle: words.say("zoomIn"), zoomOutTitle: words.say("zoomOut") }).addTo(map);
    const bar = new L.Control({ position: "topleft" });
    bar.onAdd = () => {
      const button = h("button", { type: "button", class: "home", "aria-label": words.say("home"), title: words.say("home"), onclick: () => map.fitBounds(home, ROOM) }, "⌂");
      const holder = h("div", { class: "leaflet-bar" }, button);
      L.DomEvent.disableClickPropagation(holder);
      return holder;
    };
    bar.addTo(map);
    L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 110 }).addTo(map);
    L.control.attribution({ position: "bottomright", prefix: false }).addAttribution(words.say("attribution")).addTo(map);
  }

  function drawMarkers() {
    markers.draw(placed);
    labels?.draw(markers.boxes());
  }

  map.on("moveend", () => {
    drawMarkers();
    const centre = map.getCenter();
    app.store.set({ centre: [centre.lat, centre.lng, map.getZoom()] });
  });
  new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(element);

  return {
    leaflet: map,
    /** @param {readonly Incident[]} shown */
    show(shown) {
      placed = shown.filter((incident) => incident.placed);
      regions.draw(shown);
      map.closePopup();
      drawMarkers();
    },
    /** Show where an incident of the list is, while the pointer is on it. @param {Incident | null} incident */
    point(incident) {
      pointer.remove();
      if (incident?.placed) pointer.setLatLng([/** @type {number} */ (incident.lat), /** @type {number} */ (incident.lon)]).addTo(map);
    },
    /** @param {Incident | null} incident */
    select(incident) {
      pointer.remove();
      regions.select(incident);
      selected.show(incident);
    },
    restyle() {
      basemap?.restyle();
      element.style.background = config.tiles ? "" : "var(--sea)";
    },
    /** @param {[number, number, number]} centre */
    goTo([lat, lon, zoom]) {
      map.setView([lat, lon], zoom, { animate: false });
    },
    /** Bring the incident into view without more closeness than is known. @param {Incident} incident @param {boolean} close */
    zoomTo(incident, close) {
      const closer = config.tiles ? TILES_CLOSER : 0;
      const limit = Math.min((PLACE_ZOOM[incident.precision ?? "country"] ?? 9) + closer, map.getMaxZoom());
      const bounds = regions.boundsOf(incident);
      const point = incident.placed ? L.latLng(/** @type {number} */ (incident.lat), /** @type {number} */ (incident.lon)) : null;
      if (close) {
        if (bounds) map.fitBounds(bounds.pad(0.25), { maxZoom: limit });
        else if (point) map.setView(point, limit);
        return;
      }
      const inside = map.getBounds().pad(-0.08);
      if (incident.wide || !point) {
        if (bounds && !inside.contains(bounds)) map.fitBounds(bounds.pad(0.25), { maxZoom: Math.max(map.getZoom(), 5) });
      } else if (!inside.contains(point)) map.panTo(point);
    },
  };
}
