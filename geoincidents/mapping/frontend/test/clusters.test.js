import assert from "node:assert/strict";
import { test } from "node:test";
import { clusters, worldX, worldY } from "../src/clusters.js";
import { incidentsOf } from "./incidents.js";

const WORLD = { west: -180, south: -90, east: 180, north: 90 };

/** @param {[number, number][]} points lon lat */
const at = (points) => incidentsOf(points.map(([lon, lat], row) => ({ incident_id: String(row), lon, lat, precision: "town", event_type: "Battles", sub_event_type: "Armed clash" })));

test("Web Mercator, as Leaflet counts", () => {
  assert.equal(worldX(0), 128);
  assert.ok(Math.abs(worldY(0) - 128) < 1e-9);
  assert.ok(Math.abs(worldY(85.0511287798)) < 1e-6);
});

test("identical points are one stack that no zoom parts", () => {
  const [cluster, ...rest] = clusters(at([[10, 10], [10, 10]]), 11, 34, WORLD, 7);
  assert.equal(rest.length, 0);
  assert.equal(cluster.stacked, true);
  assert.deepEqual(cluster.groups, [0, 2, 0, 0, 0, 0, 0]);
});

test("a cluster stands at its largest stack, not between places", () => {
  const [cluster] = clusters(at([[10, 10], [10.2, 10], [10.2, 10]]), 4, 34, WORLD, 7);
  assert.equal(cluster.members.length, 3);
  assert.equal(cluster.stacked, false);
  assert.ok(Math.abs(cluster.x - worldX(10.2) * 16) < 1e-9);
});

test("points further apart than the radius stay apart", () => {
  assert.equal(clusters(at([[10, 10], [10.2, 10]]), 9, 34, WORLD, 7).length, 2);
});

test("what is out of view is left out", () => {
  assert.equal(clusters(at([[10, 10], [50, 10]]), 5, 34, { west: 0, south: 0, east: 20, north: 20 }, 7).length, 1);
});

test("no centre lies within another's radius, and nothing is lost", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const incidents = at(Array.from({ length: 3000 }, () => [random() * 40, random() * 40]));
  const found = clusters(incidents, 5, 34, WORLD, 7);
  assert.equal(found.reduce((sum, { members }) => sum + members.length, 0), 3000);
  for (const a of found) for (const b of found) assert.ok(a === b || Math.hypot(a.x - b.x, a.y - b.y) >= 34);
});
