import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.mjs";

openPage();
const { namesakes } = await import("../../../static/js/sessions/namesakes.js");

const at = (minute) => new Date(2026, 0, 1, 9, minute).getTime();
const person = (name, more = {}) => ({ name, perspective: "resident", trade: "", organisation: "", joined_at: at(5), ...more });
const two = (one, other) => namesakes({ a: person("Karim", one), b: person(" karim", other), c: person("Zoé"), d: person(""), e: person("") }, {});

test("only those who share a name are told apart, whatever its capitals and accents", () => {
  assert.deepEqual(Object.keys(two({}, {})), ["a", "b"]);
  assert.deepEqual(Object.keys(namesakes({ a: person("Chloé"), b: person("Chloe") }, {})), ["a", "b"]);
});

test("a trade tells them apart, or an organisation, or when they came", () => {
  assert.deepEqual(two({ trade: "peintre" }, { trade: "juriste" }), { a: "peintre", b: "juriste" });
  assert.deepEqual(two({ trade: "peintre" }, {}), { a: "peintre", b: "Usagers" });
  const hall = { trade: "juriste", organisation: "Mairie" };
  assert.deepEqual(two(hall, { ...hall, organisation: "ADIL" }), { a: "Mairie", b: "ADIL" });
  assert.deepEqual(two({}, { joined_at: at(7) }), { a: "arrivé·e à 9 h 05", b: "arrivé·e à 9 h 07" });
});

test("what both have tells nothing; then they are numbered as they came", () => {
  assert.deepEqual(two({}, {}), { a: "n° 1", b: "n° 2" });
  assert.deepEqual(two({ joined_at: at(5) + 20 }, { joined_at: at(5) + 10 }), { a: "n° 2", b: "n° 1" });
});
