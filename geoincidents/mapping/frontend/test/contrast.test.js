import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUPS } from "../src/groups.js";
import { contrast, distance, mixed, tokens, VISIONS } from "./colour.js";

/** Text on ground, each at least 4.5:1 (WCAG 2.2, 1.4.3). */
const TEXT = [
  ["text", "page"], ["text", "raised"], ["text", "quote"], ["text", "place-mark"], ["muted", "page"], ["muted", "raised"],
  ["muted", "quote"], ["accent", "page"], ["accent", "quote"], ["accent", "raised"], ["on-accent", "accent"], ["mark-text", "mark"],
  ["warn-text", "warn"], ["label", "focus"], ["label", "land"], ["label", "sea"], ["country-label", "focus"], ["country-label", "land"],
]; // prettier-ignore

/** What tells a control or a symbol from its ground, each at least 3:1 (1.4.11). */
const SHAPES = [
  ["control", "page"], ["accent", "page"], ["accent", "focus"], ["accent", "land"], ["accent", "sea"], ["edge", "focus"], ["edge", "land"],
  ["edge", "sea"], ["edge", "page"], ["edge", "halo"],
]; // prettier-ignore

for (const [theme, colours] of Object.entries(tokens())) {
  for (const [front, back] of TEXT) {
    test(`${theme}: ${front} on ${back} reads`, () => {
      const ratio = contrast(colours[front], colours[back]);
      assert.ok(ratio >= 4.5, `${ratio.toFixed(2)}:1`);
    });
  }
  for (const [front, back] of SHAPES) {
    test(`${theme}: ${front} on ${back} is seen`, () => {
      const ratio = contrast(colours[front], colours[back]);
      assert.ok(ratio >= 3, `${ratio.toFixed(2)}:1`);
    });
  }
  for (const { id, colour } of GROUPS) {
    test(`${theme}: the outline of ${id} is seen on the map, and against its own fill or halo`, () => {
      for (const ground of ["focus", "land", "sea"]) assert.ok(contrast(colours.edge, colours[ground]) >= 3);
      const fill = contrast(colours.edge, colour);
      const halo = contrast(colours.edge, colours.halo);
      assert.ok(Math.max(fill, halo) >= 3, `${fill.toFixed(2)} ${halo.toFixed(2)}`);
    });
    test(`${theme}: hollow ${id} differs from filled ${id}`, () => {
      assert.ok(distance(colour, mixed(colour, colours.page, 0.34), "normal") >= 15);
    });
  }
}

for (const vision of VISIONS) {
  test(`types differ by at least 15 as seen with ${vision} vision`, () => {
    for (const [at, a] of GROUPS.entries()) {
      for (const b of GROUPS.slice(at + 1)) {
        const apart = distance(a.colour, b.colour, vision);
        assert.ok(apart >= 15, `${a.id} and ${b.id}: ${apart.toFixed(1)}`);
      }
    }
  });
}

test("control: the usual grey for other would fail", () => {
  assert.ok(distance("#8A8F98", "#CC79A7", "deutan") < 15);
});
