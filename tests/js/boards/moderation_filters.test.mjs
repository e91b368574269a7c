import assert from "node:assert/strict";
import test from "node:test";

import { EVERYTHING, chosen, countByState, queueOf, tilesInUse } from "../../../static/js/boards/moderation_filters.js";

const problem = (number, state, more = {}) => ({ number, state, perspective: "resident", tile: "", aloud: null, ...more });
const problems = {
  11: problem(1, "shown", { tile: "damp" }),
  12: problem(2, "waiting", { perspective: "professional", tile: "rent" }),
  13: problem(3, "waiting", { tile: "damp", aloud: 4 }),
  14: problem(4, "hidden", { perspective: "" }),
  15: problem(10, "shown", { aloud: 2 }),
};

test("what waits comes in the order it was written, the rest newest first", () => {
  assert.deepEqual(chosen(problems, { ...EVERYTHING, state: "waiting" }), ["12", "13"]);
  assert.deepEqual(chosen(problems, EVERYTHING), ["15", "14", "13", "12", "11"]);
});

test("filters add up", () => {
  assert.deepEqual(chosen(problems, { state: "waiting", perspective: "resident", tile: "damp" }), ["13"]);
  assert.deepEqual(chosen(problems, { state: "", perspective: "prepared", tile: "" }), ["14"]);
});

test("the counts are those of the other filters", () => {
  assert.deepEqual(countByState(problems, { ...EVERYTHING, state: "hidden" }), { "": 5, waiting: 2, shown: 2, hidden: 1 });
  assert.deepEqual(countByState(problems, { ...EVERYTHING, tile: "damp" }), { "": 2, waiting: 1, shown: 1, hidden: 0 });
});

test("the queue is read in its own order", () => {
  assert.deepEqual(queueOf(problems), ["15", "13"]);
});

test("the theme tiles in use come the most used first", () => {
  assert.deepEqual(tilesInUse(problems), ["damp", "rent"]);
});
