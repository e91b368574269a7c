import assert from "node:assert/strict";
import test from "node:test";

import { placesFor, withDropped } from "../../../static/js/boards/desk_group_drag.js";

const columns = [{ id: "5", cards: [{ id: "11", place: 1024 }, { id: "12", place: 2048 }, { id: "13", place: 3072 }] }];

test("what was dropped is drawn between its neighbours", () => {
  const [place] = placesFor(["20"], "5", "12", columns);
  assert.ok(place > 1024 && place < 2048);
  assert.ok(placesFor(["20"], "5", "11", columns)[0] < 1024);
  assert.ok(placesFor(["20"], "5", "", columns)[0] > 3072);
});

test("several keep their order, and a card moved within its column leaves its old place", () => {
  const [one, two] = placesFor(["12", "20"], "5", "13", columns);
  assert.ok(1024 < one && one < two && two < 3072);
});

test("what was dropped counts until the board says something of the problem", () => {
  const was = { number: 1, theme: null };
  const dropped = { 11: { was, theme: "5", place: 7 }, 12: { was, theme: "5", place: 7 } };
  const drawn = withDropped({ 11: was, 12: { number: 1, theme: 6 } }, dropped);
  assert.equal(drawn[11].theme, "5");
  assert.equal(drawn[12].theme, 6);
});
