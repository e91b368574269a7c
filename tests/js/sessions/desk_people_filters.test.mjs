import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { choosePeople, countByStatus } = await import("../../../static/js/sessions/desk_people_filters.js");

const person = (name, status, joined_at = null, more = {}) => ({ name, status, joined_at, trade: "", organisation: "", ...more });
const people = {
  a: person("Zoé", "present", 10),
  b: person("Élise", "present", 20, { organisation: "Agence d'urbanisme" }),
  c: person("Thị", "expected"),
  d: person("Bruno", "expected"),
  e: person("", "gone", 5),
};

test("who has just come is first; who is missing is in the order of names", () => {
  assert.deepEqual(choosePeople(people, { status: "present", typed: "" }), ["b", "a"]);
  assert.deepEqual(choosePeople(people, { status: "expected", typed: "" }), ["d", "c"]);
});

test("somebody looked for is found whatever their status, without accents", () => {
  assert.deepEqual(choosePeople(people, { status: "present", typed: " elise URBANISME" }), ["b"]);
  assert.deepEqual(choosePeople(people, { status: "present", typed: "thi" }), ["c"]);
  assert.deepEqual(choosePeople(people, { status: "present", typed: "personne" }), []);
});

test("those of one name stand together, whoever has left is not one of them", () => {
  const again = { ...people, f: person("zoe", "present", 30), g: person("Élise", "gone", 30) };
  assert.deepEqual(choosePeople(again, { status: "namesakes", typed: "" }), ["f", "a"]);
  assert.equal(countByStatus(again).namesakes, 2);
});

test("everybody is counted", () => {
  assert.deepEqual(countByStatus(people), { present: 2, expected: 2, gone: 1, namesakes: 0 });
});
