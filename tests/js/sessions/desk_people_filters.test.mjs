import assert from "node:assert/strict";
import test from "node:test";

import { choosePeople, countByStatus } from "../../../static/js/sessions/desk_people_filters.js";

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

test("everybody is counted", () => {
  assert.deepEqual(countByStatus(people), { present: 2, expected: 2, gone: 1 });
});
