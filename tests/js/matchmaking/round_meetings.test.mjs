import assert from "node:assert/strict";
import { test } from "node:test";
import { fewerMeetings, roundsWith } from "../../../static/js/matchmaking/round_meetings.js";

const side = (id) => (id[0] === "r" ? "resident" : "professional");
const seat = (id) => ({ id: id.replace("-", ""), perspective: side(id), absent: id.indexOf("-") >= 0 });
const table = (words) => words.split(" ").map(seat);
const round = (...tables) => ({ ...tables.map(table) });
const people = (...ids) => Object.fromEntries(ids.map((id) => [id, { perspective: side(id) }]));
const ROOM = people("r1", "r2", "r3", "p1", "p2");

test("who pauses more than the others of their side is named, whatever the other side has", () => {
  const rounds = { 1: round("r1 p1", "r2 p2"), 2: round("r1 p2", "r2 p1"), 3: round("r1 p1", "r3 p2") };
  assert.deepEqual(fewerMeetings(rounds, ROOM), [{ short: 1, ids: ["r3"] }]);
  const even = { 1: round("r1 p1", "r2 p2"), 2: round("r3 p2", "r1 p1"), 3: round("r2 p1", "r3 p2") };
  assert.deepEqual(fewerMeetings(even, ROOM), []);
});

test("nobody is fewer where most of a side has as few", () => {
  const rounds = { 1: round("r1 p1", "r2 p2") };
  assert.deepEqual(fewerMeetings(rounds, people("r1", "r2", "r3", "r4", "r5", "p1", "p2")), []);
});

test("whoever faces somebody who has left meets nobody, and those who have left are not told", () => {
  const rounds = { 1: round("r1 p1", "r2 p2", "r3 -p3"), 2: round("r1 p2", "r2 p1", "r3 -p3") };
  assert.deepEqual(fewerMeetings(rounds, ROOM), [{ short: 2, ids: ["r3"] }]);
});

test("people of one side at one table are no meeting, and the largest lack comes first", () => {
  const rounds = { 1: round("r1 r2 p1", "r3 r4"), 2: round("r1 r2 r4 p1") };
  assert.deepEqual(fewerMeetings(rounds, people("r1", "r2", "r3", "r4", "p1")), [
    { short: 2, ids: ["r3"] },
    { short: 1, ids: ["r4"] },
  ]);
});

test("a proposal in the middle counts the rounds before it", () => {
  const seating = { rounds: { 1: round("r1 p1"), 2: round("r1 p1") }, draft: { 2: round("r2 p1") } };
  assert.deepEqual(roundsWith(seating, 2), { 1: round("r1 p1"), 2: round("r2 p1") });
  assert.equal(roundsWith(seating, 0), seating.rounds);
});
