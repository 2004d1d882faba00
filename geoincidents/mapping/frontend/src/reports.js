// Each report of a merged incident, with its source, its day and what it says differently.

import { bdi, h, webAddress } from "./dom.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {Incident} incident
 * @returns {HTMLElement | null} null where there is only the one that is quoted above
 */
export function reportList({ words, table }, { row }) {
  const reports = table.get(row, "reports") ?? [];
  if (reports.length < 2) return null;
  return h(
    "section",
    { class: "reports" },
    h("h3", null, words.say("reports", { n: reports.length })),
    h("ol", null, reports.map((/** @type {any} */ report) => item(words, report))),
  );
}

/** @param {import("./words.js").Words} words @param {any} report */
function item(words, report) {
  const address = webAddress(report.url);
  const name = report.publisher ?? (address ? new URL(address).hostname : report.doc_id);
  const published = words.publishedText(report.published);
  const title = report.title ? bdi(String(report.title)) : words.say("source");
  return h(
    "li",
    null,
    h("span", { class: "report-source" }, name && bdi(String(name)), name && published && " · ", published),
    address
      ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title)
      : report.title && h("span", { class: "report-title" }, title),
    report.quote && h("q", null, bdi(String(report.quote))),
    claims(words, report.claims),
  );
}

/** @param {import("./words.js").Words} words @param {any} raw column → value, or pairs */
function claims(words, raw) {
  const told = new Map(Array.isArray(raw) ? raw : Object.entries(raw ?? {}));
  if (told.size === 0) return null;
  const { event_type, sub_event_type, date_start, date_end, place_name, killed_best, injured_best, weapon, ...others } =
    Object.fromEntries(told);
  const [start, end] = [date_start, date_end].map(words.publishedText);
  const parts = [
    sub_event_type ?? event_type,
    start && end && start !== end ? words.say("range", { a: start, b: end }) : (start ?? end),
    place_name,
    killed_best && words.say("killed", { n: String(killed_best) }),
    injured_best && words.say("injured", { n: String(injured_best) }),
    weapon,
    ...Object.entries(others).map(([column, value]) => `${column.replaceAll("_", " ")}: ${value}`),
  ];
  return h("span", { class: "claims" }, words.say("says", { s: "" }), bdi(parts.filter(Boolean).join("; ")));
}
