import assert from "node:assert/strict";
import { test } from "node:test";
import { binOf, countBins, makeBins } from "../src/histogram.js";
import { dayOf, isoOf } from "../src/incidents.js";
import { incidentsOf } from "./incidents.js";

/** @param {[string | null, string | null][]} periods */
const incidents = (periods) => incidentsOf(periods.map(([date_start, date_end], row) => ({ incident_id: String(row), date_start, date_end, event_type: "Battles", sub_event_type: "Armed clash" })));

test("no date, no bins", () => {
  assert.equal(makeBins(incidents([[null, null]])), null);
  assert.equal(makeBins([]), null);
});

for (const [name, last, unit, first, count] of /** @type {[string, string, string, string, number][]} */ ([
  ["days", "2024-01-20", "day", "2024-01-03", 18],
  ["weeks from Monday", "2024-05-01", "week", "2024-01-01", 18],
  ["months", "2026-05-01", "month", "2024-01-01", 29],
  ["quarters", "2031-05-01", "quarter", "2024-01-01", 30],
  ["years", "2060-05-01", "year", "2024-01-01", 37],
])) {
  test(`bins: ${name}`, () => {
    const bins = makeBins(incidents([["2024-01-03", "2024-01-03"], [last, last]]));
    assert.ok(bins);
    assert.equal(bins.unit, unit);
    assert.equal(isoOf(bins.edges[0]), first);
    assert.equal(bins.edges.length - 1, count);
  });
}

test("weeks start on Monday before 1970 too", () => {
  const bins = makeBins(incidents([["1969-01-01", "1969-01-01"], ["1969-05-30", "1969-05-30"]]));
  assert.equal(isoOf(/** @type {any} */ (bins).edges[0]), "1968-12-30");
});

test("each incident counts once, at the middle of its days", () => {
  const data = incidents([["2024-01-01", "2024-01-01"], ["2024-01-01", "2024-01-05"], [null, null], ["2024-01-06", "2024-01-06"]]);
  const bins = /** @type {any} */ (makeBins(data));
  assert.deepEqual(countBins(bins, data, 7).map((groups) => groups[1]), [0, 0, 1, 0, 1, 0, 0, 1, 0, 0]);
});

test("every day of the range lies in the bin whose edges hold it", () => {
  const bins = /** @type {any} */ (makeBins(incidents([["2020-02-27", "2020-02-27"], ["2024-03-01", "2024-03-01"]])));
  for (let day = bins.edges[0]; day < bins.edges.at(-1); day += 1) {
    const bin = binOf(bins, day);
    assert.ok(bins.edges[bin] <= day && day < bins.edges[bin + 1], isoOf(day));
  }
});

test("days and ISO dates", () => {
  assert.equal(dayOf("1970-01-02"), 1);
  assert.equal(dayOf("2024-01-03T10:00:00"), dayOf("2024-01-03"));
  assert.equal(dayOf("no date"), null);
  assert.equal(dayOf(null), null);
});
