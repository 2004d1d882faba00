// The other pure parts: quotes, permalinks, downloads, corrections, payload, placement, groups, words.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { countText } from "../src/casualties.js";
import { correctionsFile } from "../src/corrections.js";
import { webAddress } from "../src/dom.js";
import { csv, geojson, incidentsCSV } from "../src/download.js";
import { NO_FILTERS } from "../src/filter.js";
import { groupOf, GROUPS } from "../src/groups.js";
import { levelOf } from "../src/incidents.js";
import { readTable } from "../src/payload.js";
import { readHash, writeHash } from "../src/permalink.js";
import { placeLabels } from "../src/placement.js";
import { markQuote, wordsAt } from "../src/quote.js";
import { createStore } from "../src/store.js";
import { sizeStep } from "../src/symbols.js";
import { createWords } from "../src/words.js";
import { ROWS, tableOf } from "./incidents.js";

const strings = Object.fromEntries(readdirSync(new URL("../src/strings/", import.meta.url)).map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(new URL(`../src/strings/${name}`, import.meta.url), "utf8"))]));
const words = createWords("en", strings.en);

test("every language has the same words with the same gaps", () => {
  /** @param {any} entry */
  const gaps = (entry) => [...new Set(JSON.stringify(entry).match(/%[a-z]/g))].sort().join();
  for (const [language, texts] of Object.entries(strings)) {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(strings.en).sort(), language);
    for (const key of Object.keys(texts)) assert.equal(gaps(texts[key]), gaps(strings.en[key]), `${language} ${key}`);
  }
});

test("words with numbers", () => {
  assert.equal(words.say("incidents", { n: 1 }), "1 incident");
  assert.equal(words.say("incidents", { n: 1234 }), "1,234 incidents");
  assert.throws(() => words.say("nothing"), RangeError);
  assert.equal(words.distance(6000), "6 km");
  assert.equal(words.distance(850), "850 m");
  assert.equal(words.period(null, null), "date not known");
});

test("an ACLED type is in the group of its sub-event type, else of its event type", () => {
  const group = (/** @type {string | null} */ type, /** @type {string | null} */ sub) => GROUPS[groupOf(type, sub)].id;
  assert.equal(group("Explosions/Remote violence", "Air/drone strike"), "strike");
  assert.equal(group("Explosions/Remote violence", "Grenade"), "explosion");
  assert.equal(group("Violence against civilians", "Abduction/forced disappearance"), "detention");
  assert.equal(group("Violence against civilians", "Attack"), "civilians");
  assert.equal(group("Riots", "Mob violence"), "protest");
  assert.equal(group("Strategic developments", "Agreement"), "other");
  assert.equal(group(null, null), "other");
});

test("levels and sizes", () => {
  assert.deepEqual([null, 0.2, 0.5, 0.79, 0.8].map(levelOf), [null, "low", "medium", "medium", "high"]);
  assert.deepEqual([null, 0, 1, 9, 10].map(sizeStep), [0, 0, 1, 1, 2]);
});

test("counts of people say what is known", () => {
  const say = (/** @type {(number | null)[]} */ [low, best, high]) => countText(words, low, best, high);
  assert.deepEqual([[4, 4, 4], [3, 4, 6], [3, 3, null], [3, null, null], [null, null, 5], [null, 4, null], [0, 0, 0], [null, null, null]].map(say), ["4", "3 to 6", "at least 3", "at least 3", "at most 5", "4", "0", null]);
});

test("the trigger and the place are marked in the quote, by code points", () => {
  const quote = "🚀 rockets hit Balad";
  const parts = markQuote(quote, 100, { trigger_start: 110, trigger_end: 113 }, ["Balad"]);
  assert.equal(parts.map(({ text }) => text).join(""), quote);
  assert.deepEqual(parts.filter(({ mark }) => mark), [
    { text: "hit", mark: "trigger" },
    { text: "Balad", mark: "place" },
  ]);
});

test("offsets that do not fit mark nothing", () => {
  assert.deepEqual(markQuote("short", 0, { trigger_start: 3, trigger_end: 99 }, [null]), [{ text: "short", mark: "" }]);
  assert.deepEqual(markQuote("short", null, undefined, []), [{ text: "short", mark: "" }]);
});

test("a place inside another word is not the place", () => {
  assert.equal(wordsAt("Nicely near Nice.", "Nice"), 12);
  assert.equal(wordsAt("Nicely", "Nice"), -1);
});

test("a view comes back from its address", () => {
  const view = { filters: { ...NO_FILTERS, groups: new Set([0, 5]), query: "a&b=c#", precision: /** @type {const} */ ("town"), country: "Côte d'Ivoire", from: 19_000, to: 19_100 }, selected: "x y", centre: /** @type {[number, number, number]} */ ([12.346, -1.5, 6.25]) };
  assert.deepEqual(readHash(`#${writeHash(view)}`), view);
  assert.equal(writeHash({ filters: NO_FILTERS, selected: null, centre: null }), "");
});

test("an address that makes no sense shows everything", () => {
  assert.deepEqual(readHash("#t=nothing&p=wrong&from=x&m=1/2&c=%"), { filters: NO_FILTERS, selected: null, centre: null });
});

test("only web addresses become links", () => {
  assert.equal(webAddress("https://example.org/a"), "https://example.org/a");
  for (const address of ["javascript:alert(1)", "data:text/html,x", "//example.org", "x", null]) assert.equal(webAddress(address), null);
});

test("CSV quotes, and runs no formula", () => {
  assert.equal(csv(["a"], [["=1+1"], ["-x"], [" @x"], ['say "a, b"'], [-1], [null], [["+"]]]), "a\r\n'=1+1\r\n'-x\r\n' @x\r\n\"say \"\"a, b\"\"\"\r\n-1\r\n\r\n\"[\"\"+\"\"]\"\r\n");
});

test("GeoJSON and CSV hold the frame's columns in its order", () => {
  const table = tableOf(ROWS);
  const { features } = JSON.parse(geojson(table, [0, 4]));
  assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [44.2, 15.35] });
  assert.equal(features[1].geometry, null);
  assert.deepEqual(Object.keys(features[0].properties), table.order);
  assert.equal(incidentsCSV(table, [0]).split("\r\n")[0], table.order.join(","));
});

test("a region is downloaded as GeoJSON", () => {
  const block = { count: 1, lean: false, order: ["region"], columns: {}, regions: [[2, ["AAgfAAgf_eAA_e"]]], region: { c: 0 } };
  const [feature] = JSON.parse(geojson(readTable(block), [0])).features;
  assert.equal(feature.properties.region.type, "Polygon");
});

test("corrections name the words that they are about", () => {
  const table = tableOf([{ doc_id: "d1", quote: "Bombs fell on Balad.", quote_start: 10, quote_end: 30, place_name: "Balad" }, { doc_id: "d2", place_name: "Nowhere" }]);
  const file = correctionsFile(table, [
    ["i1", { row: 0, verdict: "place", place_id: "geonames:1", name: "Balad", lon: 44, lat: 34 }],
    ["i2", { row: 0, verdict: "wrong" }],
    ["i3", { row: 1, verdict: "point", lon: 1, lat: 2 }],
  ]);
  assert.deepEqual(file.trim().split("\r\n"), [
    "document,start,end,text,verdict,place_id,lon,lat,incident_id,note",
    "d1,24,29,Balad,place,geonames:1,44,34,i1,Balad",
    "d1,10,30,Bombs fell on Balad.,wrong,,,,i2,",
    "d2,,,Nowhere,point,,1,2,i3,",
  ]);
});

test("a block's columns read in all their forms", () => {
  const table = readTable({
    count: 2,
    lean: false,
    order: [],
    columns: {
      same: { c: 7 },
      plain: { v: ["x", null] },
      few: { d: ["p"], i: [0, -1] },
      lists: { d: ["r", "s"], l: [[0, 1], []] },
      source_url: { v: ["https://a", "https://b"] },
      reports: { k: ["doc_id", "url", "claims"], r: [[["d", true]], []], i: [0, 1] },
    },
    regions: [],
    region: { c: -1 },
  });
  assert.deepEqual(["same", "plain", "few", "lists", "reports", "absent"].map((name) => table.get(0, name)), [7, "x", "p", ["r", "s"], [{ doc_id: "d", url: "https://a", claims: null }], null]);
  assert.deepEqual(["same", "plain", "few", "lists", "reports"].map((name) => table.get(1, name)), [7, null, null, [], []]);
  assert.equal(table.get(0, "constructor"), null);
});

test("labels avoid symbols, each other and the edge", () => {
  const label = { x: 50, y: 50, width: 30, height: 10, gap: 6, centred: false };
  const view = { width: 100, height: 100 };
  assert.deepEqual(placeLabels([label], [], view), [{ left: 56, top: 45 }]);
  assert.deepEqual(placeLabels([label], [{ left: 56, top: 40, right: 90, bottom: 60 }], view), [{ left: 14, top: 45 }]);
  const placed = placeLabels([label, label, label, label, label], [], view);
  assert.equal(placed.filter(Boolean).length, 4);
  assert.deepEqual(placeLabels([{ ...label, dotted: true }], [{ left: 48, top: 48, right: 52, bottom: 52 }], view), [null]);
  assert.deepEqual(placeLabels([{ ...label, x: 99, y: 2, centred: true }], [], view), [null]);
});

test("a store tells of changes only", () => {
  const store = createStore({ a: 1 });
  let told = 0;
  store.listen(() => (told += 1));
  store.set({ a: 1 });
  store.set({ a: 2 });
  assert.equal(told, 1);
  assert.equal(store.get().a, 2);
});
