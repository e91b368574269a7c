import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { storedLetter } = await import("../../../static/js/boards/stored.js");
const { createStore } = await import("../../../static/js/live/store.js");

const letter = (path, fields) => ({ key: "k", path, fields });

function board(settings = {}) {
  return createStore({
    version: 1,
    items: { event: { 1: { current: 5 } }, step: { 5: { settings, revealed: false } } },
  });
}

function told(store, path, fields, answer) {
  const said = [];
  storedLetter(store, letter(path, fields), answer, { say: (words) => said.push(words) });
  return said;
}

test("a stored text is among mine at once, without a socket", () => {
  const store = board();
  const said = told(store, "problems", { text: " Il pleut. ", tile: "damp" }, { id: 7, number: 3, state: "shown" });
  assert.deepEqual(store.items("mine")[7], { id: 7, number: 3, state: "shown", visible: true, reason: "", text: "Il pleut.", tile: "damp" });
  assert.ok(said[0].includes("3"));
});

test("before the reveal it is stored and not visible", () => {
  const store = board({ hidden: true });
  told(store, "kiosk/problems", { text: "Secret." }, { id: 7, number: 3, state: "shown" });
  assert.equal(store.items("mine")[7].visible, false);
});

test("a mended text replaces the words, a withdrawn one keeps them", () => {
  const store = board();
  told(store, "problems", { text: "un", tile: "" }, { id: 7, number: 3, state: "shown" });
  told(store, "problems/7", { text: "deux", tile: "" }, { id: 7, number: 3, state: "waiting" });
  assert.equal(store.items("mine")[7].text, "deux");
  told(store, "problems/7/withdraw", {}, { id: 7, state: "withdrawn" });
  assert.deepEqual([store.items("mine")[7].state, store.items("mine")[7].text], ["withdrawn", "deux"]);
});

test("a notice accepted is no problem", () => {
  const store = board();
  assert.deepEqual(told(store, "notice", {}, { notice_seen: true }), []);
  assert.deepEqual(store.items("mine"), {});
});

test("items that an answer carries are on the board before their news", () => {
  const store = board();
  const said = told(store, "wishes", { themes: "4" }, { items: { wishes: { p1: { themes: [4], profile: "" } } } });
  assert.deepEqual(store.items("wishes"), { p1: { themes: [4], profile: "" } });
  assert.deepEqual(said, []);
});
