// What only paper shows: the legend, and the shown incidents as a table.

import { bdi, h } from "./dom.js";
import { casualtyText } from "./casualties.js";

/** @typedef {import("./app.js").App} App */

/** About twelve pages. */
const MOST_ROWS = 400;

/**
 * @param {App} app
 * @param {HTMLElement} holder
 * @param {HTMLElement} legend
 */
export function fillPrintout(app, holder, legend) {
  const { words, table } = app;
  holder.replaceChildren(legend);
  if (app.store.get().selected !== null) return;
  const { shown } = app.selection();
  const rows = shown.slice(0, MOST_ROWS).map((incident) =>
    h(
      "tr",
      null,
      h("td", null, words.period(incident.start, incident.end)),
      h("td", null, bdi(incident.title ?? words.say("untitled"))),
      h("td", null, bdi([incident.place, incident.country].filter(Boolean).join(words.say("comma")))),
      h("td", null, incident.precision ? words.say(`tag_${incident.precision}`) : words.say("tagUnplaced")),
      h("td", null, casualtyText(words, table, incident.row)),
    ),
  );
  const header = ["when", "list", "where", "precision", "casualties"].map((key) => h("th", { scope: "col" }, words.say(key)));
  const count = shown.length > MOST_ROWS ? words.say("ofIncidents", { k: MOST_ROWS, n: shown.length }) : words.say("incidents", { n: shown.length });
  holder.append(h("table", { class: "counts" }, h("caption", null, count), h("thead", null, h("tr", null, header)), h("tbody", null, rows)));
}
