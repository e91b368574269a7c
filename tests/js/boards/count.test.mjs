import assert from "node:assert/strict";
import test from "node:test";

import { countCharacters, cutAt } from "../../../static/js/boards/count.js";

test("a character is what a reader sees", () => {
  assert.equal(countCharacters("  été  "), 3);
  assert.equal(countCharacters("e\u0301te\u0301"), 3);
  assert.equal(countCharacters("👨‍👩‍👧👍🏽🇫🇷"), 3);
});

test("spans in code points are cut where they are, emoji or not", () => {
  const text = "🛗 Au 06 12, ou ici";
  assert.deepEqual(cutAt(text, [["phone", 5, 10]]), [
    { text: "🛗 Au ", kind: "" },
    { text: "06 12", kind: "phone" },
    { text: ", ou ici", kind: "" },
  ]);
});

test("spans that touch or come in disorder lose no letter", () => {
  const pieces = cutAt("abcdef", [
    ["b", 3, 5],
    ["a", 0, 3],
  ]);
  assert.equal(pieces.map((piece) => piece.text).join(""), "abcdef");
  assert.deepEqual(pieces.map((piece) => piece.kind), ["a", "b", ""]);
});
