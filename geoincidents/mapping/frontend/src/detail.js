// One incident in full: the facts, the quoted words, the source, why it stands where it stands.

import { bdi, h, webAddress } from "./dom.js";
import { casualtyText } from "./casualties.js";
import { correctionForm } from "./correct.js";
import { markQuote } from "./quote.js";
import { reportList } from "./reports.js";
import { incidentSymbol } from "./symbols.js";
import { GROUPS } from "./groups.js";
import { whyHere } from "./why.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {Incident} incident
 * @returns {HTMLElement}
 */
export function detailView(app, incident) {
  const { words, table } = app;
  const { row } = incident;
  const heading = h("h2", { tabindex: -1, class: "detail-title" }, bdi(incident.title ?? words.say("untitled")));
  return h(
    "article",
    { class: "detail", "data-id": incident.id },
    navigation(app, incident),
    h("p", { class: "detail-type" }, incidentSymbol(incident, true), " ", typeText(app, incident)),
    heading,
    facts([
      [words.say("when"), [whenText(app, incident)]],
      [words.say("where"), whereText(app, incident) ?? [words.say("precisionLong_none")]],
      [words.say("precision"), incident.precision === null ? null : [precisionText(app, incident)]],
      [words.say("casualties"), [casualtyText(words, table, row)]],
      [words.say("actors"), joined(table.get(row, "actors"))],
      [words.say("weapon"), joined([table.get(row, "weapon")].filter(Boolean))],
      [words.say("confidence"), confidenceText(app, incident)],
    ]),
    quoteBlock(app, incident),
    actions(app, incident),
    reportList(app, incident),
    whyHere(app, incident),
    correctionForm(app, incident),
    h("p", { class: "fine" }, coordinates(incident), h("span", { dir: "ltr" }, incident.id)),
  );
}

/** @param {App} app @param {Incident} incident */
function navigation(app, incident) {
  const { shown } = app.selection();
  const at = shown.indexOf(incident);
  const { words } = app;
  /** @param {string} key @param {Incident | undefined} to @param {string} arrow */
  const step = (key, to, arrow) =>
    h("button", { type: "button", class: "quiet", disabled: to === undefined, "aria-label": words.say(key), title: words.say(key), onclick: () => to && app.open(to.id) }, h("span", { class: "arrow", "aria-hidden": "true" }, arrow));
  return h(
    "div",
    { class: "detail-nav" },
    h("button", { type: "button", class: "link back", onclick: () => app.close() }, h("span", { class: "arrow", "aria-hidden": "true" }, "‹"), " ", words.say("back")),
    h("span", { class: "steps" }, step("previous", shown[at - 1], "↑"), step("next", at < 0 ? undefined : shown[at + 1], "↓")),
  );
}

/** @param {App} app @param {Incident} incident */
function typeText({ words, table }, { group, row }) {
  const sub = table.get(row, "sub_event_type");
  const name = words.say(`group_${GROUPS[group].id}`);
  return h("span", null, name, sub && sub !== name && words.language === "en" ? h("span", { class: "sub-type" }, " · ", bdi(String(sub))) : null);
}

/** @param {[string, import("./dom.js").Child[] | null][]} rows */
function facts(rows) {
  const list = h("dl", { class: "facts" });
  for (const [name, value] of rows) if (value !== null) list.append(h("div", null, h("dt", null, name), h("dd", null, value)));
  return list;
}

/** @param {App} app @param {Incident} incident */
function whenText({ words }, { start, end }) {
  if (start === null || end === null || start === end) return words.period(start, end);
  return words.say("between", { a: words.day(start), b: words.day(end) });
}

/** @param {App} app @param {Incident} incident @returns {import("./dom.js").Child[] | null} */
function whereText({ words }, { place, country }) {
  const names = [place, country].filter((name, at, all) => name !== null && all.indexOf(name) === at);
  if (names.length === 0) return null;
  return names.flatMap((name, at) => [at ? words.say("comma") : null, bdi(/** @type {string} */ (name))]);
}

/** @param {App} app @param {Incident} incident */
function precisionText({ words, table }, { precision, row, region }) {
  const radius = table.get(row, "uncertainty_m");
  const coverage = table.get(row, "coverage");
  const r = typeof radius === "number" ? words.distance(radius) : "?";
  const text = words.say(`precisionLong_${precision}`, { r });
  const wide = precision !== null && !["exact", "town", "country"].includes(precision);
  if (!wide || region < 0 || typeof coverage !== "number") return text;
  return `${text}. ${words.say("coverage", { p: words.percent(coverage) })}`;
}

/** @param {App} app @param {Incident} incident @returns {import("./dom.js").Child[] | null} */
function confidenceText({ words, table }, { level, row }) {
  if (level === null) return null;
  const parts = [table.get(row, "type_confidence"), table.get(row, "place_confidence"), table.get(row, "date_confidence")];
  const [t, p, d] = parts.map((part) => (typeof part === "number" ? words.percent(part) : "–"));
  const known = parts.some((part) => typeof part === "number");
  const overall = `${words.say(`level_${level}`)}${words.say("comma")}${words.percent(table.get(row, "confidence"))}`;
  return [overall, known ? h("span", { class: "muted" }, ` (${words.say("confidenceParts", { t, p, d })})`) : null];
}

/** @param {string[] | null} names */
function joined(names) {
  if (!names || names.length === 0) return null;
  return names.flatMap((name, at) => [at ? " · " : null, bdi(String(name))]);
}

/** @param {App} app @param {Incident} incident */
function quoteBlock(app, incident) {
  const { words, table } = app;
  const { row } = incident;
  const quote = table.get(row, "quote");
  const source = sourceLine(app, row);
  if (typeof quote !== "string" || quote === "") {
    return h("div", { class: "quote" }, table.lean && h("p", { class: "fine" }, words.say("quoteMissing")), source);
  }
  const report = (table.get(row, "reports") ?? [])[0];
  const parts = markQuote(quote, table.get(row, "quote_start"), report, [incident.place]);
  return h(
    "figure",
    { class: "quote" },
    h("blockquote", { "aria-label": words.say("quoteLabel") }, h("bdi", null, parts.map(({ text, mark }) => (mark ? h("mark", { class: mark }, text) : text)))),
    h("figcaption", null, source),
  );
}

/** @param {App} app @param {number} row */
function sourceLine({ words, table }, row) {
  const address = webAddress(table.get(row, "source_url"));
  const publisher = table.get(row, "publisher");
  const published = words.publishedText(table.get(row, "published"));
  const name = publisher ?? (address ? new URL(address).hostname : table.get(row, "doc_id"));
  return h(
    "p",
    { class: "source" },
    name && h("span", null, bdi(String(name)), published && " ·"),
    published && words.say("published", { d: published }),
    address && h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words.say("source")),
  );
}

/** @param {App} app @param {Incident} incident */
function actions(app, incident) {
  const { words } = app;
  const copy = h("button", { type: "button", onclick: () => copyLink() }, words.say("copyLink"));
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = words.say("copied");
    } catch {
      copy.replaceWith(h("input", { class: "link-text", readonly: true, value: location.href, "aria-label": words.say("copyLink") }));
    }
  };
  return h(
    "p",
    { class: "actions" },
    (incident.placed || incident.region >= 0) && h("button", { type: "button", onclick: () => app.zoomTo(incident) }, words.say("zoomTo")),
    copy,
  );
}

/** @param {Incident} incident */
function coordinates({ placed, lat, lon, precision }) {
  if (!placed || lat === null || lon === null) return null;
  const decimals = precision === "exact" ? 4 : 2;
  return h("span", { dir: "ltr" }, `${lat.toFixed(decimals)}, ${lon.toFixed(decimals)} · `);
}
