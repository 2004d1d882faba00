// What layers that callers add in Python expect of folium's page, without its libraries.

import * as L from "leaflet";

const COLOURS = /** @type {Record<string, string>} */ ({ red: "#d63e2a", darkred: "#a23336", orange: "#f69730", green: "#72b026", darkgreen: "#728224", blue: "#38aadd", darkblue: "#00649f", purple: "#d252b9", darkpurple: "#5b396b", cadetblue: "#436978", gray: "#575757", black: "#303030" });

/** A pin as an image, as folium's default icons would be fetched. @param {string} colour */
function pinImage(colour) {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="25" height="41" viewBox="0 0 25 41"><path d="M12.5 40C10 30 1 22 1 12.5a11.5 11.5 0 1 1 23 0C24 22 15 30 12.5 40Z" fill="${colour}" stroke="#fff" stroke-width="1.5"/><circle cx="12.5" cy="12.5" r="4.5" fill="#fff"/></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;
}

/** @param {string} colour */
const pin = (colour) => ({ iconUrl: pinImage(colour), iconRetinaUrl: pinImage(colour), shadowUrl: "", iconSize: /** @type {[number, number]} */ ([25, 41]), iconAnchor: /** @type {[number, number]} */ ([12, 41]), popupAnchor: /** @type {[number, number]} */ ([1, -34]), tooltipAnchor: /** @type {[number, number]} */ ([16, -28]) });

/** @param {string} name under which folium's scripts know the map @param {L.Map} map */
export function installShims(name, map) {
  const leaflet = /** @type {any} */ ({ ...L });
  delete /** @type {any} */ (L.Icon.Default.prototype)._getIconUrl;
  L.Icon.Default.mergeOptions({ ...pin(COLOURS.blue), shadowUrl: null, shadowSize: null });
  leaflet.AwesomeMarkers = { icon: (/** @type {{markerColor?: string}} */ { markerColor = "blue" }) => L.icon(/** @type {any} */ ({ ...pin(COLOURS[markerColor] ?? COLOURS.blue), shadowUrl: null })) };
  window.L = leaflet;
  window.$ = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return [...template.content.children];
  };
  /** @type {any} */ (window)[name] = map;
}
