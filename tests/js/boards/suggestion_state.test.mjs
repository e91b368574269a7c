import assert from "node:assert/strict";
import test from "node:test";

import { readSuggestion, titleOf } from "../../../static/js/boards/suggestion_state.js";

const problem = (number, more = {}) => ({ number, text: "Texte " + number, state: "shown", ...more });
const board = (problems = {}) => ({
  theme: { 7: { title: "Bruit" } },
  problem: { 1: problem(1), 2: problem(2), 3: problem(3), 4: problem(4), 5: problem(5), ...problems },
  suggestion: {
    room: {
      id: "t",
      state: "ready",
      reason: "",
      texts: 5,
      alike: [{ place: 0, problems: [1, 2] }],
      groups: [{ place: 0, words: ["bruit"], problems: [3, 1, 2] }, { place: 1, words: [], problems: [4] }],
      left: [5],
    },
  },
});
const ids = (cards) => cards.map((card) => card.id);

test("without a suggestion there is nothing to read", () => {
  assert.equal(readSuggestion({}).state, "");
  assert.deepEqual(readSuggestion({}).groups, []);
});

test("a fresh suggestion is shown whole, in its order", () => {
  const read = readSuggestion(board());
  assert.deepEqual(ids(read.groups[0].cards), ["3", "1", "2"]);
  assert.deepEqual(ids(read.alike[0].cards), ["1", "2"]);
  assert.equal(read.left, 1);
  assert.equal(read.groups[0].into, "");
});

test("a card that was placed is proposed no more, and says where the next may go", () => {
  const read = readSuggestion(board({ 3: problem(3, { theme: 7 }) }));
  assert.deepEqual(ids(read.groups[0].cards), ["1", "2"]);
  assert.equal(read.groups[0].into, "7");
});

test("a card whose theme was taken away is proposed again", () => {
  const read = readSuggestion(board({ 3: problem(3, { theme: 99 }) }));
  assert.deepEqual(ids(read.groups[0].cards), ["3", "1", "2"]);
});

test("merged cards are one, and no longer said to be alike", () => {
  const read = readSuggestion(board({ 2: problem(2, { under: 1 }) }));
  assert.deepEqual(read.alike, []);
  assert.deepEqual(ids(read.groups[0].cards), ["3", "1"]);
});

test("a hidden or withdrawn card is not proposed", () => {
  const read = readSuggestion(board({ 4: problem(4, { state: "hidden" }), 5: undefined }));
  assert.equal(read.groups.length, 1);
  assert.equal(read.left, 0);
});

test("a title begins with the first words", () => {
  assert.equal(titleOf(["école", "cour", "cantine", "préau"]), "École, cour, cantine");
  assert.equal(titleOf([]), "");
});
