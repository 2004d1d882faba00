// Search, the type chips that are legend and filter, and the further filters.

import { h } from "./dom.js";
import { isFiltered, NO_FILTERS } from "./filter.js";
import { GROUPS } from "./groups.js";
import { symbol } from "./symbols.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./filter.js").Filters} Filters */

const CHOICES = /** @type {[keyof Filters, string, [string, string][]][]} */ ([
  ["precision", "filterPrecision", [["", "any"], ["town", "precisionTown"], ["exact", "precisionExact"], ["unplaced", "precisionUnplaced"]]],
  ["confidence", "filterConfidence", [["", "any"], ["medium", "confidenceMedium"], ["high", "confidenceHigh"]]],
  ["casualties", "filterCasualties", [["", "any"], ["killed", "casualtiesKilled"], ["harmed", "casualtiesHarmed"]]],
]);

/** @param {App} app */
export function createFilterBar(app) {
  const { words, store } = app;
  const set = (/** @type {Partial<Filters>} */ patch) => store.set({ filters: { ...store.get().filters, ...patch } });
  const search = h("input", { type: "search", class: "search", placeholder: words.say("search"), "aria-label": words.say("searchLabel"), autocomplete: "off", spellcheck: "false", oninput: () => set({ query: search.value }) });

  const present = GROUPS.map((_, group) => group).filter((group) => app.incidents.some((incident) => incident.group === group));
  const chips = present.map((group) => {
    const count = h("span", { class: "count" });
    const button = h("button", { type: "button", class: "chip", "aria-pressed": "false", onclick: () => toggle(group) }, symbol({ group, size: 18 }), words.say(`group_${GROUPS[group].id}`), " ", count);
    return { group, button, count };
  });
  const toggle = (/** @type {number} */ group) => {
    const groups = new Set(store.get().filters.groups);
    if (!groups.delete(group)) groups.add(group);
    set({ groups: groups.size === present.length ? new Set() : groups });
  };

  const countries = [...new Set(app.incidents.flatMap(({ country }) => (country === null ? [] : [country])))].sort((a, b) => a.localeCompare(b, words.language));
  const choices = [...CHOICES];
  if (countries.length > 1) choices.push(["country", "filterCountry", [["", "any"], .../** @type {[string, string][]} */ (countries.map((name) => [name, name]))]]);
  const selects = choices.map(([name, label, options]) => {
    const select = h(
      "select",
      { id: `im-${name}`, onchange: () => set({ [name]: select.value }) },
      options.map(([value, text]) => h("option", { value }, name === "country" && value !== "" ? text : words.say(text))),
    );
    return { name, select, row: h("p", null, h("label", { for: `im-${name}` }, words.say(label)), select) };
  });
  const more = h("details", { class: "more" }, h("summary", null, words.say("moreFilters")), selects.map(({ row }) => row));
  const count = h("span", { class: "shown-count", role: "status" });
  const clear = h("button", { type: "button", class: "link", onclick: () => store.set({ filters: NO_FILTERS }) }, words.say("clearFilters"));

  return {
    filters: h("div", { class: "filters", hidden: app.incidents.length < 2 }, search, present.length > 1 && h("div", { class: "chips", role: "group", "aria-label": words.say("typesLabel") }, chips.map(({ button }) => button)), more),
    status: h("div", { class: "status" }, count, clear),
    /** @param {import("./filter.js").Selection} selection */
    show({ shown, groupCounts, undated }) {
      const { filters } = store.get();
      if (search.value !== filters.query) search.value = filters.query;
      for (const { group, button, count: number } of chips) {
        const pressed = filters.groups.has(group);
        button.setAttribute("aria-pressed", String(pressed));
        button.classList.toggle("faded", filters.groups.size > 0 && !pressed);
        number.textContent = words.number(groupCounts[group]);
      }
      for (const { name, select } of selects) select.value = String(filters[name]);
      if (selects.some(({ name }) => filters[name] !== "")) more.open = true;
      const filtered = isFiltered(filters);
      const total = app.incidents.length;
      const text = filtered ? words.say("ofIncidents", { k: shown.length, n: total }) : words.say("incidents", { n: total });
      count.textContent = undated > 0 ? `${text} · ${words.say("undatedHidden", { n: undated })}` : text;
      clear.hidden = !filtered;
    },
  };
}
