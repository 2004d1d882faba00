// The form that corrects one incident: not an incident, another place, another point.

import { bdi, h } from "./dom.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {Incident} incident
 * @returns {HTMLElement}
 */
export function correctionForm(app, incident) {
  const { words, store } = app;
  const correction = app.corrections.get(incident.id);
  return h(
    "details",
    { class: "correct", open: store.get().correctOpen, ontoggle: (/** @type {Event} */ event) => store.set({ correctOpen: /** @type {HTMLDetailsElement} */ (event.target).open }) },
    h("summary", null, words.say("correct")),
    correction && h("p", { class: "corrected-note", role: "status" }, statusText(app, correction)),
    h(
      "p",
      { class: "actions" },
      h("button", { type: "button", "aria-pressed": correction?.verdict === "wrong", onclick: () => app.correct(incident, { row: incident.row, verdict: "wrong" }) }, words.say("correctWrong")),
      correction && h("button", { type: "button", onclick: () => app.correct(incident, null) }, words.say("correctUndo")),
    ),
    candidateList(app, incident),
    pointForm(app, incident),
    h("p", { class: "fine" }, words.say("correctHint")),
  );
}

/** @param {App} app @param {import("./corrections.js").Correction} correction */
function statusText({ words }, { verdict, name, place_id, lon, lat }) {
  if (verdict === "wrong") return words.say("correctedWrong");
  if (verdict === "place") return words.say("correctedPlace", { p: name ?? place_id ?? "" });
  return words.say("correctedPoint", { p: `${lat}, ${lon}` });
}

/** @param {App} app @param {Incident} incident */
function candidateList(app, incident) {
  const { words, table } = app;
  const chosen = app.corrections.get(incident.id)?.place_id;
  const current = table.get(incident.row, "place_id");
  const candidates = (table.get(incident.row, "candidates") ?? []).filter((/** @type {any} */ place) => place.place_id !== current);
  if (candidates.length === 0) return h("p", { class: "fine" }, words.say("noCandidates"));
  return h(
    "fieldset",
    null,
    h("legend", null, words.say("correctPlace")),
    candidates.map((/** @type {any} */ place, /** @type {number} */ at) => {
      const id = `im-candidate-${at}`;
      const people = typeof place.population === "number" && place.population > 0 ? ` · ${words.say("inhabitants", { n: place.population })}` : "";
      return h(
        "div",
        { class: "check" },
        h("input", { type: "radio", name: "im-candidate", id, checked: place.place_id === chosen, onchange: () => app.correct(incident, { row: incident.row, verdict: "place", place_id: place.place_id, name: place.name, lon: place.lon, lat: place.lat }) }),
        h("label", { for: id }, bdi(String(place.name)), h("span", { class: "muted" }, [place.what, place.within].filter(Boolean).map((/** @type {string} */ part) => [" · ", bdi(part)]).flat(), people)),
      );
    }),
  );
}

/** @param {App} app @param {Incident} incident */
function pointForm(app, incident) {
  const { words } = app;
  const correction = app.corrections.get(incident.id);
  const lat = correction?.lat ?? incident.lat;
  const lon = correction?.lon ?? incident.lon;
  const latInput = h("input", { type: "number", id: "im-lat", min: -90, max: 90, step: "any", required: true, value: lat, dir: "ltr" });
  const lonInput = h("input", { type: "number", id: "im-lon", min: -180, max: 180, step: "any", required: true, value: lon, dir: "ltr" });
  const dragging = app.store.get().moving;
  return h(
    "form",
    {
      class: "point",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        app.correct(incident, { row: incident.row, verdict: "point", lat: latInput.valueAsNumber, lon: lonInput.valueAsNumber });
      },
    },
    h("button", { type: "button", "aria-pressed": dragging, onclick: () => app.store.set({ moving: !dragging }) }, words.say("correctPoint")),
    dragging && h("p", { class: "fine" }, words.say("correctDrag")),
    dragging &&
      h(
        "p",
        { class: "point-fields" },
        h("label", { for: "im-lat" }, words.say("correctLat")),
        latInput,
        h("label", { for: "im-lon" }, words.say("correctLon")),
        lonInput,
        h("button", { type: "submit" }, words.say("correctApply")),
      ),
  );
}
