// The method and legend, and the histogram as a table: native dialogs.

import { h, svg } from "./dom.js";
import { GROUPS } from "./groups.js";
import { donut, symbol } from "./symbols.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {string} title
 * @param {string} name
 * @param {...import("./dom.js").Child} content
 */
function dialog({ words }, title, name, ...content) {
  const id = `im-${name}-title`;
  const element = h(
    "dialog",
    { class: "dialog", "aria-labelledby": id },
    h("div", { class: "dialog-head" }, h("h2", { id }, title), h("button", { type: "button", onclick: () => element.close() }, words.say("close"))),
    h("div", { class: "dialog-body", tabindex: 0, role: "region", "aria-labelledby": id }, content),
  );
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  element.addEventListener("close", () => element.remove());
  document.body.append(element);
  element.showModal();
  return element;
}

/** @param {App} app @param {{hosts: string[]}} layers @param {any} config */
export function showAbout(app, layers, config) {
  const { words } = app;
  const text = (/** @type {string} */ key, /** @type {Record<string, string>} */ values = {}) => h("p", null, words.say(key, values));
  dialog(
    app,
    words.say("aboutMethod"),
    "about",
    text("aboutMethodText"),
    text("aboutPlaceText"),
    h("h3", null, words.say("legend")),
    legend(app),
    text("aboutDayText"),
    text("aboutRegionText"),
    layers.hosts.length > 0 ? text("tilesNotice", { h: layers.hosts.join(", ") }) : text("offline"),
    h("h3", null, words.say("licences")),
    text("licenceText"),
    folded(words.say("licenceFull"), config.licences),
    config.evidence && folded(words.say("evidence"), JSON.stringify(config.evidence, null, 1)),
    h("p", { class: "fine" }, words.say("madeWith", { v: config.version })),
  );
}

/** @param {string} title @param {string} text */
function folded(title, text) {
  return h("details", null, h("summary", null, title), h("pre", { dir: "ltr" }, text));
}

/** @param {App} app @returns {HTMLElement} */
export function legend({ words }) {
  const entry = (/** @type {Node} */ picture, /** @type {string} */ key) => h("li", null, h("span", { class: "legend-picture" }, picture), words.say(key));
  const part = (/** @type {string} */ key, /** @type {Node[]} */ entries) => h("section", null, h("h4", null, words.say(key)), h("ul", null, entries));
  const area = svg("svg", { width: 34, height: 24, viewBox: "0 0 34 24", "aria-hidden": "true" }, svg("path", { class: "legend-area", d: "M4 12C4 4 12 3 18 4S31 6 30 13S22 22 14 21S4 19 4 12Z" }));
  return h(
    "div",
    { class: "legend" },
    part("legendTypes", GROUPS.map(({ id }, group) => entry(symbol({ group }), `group_${id}`))),
    part("legendPrecision", [entry(symbol({ group: 1 }), "legendPoint"), entry(symbol({ group: 1, ring: true }), "legendWide"), entry(area, "legendArea"), entry(donut([2, 3, 1], "6"), "legendCluster")]),
    part("legendConfidence", [entry(symbol({ group: 1 }), "legendSolid"), entry(symbol({ group: 1, hollow: true }), "legendHollow")]),
    part("legendSize", [20, 26, 33].map((size, step) => entry(symbol({ group: 5, size }), `legendSize${step}`))),
  );
}

/** @param {App} app @param {{period: string, groups: number[]}[]} rows */
export function showTable(app, rows) {
  const { words } = app;
  const used = GROUPS.map((_, group) => group).filter((group) => rows.some(({ groups }) => groups[group] > 0));
  const number = (/** @type {number} */ count) => h("td", null, count ? words.number(count) : "–");
  dialog(
    app,
    words.say("tableTitle"),
    "table",
    h(
      "table",
      { class: "counts" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, words.say("tablePeriod")), used.map((group) => h("th", { scope: "col" }, words.say(`group_${GROUPS[group].id}`))), h("th", { scope: "col" }, words.say("tableTotal")))),
      h("tbody", null, rows.map(({ period, groups }) => h("tr", null, h("th", { scope: "row" }, period), used.map((group) => number(groups[group])), number(groups.reduce((sum, count) => sum + count, 0))))),
    ),
  );
}
