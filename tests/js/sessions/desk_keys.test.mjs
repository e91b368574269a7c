import assert from "node:assert/strict";
import test from "node:test";

import { KEYS, keyAsks } from "../../../static/js/sessions/desk_keys.js";

/** An element inside others: `closest` answers for those whose selector lists one of the names. */
const inside = (...names) => ({ closest: (places) => places.split(", ").some((one) => names.indexOf(one) >= 0) || null });
const press = (key, more = {}) => keyAsks({ key, target: inside(), ...more });

test("each key of the table asks for what it says", () => {
  const typed = { "→": "ArrowRight", "←": "ArrowLeft", "␣": " " };
  Object.keys(KEYS).forEach((what) => assert.equal(press(typed[KEYS[what]] || KEYS[what]), what));
});

test("capitals do not matter, other letters ask for nothing", () => {
  assert.equal(press("b"), "black");
  assert.equal(press("x"), null);
  assert.equal(press("Enter"), null);
});

test("nothing is asked for while somebody types", () => {
  ["input", "textarea", "select", "[contenteditable]"].forEach((field) => {
    ["b", "ArrowRight", " ", "?", "z"].forEach((key) => assert.equal(press(key, { target: inside(field) }), null));
  });
});

test("a key held with another is the browser's", () => {
  ["ctrlKey", "altKey", "metaKey", "shiftKey"].forEach((other) => assert.equal(press("z", { [other]: true }), null));
  assert.equal(press("?", { shiftKey: true }), "help");
});

test("a key held down asks once", () => {
  assert.equal(press("ArrowRight", { repeat: true }), null);
});

test("Space on a button presses the button; the other keys still lead", () => {
  assert.equal(press(" ", { target: inside("button") }), null);
  assert.equal(press("ArrowRight", { target: inside("button") }), "next");
});

test("a key that something else took is left alone", () => {
  assert.equal(press("j", { defaultPrevented: true }), null);
});
