// Title, period, and what one can do with the whole page.

import { bdi, h } from "./dom.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {any} config
 * @param {{about: () => void, theme: () => void, geojson: () => void, csv: () => void, corrections: () => void}} act
 */
export function createHeader(app, config, act) {
  const { words } = app;
  const title = config.title ?? defaultTitle(app);
  document.title = title;
  const theme = h("button", { type: "button", onclick: act.theme });
  const corrections = h("button", { type: "button", class: "corrections", hidden: true, onclick: act.corrections });
  const full = document.fullscreenEnabled && h("button", { type: "button", class: "wide-only", onclick: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()) }, words.say("fullScreen"));
  const menu = h(
    "details",
    { class: "menu" },
    h("summary", { role: "button" }, words.say("download")),
    h("div", { class: "menu-items" }, h("button", { type: "button", onclick: act.geojson }, words.say("downloadGeoJSON")), h("button", { type: "button", onclick: act.csv }, words.say("downloadCSV"))),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target)) || /** @type {Element} */ (event.target).closest(".menu-items")) menu.open = false;
  });
  return {
    element: h(
      "header",
      { class: "head" },
      h("div", { class: "head-text" }, h("h1", null, bdi(title)), h("p", { class: "subtitle" }, config.subtitle ? bdi(config.subtitle) : summary(app))),
      h("div", { class: "head-actions" }, corrections, h("button", { type: "button", onclick: act.about }, words.say("about")), theme, full, h("button", { type: "button", class: "wide-only", onclick: () => print() }, words.say("print")), menu),
    ),
    /** @param {"light" | "dark"} current */
    showTheme(current) {
      theme.textContent = words.say(current === "dark" ? "themeLight" : "themeDark");
    },
    /** @param {number} count */
    showCorrections(count) {
      corrections.hidden = count === 0;
      corrections.textContent = `${words.say("corrections", { n: count })} ↓`;
      corrections.setAttribute("aria-label", `${words.say("corrections", { n: count })}: ${words.say("downloadCorrections")}`);
    },
  };
}

/** @param {App} app */
function defaultTitle({ words, incidents }) {
  const countries = [...new Set(incidents.flatMap(({ country }) => (country === null ? [] : [country])))].sort((a, b) => a.localeCompare(b, words.language));
  return countries.length > 0 && countries.length < 4 ? words.say("titleIn", { c: words.list(countries) }) : words.say("defaultTitle");
}

/** @param {App} app */
function summary({ words, incidents, table }) {
  const starts = incidents.flatMap(({ start }) => (start === null ? [] : [start]));
  const ends = incidents.flatMap(({ end }) => (end === null ? [] : [end]));
  const parts = [words.say("incidents", { n: incidents.length })];
  if (starts.length > 0) parts.push(words.period(starts.reduce((a, b) => Math.min(a, b)), ends.reduce((a, b) => Math.max(a, b))));
  const documents = new Set();
  for (const { row } of incidents) {
    const reports = table.get(row, "reports");
    if (reports?.length) for (const report of reports) documents.add(report.doc_id);
    else documents.add(table.get(row, "doc_id"));
  }
  documents.delete(null);
  if (documents.size > 0) parts.push(words.say("fromReports", { n: documents.size }));
  return parts.join(" · ");
}
