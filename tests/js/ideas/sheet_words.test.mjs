import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { fieldsOf, headlineOf, promptAt, saidIn, sheetNow, writersIn } = await import("../../../static/js/ideas/sheet_words.js");
const work = (id, sheet, more = {}) => ({ id, kind: "work", settings: { sheet, per: "team", ...more } });

test("the fields of all steps of work are one sheet, a key twice is one field", () => {
  const steps = [work(1, [{ key: "a" }]), { id: 2, kind: "message", settings: {} }, work(3, [{ key: "b" }, { key: "a" }])];
  assert.deepEqual(fieldsOf(steps).map((field) => [field.key, field.step]), [["a", 1], ["b", 3]]);
});

test("whose sheet it is: mine, my team's, the room's, or nobody's yet", () => {
  const step = work(1, []);
  const teams = { kind: "teams", settings: {} };
  assert.equal(sheetNow([step], work(1, [], { per: "person" }), { sheets: {} }).owner, "person");
  assert.equal(sheetNow([teams, step], step, { team: { number: 1 }, sheets: {} }).owner, "team");
  assert.equal(sheetNow([step], step, { sheets: {} }).owner, "room");
  assert.equal(sheetNow([teams, step], step, { sheets: {} }).owner, "");
});

test("an idea is called by its headline, else by what the room may read", () => {
  const fields = [{ key: "story", shown: false }, { key: "idea", headline: true }, { key: "how" }];
  assert.equal(headlineOf(fields, { story: "s", how: "h" }), "h");
  assert.equal(headlineOf(fields, { story: "s", how: "h", idea: "i" }), "i");
});

test("an option is told by its words", () => {
  const field = { type: "choice", options: [{ key: "service", fr: "Un service" }] };
  assert.equal(saidIn(field, "service"), "Un service");
});

test("who was seen writing lately counts, not me and not for ever", () => {
  const sheet = { writing: [{ person: "me", name: "M", field: "a", at: 0 }, { person: "p", name: "Awa", field: "a", at: 0 }] };
  assert.deepEqual(writersIn(sheet, "a", "me", 5000), ["Awa"]);
  assert.deepEqual(writersIn(sheet, "a", "me", 60000), []);
});

test("the prompt is the last whose minute has come", () => {
  const prompts = [{ at_minute: 0, fr: "un" }, { at_minute: 20, fr: "deux" }];
  assert.equal(promptAt(prompts, 19 * 60000).fr, "un");
  assert.equal(promptAt(prompts, 20 * 60000).fr, "deux");
  assert.equal(promptAt([], 0), null);
});
