// Reads the page's blocks and starts.

import "leaflet/dist/leaflet.css";
import "./css/page.css";
import { startApp } from "./app.js";
import { installShims } from "./shims.js";

/** @param {string} id @returns {any} */
function block(id) {
  return JSON.parse(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "null");
}

const config = block("im-config");
const { map } = startApp(/** @type {HTMLElement} */ (document.getElementById("im-app")), { config, data: block("im-data"), basemap: block("im-basemap"), layers: block("im-layers") });
installShims(config.map, map);
performance.mark("ready");
document.documentElement.dataset.ready = "true";
