import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeLine, decodeNumbers, decodePolygons, encodeNumbers } from "../src/codec.js";

test("numbers come back, small and large, on both sides of zero", () => {
  const numbers = [0, 1, -1, 15, 16, -16, 1023, -1024, 360_000_000, -360_000_000];
  assert.deepEqual(decodeNumbers(encodeNumbers(numbers)), numbers);
});

test("known texts, the same as in codec.py", () => {
  assert.equal(encodeNumbers([0, -1, 1, 16, -360000000]), "ABCgB__00uV");
});

test("a letter outside the alphabet is refused", () => {
  assert.throws(() => decodeNumbers("A!"), RangeError);
});

test("a line is differences in turn", () => {
  assert.deepEqual(decodeLine(encodeNumbers([100, 200, -50, 25]), 2), [
    [1, 2],
    [0.5, 2.25],
  ]);
});

test("no region decodes to no polygon", () => {
  assert.deepEqual(decodePolygons(null), []);
});
