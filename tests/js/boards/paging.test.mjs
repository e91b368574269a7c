import assert from "node:assert/strict";
import test from "node:test";

import { chooseColumns, pageOf, paginate, paginateInOrder } from "../../../static/js/boards/paging.js";

const room = { columns: 3, available: 100, gap: 10 };

test("a card goes under the shortest column", () => {
  assert.deepEqual(paginate([40, 20, 30, 20], room), [[[0], [1, 3], [2]]]);
});

test("a card that fits nowhere opens a page, and nothing already placed moves", () => {
  const before = paginate([90, 90, 90], room);
  const after = paginate([90, 90, 90, 50], room);
  assert.deepEqual(after[0], before[0]);
  assert.deepEqual(after[1], [[3], [], []]);
});

test("every card is on exactly one page, whatever the heights", () => {
  for (let seed = 1; seed < 200; seed++) {
    const heights = Array.from({ length: seed }, (_none, n) => ((n * 37 + seed * 11) % 140) + 5);
    const dealt = paginate(heights, room).flat(2).sort((a, b) => a - b);
    assert.deepEqual(dealt, heights.map((_none, n) => n));
  }
});

test("a card taller than the wall still gets a page of its own", () => {
  assert.deepEqual(paginate([300], room), [[[0], [], []]]);
});

test("no cards make one empty page", () => {
  assert.deepEqual(paginate([], room), [[[], [], []]]);
});

test("few cards get few columns, so that they are large", () => {
  const measure = (columns) => [40, 40].map((height) => height * (5 - columns));
  assert.equal(chooseColumns(2, measure, { available: 400, gap: 10 }), 1);
  assert.equal(chooseColumns(2, measure, { available: 130, gap: 10 }), 2);
});

test("the page of a card is found", () => {
  const pages = paginate([90, 90, 90, 50], room);
  assert.equal(pageOf(pages, 1), 0);
  assert.equal(pageOf(pages, 3), 1);
});

test("what is looked up by its order goes down each column, then on to the next page", () => {
  assert.deepEqual(paginateInOrder([40, 20, 20, 20, 20, 20], { columns: 3, available: 100, gap: 10 }), [[[0, 1], [2, 3], [4, 5]]]);
  for (let count = 0; count < 40; count += 1) {
    const heights = Array.from({ length: count }, (_none, n) => 20 + ((n * 7) % 30));
    const pages = paginateInOrder(heights, { columns: 3, available: 100, gap: 10 });
    assert.deepEqual(pages.flat(2), heights.map((_height, n) => n));
    for (const column of pages.flat()) {
      const long = column.reduce((sum, n) => sum + heights[n] + 10, -10);
      assert.ok(long <= 100, `a column of ${long}`);
    }
  }
  assert.deepEqual(paginateInOrder([300, 10], { columns: 2, available: 100, gap: 10 }), [[[0], [1]]]);
});
