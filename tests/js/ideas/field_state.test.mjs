import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { arrived, found, isDirty, sent, typed } = await import("../../../static/js/ideas/field_state.js");
const entry = (text, version) => ({ text, version });

test("a field begins with what is stored, or with the draft of this phone", () => {
  assert.deepEqual(found(null, entry("Un hiver", 3)), { text: "Un hiver", base: 3, sent: "Un hiver" });
  const draft = found({ text: "Un été", base: 2 }, entry("Un hiver", 3));
  assert.deepEqual([draft.text, draft.base, isDirty(draft)], ["Un été", 2, true]);
});

test("another's text takes the place of what is here when nothing is unsent", () => {
  const state = found(null, entry("Un hiver", 1));
  assert.deepEqual(arrived(state, entry("Un été", 2), false), { text: "Un été", base: 2, sent: "Un été" });
});

test("what is being typed is never replaced, and keeps its old base so that the server keeps both", () => {
  const state = typed(found(null, entry("Un hiver", 1)), "Un hiver à Jaurès");
  const after = arrived(state, entry("Un été", 2), false);
  assert.deepEqual([after.text, after.base], ["Un hiver à Jaurès", 1]);
});

test("one's own text coming back moves the base on, whatever was typed since", () => {
  let state = sent(typed(found(null, undefined), "Un hiver "), "Un hiver ");
  state = typed(state, "Un hiver long");
  state = arrived(state, entry("Un hiver", 1), false);
  assert.deepEqual([state.text, state.base, isDirty(state)], ["Un hiver long", 1, true]);
});

test("an older version that arrives late changes nothing", () => {
  const state = found(null, entry("Un été", 2));
  assert.equal(arrived(state, entry("Un hiver", 1), false), state);
});

test("while a letter travels nothing is taken from the others", () => {
  const state = sent(typed(found(null, entry("a", 1)), "b"), "b");
  assert.equal(arrived(state, entry("c", 2), true), state);
  assert.equal(arrived(state, entry("c", 2), false).text, "c");
});
