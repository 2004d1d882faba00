import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, isFiltered, newestFirst, NO_FILTERS, select } from "../src/filter.js";
import { GROUPS } from "../src/groups.js";
import { dayOf } from "../src/incidents.js";
import { incidentsOf, ROWS } from "./incidents.js";

const incidents = incidentsOf(ROWS);

/** @param {Partial<import("../src/filter.js").Filters>} filters */
function shown(filters) {
  const text = (/** @type {import("../src/incidents.js").Incident} */ { title, place }) => fold(`${title} ${place}`);
  return select(incidents, { ...NO_FILTERS, ...filters }, text, GROUPS.length);
}
/** @param {import("../src/filter.js").Selection} selection */
const ids = (selection) => selection.shown.map(({ id }) => id).join("");

test("no filter shows all", () => {
  assert.equal(ids(shown({})), "abcde");
  assert.equal(isFiltered(NO_FILTERS), false);
});

for (const [name, filters, expected] of /** @type {[string, any, string][]} */ ([
  ["words without accents", { query: "sana" }, "a"],
  ["all of the words", { query: "clash ADEN" }, "b"],
  ["exact places", { precision: "exact" }, "a"],
  ["town or closer", { precision: "town" }, "ab"],
  ["what is not on the map", { precision: "unplaced" }, "ce"],
  ["high confidence", { confidence: "high" }, "a"],
  ["medium or high; not known is not medium", { confidence: "medium" }, "ab"],
  ["someone killed; a stated zero is nobody", { casualties: "killed" }, "a"],
  ["killed or injured", { casualties: "harmed" }, "ab"],
  ["country", { country: "Oman" }, "c"],
  ["a group", { groups: new Set([GROUPS.findIndex(({ id }) => id === "protest")]) }, "c"],
  ["from a day: any possible day counts", { from: dayOf("2024-01-09") }, "bd"],
  ["to a day", { to: dayOf("2024-01-03") }, "ab"],
])) {
  test(`filter: ${name}`, () => {
    assert.equal(ids(shown(filters)), expected);
    assert.equal(isFiltered({ ...NO_FILTERS, ...filters }), true);
  });
}

test("a group counts what passes the other filters", () => {
  const { groupCounts } = shown({ groups: new Set([0]), country: "Yemen" });
  assert.deepEqual(groupCounts, [1, 1, 0, 1, 0, 0, 0]);
});

test("the period does not change what the histogram counts, and the undated are told", () => {
  const { timed, undated } = shown({ from: dayOf("2024-01-09") });
  assert.equal(timed.length, 5);
  assert.equal(undated, 1);
});

test("newest first, undated last", () => {
  assert.equal([...incidents].sort(newestFirst).map(({ id }) => id).join(""), "dbeac");
});
