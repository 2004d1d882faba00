// Symbols and donuts: one marker a cluster of the incidents in view.

import * as L from "leaflet";
import { clusters } from "./clusters.js";
import { h } from "./dom.js";
import { GROUPS } from "./groups.js";
import { donut, donutSize, incidentSymbol } from "./symbols.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */
/** @typedef {import("./clusters.js").Cluster} Cluster */

/** Symbols nearer than this would cover each other: the width of a donut. */
const RADIUS_PX = 34;

/** One click zooms in no further than this, so that the reader keeps the surroundings in mind. */
const MOST_STEPS = 2.5;

/**
 * @param {App} app
 * @param {L.Map} map
 * @param {string} pane
 */
export function addMarkers(app, map, pane) {
  const group = L.layerGroup().addTo(map);
  /** @type {(import("./placement.js").Box & {x: number, y: number})[]} */
  let boxes = [];

  /** @param {Cluster} cluster */
  function markerOf(cluster) {
    const { members } = cluster;
    const single = members.length === 1;
    const picture = single ? incidentSymbol(members[0]) : donut(cluster.groups, app.words.number(members.length), members.every(({ wide }) => wide));
    const size = Number(picture.getAttribute("width"));
    const icon = L.divIcon({ html: /** @type {any} */ (picture), className: single ? "marker" : "marker cluster", iconSize: [size, size] });
    const marker = L.marker(map.unproject([cluster.x, cluster.y], map.getZoom()), { icon, pane, keyboard: true, riseOnHover: true, zIndexOffset: members.length });
    marker.on("click", () => openCluster(app, map, cluster));
    marker.on("add", () => describe(marker, clusterLabel(app, cluster)));
    return { marker, size };
  }

  return {
    boxes: () => boxes,
    /** @param {readonly Incident[]} placed */
    draw(placed) {
      const focused = focusedKey();
      group.clearLayers();
      boxes = [];
      const view = map.getBounds().pad(0.1);
      const bounds = { west: view.getWest(), south: view.getSouth(), east: view.getEast(), north: view.getNorth() };
      for (const cluster of clusters(placed, map.getZoom(), RADIUS_PX, bounds, GROUPS.length)) {
        const { marker, size } = markerOf(cluster);
        group.addLayer(marker);
        const element = /** @type {HTMLElement} */ (marker.getElement());
        element.dataset.key = cluster.members[0].id;
        if (focused === cluster.members[0].id) element.focus({ preventScroll: true });
        const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
        boxes.push({ x, y, left: x - size / 2, top: y - size / 2, right: x + size / 2, bottom: y + size / 2 });
      }
    },
  };
}

/** @returns {string | null} */
function focusedKey() {
  const element = document.activeElement;
  return element instanceof HTMLElement && element.classList.contains("marker") ? (element.dataset.key ?? null) : null;
}

/**
 * Leaflet gives the tab stop; a button has a name, and hears Enter and Space.
 *
 * @param {L.Marker} marker
 * @param {string} label
 */
export function describe(marker, label) {
  const element = /** @type {HTMLElement} */ (marker.getElement());
  element.setAttribute("aria-label", label);
  element.setAttribute("role", "button");
  element.title = label;
  element.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    marker.fire("click");
  });
}

/** @param {App} app @param {Cluster} cluster */
function clusterLabel({ words }, { members, groups, stacked }) {
  if (members.length === 1) {
    const [incident] = members;
    return [incident.title ?? words.say("untitled"), words.say(`group_${GROUPS[incident.group].id}`), words.period(incident.start, incident.end)].join(", ");
  }
  const parts = groups.flatMap((count, group) => (count > 0 ? [`${words.say(`group_${GROUPS[group].id}`)} ${words.number(count)}`] : []));
  return `${words.say("clusterLabel", { n: members.length, g: parts.join(", ") })}; ${words.say(stacked ? "clusterOpen" : "clusterZoom")}`;
}

/** @param {App} app @param {L.Map} map @param {Cluster} cluster */
function openCluster(app, map, cluster) {
  if (cluster.members.length === 1) {
    app.open(cluster.members[0].id);
    return;
  }
  const bounds = L.latLngBounds(cluster.members.map(({ lat, lon }) => [/** @type {number} */ (lat), /** @type {number} */ (lon)]));
  const zoom = map.getBoundsZoom(bounds.pad(0.3));
  // Points that no zoom parts, or that are parted only beyond the last zoom, open as a list.
  if (cluster.stacked || map.getZoom() >= map.getMaxZoom() - 0.1) openList(app, map, cluster);
  else map.setView(bounds.getCenter(), Math.min(Math.max(zoom, map.getZoom() + 1), map.getZoom() + MOST_STEPS, map.getMaxZoom()));
}

/** @param {App} app @param {L.Map} map @param {Cluster} cluster */
function openList(app, map, cluster) {
  const { words } = app;
  const list = h(
    "ul",
    { class: "here" },
    cluster.members.map((incident) =>
      h("li", null, h("button", { type: "button", onclick: () => app.open(incident.id) }, incidentSymbol(incident, true), h("span", null, h("bdi", null, incident.title ?? words.say("untitled")), h("span", { class: "muted" }, words.period(incident.start, incident.end))))),
    ),
  );
  const content = h("div", { dir: document.documentElement.dir }, h("h3", { class: "here-title" }, words.say("here", { n: cluster.members.length })), list);
  const popup = L.popup({ className: "here-popup", maxWidth: 300, minWidth: 220, maxHeight: 280, offset: [0, -donutSize(cluster.members.length) / 2 + 6], autoPanPadding: [12, 12] })
    .setLatLng(map.unproject([cluster.x, cluster.y], map.getZoom()))
    .setContent(content)
    .openOn(map);
  const first = list.querySelector("button");
  const opener = document.activeElement;
  first?.focus({ preventScroll: true });
  const close = popup.getElement()?.querySelector(".leaflet-popup-close-button");
  close?.setAttribute("aria-label", words.say("close"));
  content.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup(popup);
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  });
}

