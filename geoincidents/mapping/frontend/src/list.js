// The list of incidents. Only the rows in view are in the document, so that 100,000 scroll like ten.

import { bdi, h } from "./dom.js";
import { casualtyParts } from "./casualties.js";
import { incidentSymbol } from "./symbols.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./app.js").App} App */

/** Rows drawn beyond each edge of what is in view. */
const SPARE = 6;

/**
 * @param {App} app
 * @param {HTMLElement} scroller
 */
export function createList(app, scroller) {
  const list = h("ul", { class: "cards", id: "im-list", "aria-label": app.words.say("list") });
  scroller.append(list);
  /** @type {readonly Incident[]} */
  let shown = [];
  let active = 0;
  let first = -1;
  let last = -1;

  const rowHeight = () => parseFloat(getComputedStyle(list).getPropertyValue("--row")) * parseFloat(getComputedStyle(document.documentElement).fontSize);

  /** What scrolls: the list alone beside the map, the whole sheet under it. */
  const port = () => (getComputedStyle(scroller).overflowY === "visible" ? /** @type {HTMLElement} */ (scroller.parentElement) : scroller);

  /** How far the list's first row lies above the upper edge of what scrolls. */
  const scrolledBy = () => port().getBoundingClientRect().top - list.getBoundingClientRect().top;

  /** @param {boolean} [force] */
  function draw(force = false) {
    const height = rowHeight();
    const top = Math.max(0, scrolledBy());
    const from = Math.max(0, Math.floor(top / height) - SPARE);
    const to = Math.min(shown.length, Math.ceil((top + port().clientHeight) / height) + SPARE);
    if (!force && from === first && to === last) return;
    const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement);
    first = from;
    last = to;
    list.style.height = `${shown.length * height}px`;
    list.replaceChildren(...shown.slice(from, to).map((incident, at) => card(incident, from + at, height)));
    if (focused) focusActive();
  }

  /**
   * @param {Incident} incident
   * @param {number} at
   * @param {number} height
   */
  function card(incident, at, height) {
    const { words, table } = app;
    const where = [incident.place, incident.country].filter((name, index, names) => name !== null && names.indexOf(name) === index);
    const meta = h("span", { class: "meta" }, words.period(incident.start, incident.end));
    where.forEach((name, index) => meta.append(index ? words.say("comma") : " · ", bdi(/** @type {string} */ (name))));
    const item = h(
      "li",
      { "aria-setsize": shown.length, "aria-posinset": at + 1 },
      h(
        "button",
        {
          type: "button",
          class: "card",
          tabindex: at === active ? 0 : -1,
          "data-at": at,
          "aria-current": app.store.get().selected === incident.id ? "true" : null,
          onclick: () => app.open(incident.id),
          onfocus: () => activate(at),
          onmouseenter: () => app.point(incident),
          onmouseleave: () => app.point(null),
        },
        h("span", { class: "card-symbol" }, incidentSymbol(incident, true)),
        h(
          "span",
          { class: "card-text" },
          h("span", { class: "headline" }, bdi(incident.title ?? words.say("untitled"))),
          meta,
          tags(app, incident, casualtyParts(words, table, incident.row, true)),
        ),
      ),
    );
    item.style.top = `${at * height}px`;
    return item;
  }

  /** @param {number} at */
  function activate(at) {
    if (at === active) return;
    list.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    active = at;
    list.querySelector(`[data-at="${at}"]`)?.setAttribute("tabindex", "0");
  }

  function focusActive() {
    const button = list.querySelector(`[data-at="${active}"]`);
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  /** @param {number} at */
  function moveTo(at) {
    activate(Math.max(0, Math.min(shown.length - 1, at)));
    reveal(active);
    draw();
    focusActive();
  }

  /** @param {number} at */
  function reveal(at) {
    const height = rowHeight();
    const above = at * height - scrolledBy();
    const below = above + height - port().clientHeight;
    if (above < 0) port().scrollTop += above;
    else if (below > 0) port().scrollTop += below;
  }

  list.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(port().clientHeight / rowHeight()) - 1);
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -shown.length, End: shown.length });
    if (!(event.key in steps)) return;
    event.preventDefault();
    moveTo(active + steps[event.key]);
  });
  for (const element of [scroller, scroller.parentElement]) element?.addEventListener("scroll", () => draw(), { passive: true });
  const observer = new ResizeObserver(() => draw(true));
  observer.observe(scroller);
  if (scroller.parentElement) observer.observe(scroller.parentElement);

  return {
    element: list,
    /** @param {readonly Incident[]} incidents */
    show(incidents) {
      shown = incidents;
      active = Math.max(0, Math.min(active, shown.length - 1));
      list.hidden = shown.length === 0;
      draw(true);
    },
    /** @param {string} id */
    focus(id) {
      const at = shown.findIndex((incident) => incident.id === id);
      if (at >= 0) moveTo(at);
    },
    redraw: () => draw(true),
  };
}

/**
 * @param {App} app
 * @param {Incident} incident
 * @param {string[]} casualties
 */
export function tags(app, incident, casualties) {
  const { words } = app;
  const precision = incident.placed || incident.precision === "country" ? incident.precision : null;
  return h(
    "span",
    { class: "tags" },
    casualties.length > 0 && h("span", { class: "tag harm" }, casualties.join(" · ")),
    incident.placed && precision !== null && h("span", { class: incident.wide ? "tag wide" : "tag" }, words.say(`tag_${precision}`)),
    !incident.placed && h("span", { class: "tag wide" }, words.say(precision === null ? "tagUnplaced" : `tag_${precision}`)),
    incident.level === "low" && h("span", { class: "tag low" }, words.say("tagLow")),
    reportTag(app, incident),
    app.corrections.has(incident.id) && h("span", { class: "tag corrected" }, words.say("tagCorrected")),
  );
}

/** @param {App} app @param {Incident} incident */
function reportTag({ table, words }, incident) {
  const reports = table.get(incident.row, "reports")?.length ?? 0;
  return reports > 1 && h("span", { class: "tag" }, words.say("tagReports", { n: reports }));
}
