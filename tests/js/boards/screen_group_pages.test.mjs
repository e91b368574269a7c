import assert from "node:assert/strict";
import test from "node:test";

import { ACROSS, TILES, pagesOf } from "../../../static/js/boards/screen_group_pages.js";

const columns = (count) => Array.from({ length: count }, (_none, n) => ({ id: String(n) }));

test("all themes at a glance come first, then each with its cards", () => {
  const pages = pagesOf(12, columns(13), {});
  assert.deepEqual(pages.map((page) => page.kind), ["all", ...Array(5).fill("columns")]);
  assert.deepEqual(pages.slice(1).flatMap((page) => page.columns.map((one) => one.column.id)), columns(13).map((one) => one.id));
});

test("more themes than fit at a glance take another page", () => {
  assert.deepEqual(pagesOf(TILES + 1, [], {}), [{ kind: "all", from: 0 }, { kind: "all", from: TILES }]);
});

test("every card is on one page, in order; a theme of many problems goes on beside itself", () => {
  const parts = { 0: [["a"], ["b"], ["c"]], 1: [["d"]], 2: [["e"], ["f"]] };
  const pages = pagesOf(3, columns(ACROSS), parts).slice(1);
  assert.deepEqual(pages.map((page) => page.columns.map((one) => one.cards[0])), [["a", "b", "c"], ["d", "e", "f"]]);
  assert.deepEqual(pages[1].columns.map((one) => [one.part, one.parts]), [[0, 1], [0, 2], [1, 2]]);
});
