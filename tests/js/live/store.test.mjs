import assert from "node:assert/strict";
import test from "node:test";

import { createStore } from "../../../static/js/live/store.js";

const board = () => ({ version: 4, items: { problem: { 1: { text: "un" } } } });

test("news in order is merged, a null takes an item away", () => {
  const store = createStore(board());
  assert.ok(store.merge({ since: 4, version: 5, items: { problem: { 2: { text: "deux" } } } }));
  assert.ok(store.merge({ since: 5, version: 6, items: { problem: { 1: null } } }));
  assert.deepEqual(store.board, { version: 6, items: { problem: { 2: { text: "deux" } } } });
});

test("news after a gap is not merged, and says so", () => {
  const store = createStore(board());
  assert.equal(store.merge({ since: 6, version: 7, items: { problem: { 1: null } } }), false);
  assert.deepEqual(store.board, board());
});

test("old news changes nothing", () => {
  const store = createStore(board());
  assert.ok(store.merge({ since: 2, version: 3, items: { problem: { 1: { text: "vieux" } } } }));
  assert.equal(store.items("problem")[1].text, "un");
});

test("news for one person leaves the version alone", () => {
  const store = createStore(board());
  store.merge({ items: { mine: { 9: { text: "à moi" } } } });
  assert.equal(store.board.version, 4);
  assert.equal(store.items("mine")[9].text, "à moi");
});

test("an older snapshot does not take the place of a newer board", () => {
  const store = createStore(board());
  store.replace({ version: 3, items: {} });
  assert.equal(store.board.version, 4);
  store.replace({ version: 8, items: {}, now: 1 });
  assert.deepEqual(store.board, { version: 8, items: {} });
});

test("listeners hear each change until they stop", () => {
  const store = createStore(board());
  const heard = [];
  const stop = store.subscribe((seen) => heard.push(seen.version));
  store.merge({ since: 4, version: 5, items: {} });
  stop();
  store.merge({ since: 5, version: 6, items: {} });
  assert.deepEqual(heard, [5]);
});
