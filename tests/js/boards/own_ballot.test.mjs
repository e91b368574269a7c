/** A person's own dots on their page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lettersOf, mayGive, sameDots, spentOf, withDot } from "../../../static/js/boards/own_ballot.js";

test("a dot is given and taken back", () => {
  const once = withDot({}, 4, 1);
  assert.deepEqual(once, { 4: 1 });
  assert.deepEqual(withDot(once, 4, 1), { 4: 2 });
  assert.deepEqual(withDot(once, 4, -1), {});
  assert.equal(spentOf({ 4: 2, 9: 1 }), 3);
});

test("no dot is offered beyond the budget, nor beyond a line's share", () => {
  const ballot = { dots: 3, per_line: 2 };
  assert.equal(mayGive(ballot, {}, 4), true);
  assert.equal(mayGive(ballot, { 4: 2 }, 4), false);
  assert.equal(mayGive(ballot, { 4: 2 }, 9), true);
  assert.equal(mayGive(ballot, { 4: 2, 9: 1 }, 9), false);
});

test("two choices are compared by their dots", () => {
  assert.equal(sameDots({ 4: 1 }, { 4: 1, 9: 0 }), true);
  assert.equal(sameDots({ 4: 1 }, { 9: 1 }), false);
});

test("letters of another ballot, or of a wall, are none of this one's", () => {
  const letters = [
    { path: "ballots/9/dots", state: "kept" },
    { path: "kiosk/ballots/9/finish", state: "refused" },
    { path: "ballots/91/dots", state: "sending" },
    { path: "problems", state: "refused" },
  ];
  const { refused, travelling } = lettersOf(letters, 9);
  assert.deepEqual(refused.map((one) => one.path), ["kiosk/ballots/9/finish"]);
  assert.deepEqual(travelling.map((one) => one.path), ["ballots/9/dots"]);
});
