// Why an incident stands where it stands: words → place → area, each step in words, and the other places.

import { bdi, h } from "./dom.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {Incident} incident
 * @returns {HTMLElement}
 */
export function whyHere(app, incident) {
  const { words, table } = app;
  const reasons = [...(table.get(incident.row, "location_reasons") ?? []), ...(table.get(incident.row, "reasons") ?? [])].filter((reason, at, all) => all.indexOf(reason) === at);
  return h(
    "details",
    { class: "why", open: app.store.get().whyOpen, ontoggle: (/** @type {Event} */ event) => app.store.set({ whyOpen: /** @type {HTMLDetailsElement} */ (event.target).open }) },
    h("summary", null, words.say("whyHere")),
    chain(app, incident),
    reasons.length > 0 && h("ol", { class: "reasons" }, reasons.map((/** @type {string} */ reason) => h("li", null, bdi(reason)))),
    otherPlaces(app, incident),
  );
}

/** @param {App} app @param {Incident} incident */
function chain({ words, table }, { row, place, precision }) {
  const method = table.get(row, "location_method");
  const radius = table.get(row, "uncertainty_m");
  const anchors = (table.get(row, "anchors") ?? []).map((/** @type {any} */ anchor) => anchor.name);
  const id = table.get(row, "place_id");
  const known = (table.get(row, "candidates") ?? []).find((/** @type {any} */ candidate) => candidate.place_id === id);
  const name = anchors.length > 0 ? anchors.join(", ") : (known?.name ?? id);
  const methodText = method && (words.has(`method_${method}`) ? words.say(`method_${method}`) : String(method));
  const steps = [
    place && [words.say("chainWords"), place],
    (name || methodText) && [words.say("chainPlace"), [name, methodText].filter(Boolean).join(" · ")],
    precision && [words.say("chainRegion"), [words.say(`tag_${precision}`), typeof radius === "number" ? `± ${words.distance(radius)}` : null].filter(Boolean).join(" ")],
  ];
  return h("ol", { class: "chain" }, steps.filter(Boolean).map((step) => h("li", null, h("span", { class: "chain-name" }, /** @type {any} */ (step)[0]), bdi(/** @type {any} */ (step)[1]))));
}

/** @param {App} app @param {Incident} incident */
function otherPlaces(app, incident) {
  const { words, table } = app;
  const places = table.get(incident.row, "other_places") ?? [];
  if (places.length === 0) return null;
  const located = places.some((/** @type {any} */ place) => typeof place.lon === "number");
  const box = h("input", { type: "checkbox", id: "im-others", checked: app.store.get().others, onchange: () => app.store.set({ others: box.checked }) });
  return h(
    "section",
    { class: "others" },
    h("h3", null, words.say("otherPlaces")),
    located && h("p", { class: "check" }, box, h("label", { for: "im-others" }, words.say("showOtherPlaces"))),
    h(
      "ul",
      null,
      places.map((/** @type {any} */ place) => h("li", null, bdi(String(place.name ?? "?")), h("span", { class: "muted" }, " · ", roleText(words, place.role)))),
    ),
  );
}

/** @param {import("./words.js").Words} words @param {string | null} role */
export function roleText(words, role) {
  return words.has(`role_${role}`) ? words.say(`role_${role}`) : words.say("role_other");
}
