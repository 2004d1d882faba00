// Ties the parts together: one store, one selection, and who redraws when.

import { correctionsFile } from "./corrections.js";
import { detailView } from "./detail.js";
import { showAbout, showTable, legend } from "./dialogs.js";
import { h } from "./dom.js";
import { geojson, incidentsCSV, save } from "./download.js";
import { fold, newestFirst, NO_FILTERS, select } from "./filter.js";
import { createFilterBar } from "./filterbar.js";
import { GROUPS } from "./groups.js";
import { createHeader } from "./header.js";
import { readIncidents } from "./incidents.js";
import { createList } from "./list.js";
import { createMap } from "./map.js";
import { readTable } from "./payload.js";
import { readHash, writeHash } from "./permalink.js";
import { fillPrintout } from "./printout.js";
import { createStore } from "./store.js";
import { createTheme } from "./theme.js";
import { createTimeline } from "./timeline.js";
import { createWords } from "./words.js";

/** @typedef {import("./incidents.js").Incident} Incident */
/** @typedef {import("./corrections.js").Correction} Correction */

/**
 * @typedef {object} State
 * @property {import("./filter.js").Filters} filters
 * @property {string | null} selected incident id
 * @property {[number, number, number] | null} centre lat, lon, zoom of the map
 * @property {boolean} others the other places of the selected incident are on the map
 * @property {boolean} moving the selected incident's point is being moved
 * @property {boolean} whyOpen
 * @property {boolean} correctOpen
 */

/**
 * @typedef {object} App what the parts may use
 * @property {import("./words.js").Words} words
 * @property {import("./payload.js").Table} table
 * @property {Incident[]} incidents newest first
 * @property {ReturnType<typeof createStore<State>>} store
 * @property {Map<string, Correction>} corrections
 * @property {() => import("./filter.js").Selection} selection
 * @property {(id: string) => void} open
 * @property {() => void} close
 * @property {(incident: Incident) => void} zoomTo
 * @property {(incident: Incident | null) => void} point show where it is, without selecting it
 * @property {(incident: Incident, correction: Correction | null) => void} correct
 * @property {(rows: {period: string, groups: number[]}[]) => void} showTable
 */

/**
 * @param {HTMLElement} root
 * @param {{config: any, data: any, basemap: any, layers: any}} blocks
 */
export function startApp(root, { config, data, basemap, layers }) {
  const words = createWords(config.language, config.strings);
  const table = readTable(data);
  const incidents = readIncidents(table).sort(newestFirst);
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const first = readHash(location.hash);
  const store = createStore(
    /** @type {State} */ ({
      filters: first.filters,
      selected: first.selected !== null && byId.has(first.selected) ? first.selected : null,
      centre: null,
      others: false,
      moving: false,
      whyOpen: false,
      correctOpen: false,
    }),
  );
  /** @type {string[]} */
  const texts = new Array(table.count);
  const searchText = (/** @type {Incident} */ { row, title, place, country }) =>
    (texts[row] ??= fold([title, place, country, table.get(row, "quote"), table.get(row, "publisher"), table.get(row, "actors")?.join(" ")].filter(Boolean).join(" ")));
  const compute = () => select(incidents, store.get().filters, searchText, GROUPS.length);
  let selection = compute();
  /** Corrections that would be lost with the page. */
  let unsaved = false;
  /** The card or symbol that opened the detail, to which focus returns. */
  let opener = /** @type {Element | null} */ (null);

  /** @type {App} */
  const app = {
    words,
    table,
    incidents,
    store,
    corrections: new Map(),
    selection: () => selection,
    open(id) {
      if (store.get().selected === null) opener = document.activeElement;
      store.set({ selected: id, moving: false });
    },
    close() {
      const { selected } = store.get();
      store.set({ selected: null, moving: false });
      if (opener instanceof HTMLElement && opener.isConnected && opener.classList.contains("marker")) opener.focus();
      else if (selected !== null) list.focus(selected);
    },
    zoomTo: (incident) => map.zoomTo(incident, true),
    point: (incident) => map.point(incident),
    correct(incident, correction) {
      if (correction === null) app.corrections.delete(incident.id);
      else app.corrections.set(incident.id, correction);
      unsaved = app.corrections.size > 0;
      header.showCorrections(app.corrections.size);
      list.redraw();
      drawSelected(false);
    },
    showTable: (rows) => showTable(app, rows),
  };

  const shownRows = () => selection.shown.map(({ row }) => row);
  const header = createHeader(app, config, {
    about: () => showAbout(app, layers, config),
    theme: () => theme.toggle(),
    geojson: () => save("incidents.geojson", "application/geo+json", geojson(table, shownRows(), config.evidence)),
    csv: () => save("incidents.csv", "text/csv;charset=utf-8", incidentsCSV(table, shownRows())),
    corrections: () => {
      save("corrections.csv", "text/csv;charset=utf-8", correctionsFile(table, [...app.corrections]));
      unsaved = false;
    },
  });
  const bar = createFilterBar(app);
  const scroller = h("div", { class: "scroller" });
  const detail = h("div", { class: "detail-holder", hidden: true });
  const empty = h("p", { class: "empty", hidden: true });
  const unplaced = h("button", { type: "button", class: "unplaced", title: words.say("notPlacedHint"), onclick: () => store.set({ selected: null, filters: { ...store.get().filters, precision: "unplaced" } }) });
  const mapElement = h("div", { class: "map", role: "application", "aria-label": words.say("map"), dir: "ltr" });
  const timeline = createTimeline(app, incidents);
  const grip = h("button", { type: "button", class: "grip", "aria-label": words.say("resize"), "aria-expanded": "false", onclick: () => grip.setAttribute("aria-expanded", String(root.classList.toggle("tall"))) });
  const printout = h("section", { class: "printout" });
  root.append(
    h("a", { class: "skip", href: "#im-list", onclick: skip }, words.say("skip")),
    header.element,
    h("main", { class: "stage" }, h("div", { class: "map-holder" }, mapElement, unplaced), timeline?.element),
    h("aside", { class: "side", "aria-label": words.say("list") }, grip, h("div", { class: "side-scroll" }, bar.filters, bar.status, empty, scroller, detail)),
    printout,
  );
  const list = createList(app, scroller);
  const map = createMap(app, mapElement, config, basemap);
  const theme = createTheme((current) => {
    header.showTheme(current);
    map.restyle();
    map.show(selection.shown);
    drawSelected(false);
  });

  /** @param {Event} event */
  function skip(event) {
    event.preventDefault();
    store.set({ selected: null });
    const card = root.querySelector('.card[tabindex="0"]');
    if (card instanceof HTMLElement) card.focus();
  }

  function drawShown() {
    bar.show(selection);
    list.show(selection.shown);
    map.show(selection.shown);
    timeline?.show(selection.timed);
    const away = selection.shown.filter(({ placed }) => !placed).length;
    unplaced.hidden = away === 0;
    unplaced.textContent = words.say("notPlaced", { n: away });
    empty.hidden = selection.shown.length > 0;
    empty.textContent = words.say(incidents.length === 0 ? "emptyMap" : "noneShown");
  }

  /** @param {boolean} moveFocus */
  function drawSelected(moveFocus) {
    const { selected } = store.get();
    const incident = selected === null ? null : (byId.get(selected) ?? null);
    const open = incident !== null;
    root.classList.toggle("has-detail", open);
    detail.hidden = !open;
    const focusId = document.activeElement?.id;
    detail.replaceChildren(...(incident ? [detailView(app, incident)] : []));
    if (focusId && !moveFocus) document.getElementById(focusId)?.focus({ preventScroll: true });
    map.select(incident);
    if (incident && moveFocus) {
      detail.parentElement?.scrollTo({ top: 0 });
      detail.querySelector("h2")?.focus({ preventScroll: true });
    }
  }

  store.listen((state, before) => {
    if (state.filters !== before.filters) {
      selection = compute();
      drawShown();
    }
    if (state.selected !== before.selected) {
      drawSelected(true);
      list.redraw();
      const incident = state.selected === null ? null : byId.get(state.selected);
      if (incident) map.zoomTo(incident, false);
    } else if (state.moving !== before.moving || state.others !== before.others) {
      drawSelected(false);
    }
    remember();
  });

  let remembering = 0;
  function remember() {
    clearTimeout(remembering);
    remembering = window.setTimeout(() => {
      const { filters, selected, centre } = store.get();
      const hash = writeHash({ filters, selected, centre });
      try {
        history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      } catch {
        // A page inside a notebook's frame has no address to change.
      }
    }, 250);
  }

  addEventListener("hashchange", () => {
    const view = readHash(location.hash);
    if (view.centre) map.goTo(view.centre);
    store.set({ filters: view.filters, selected: view.selected !== null && byId.has(view.selected) ? view.selected : null });
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.get().selected !== null && !document.querySelector("dialog[open]")) app.close();
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  addEventListener("beforeprint", () => fillPrintout(app, printout, legend(app)));
  addEventListener("afterprint", () => printout.replaceChildren());

  header.showTheme(theme.current());
  map.restyle();
  if (first.centre) map.goTo(first.centre);
  drawShown();
  // A map of one incident opens it, where there is room for both.
  if (incidents.length === 1 && store.get().selected === null && matchMedia("(min-width: 761px)").matches) store.set({ selected: incidents[0].id });
  else if (store.get().selected !== null) {
    drawSelected(true);
    const incident = byId.get(/** @type {string} */ (store.get().selected));
    if (incident && !first.centre) map.zoomTo(incident, false);
  }
  if (NO_FILTERS !== first.filters) remember();
  return { app, map: map.leaflet };
}
