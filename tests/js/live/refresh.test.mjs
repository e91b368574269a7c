import assert from "node:assert/strict";
import test from "node:test";

import { openPage, stored } from "../page.mjs";

openPage();
const { refresh } = await import("../../../static/js/live/refresh.js");
const { createStore } = await import("../../../static/js/live/store.js");

const snapshot = (topic) => stored({ version: 3, now: Date.now(), items: { my_rounds: { ada: { topic } } } });
const answered = (response) => ({ ok: true, status: response.status, json: async () => response.body });

test("a snapshot older than what the person was told meanwhile is asked for again", async () => {
  const store = createStore({ version: 3, items: {} });
  const snapshots = [snapshot(""), snapshot("Semer des haricots")];
  globalThis.fetch = async () => {
    if (snapshots.length === 2) store.merge({ items: { my_rounds: { ada: { topic: "Semer des haricots" } } } });
    return answered(snapshots.shift());
  };
  const seen = [];
  store.subscribe((board) => seen.push(board.items.my_rounds.ada.topic));
  assert.equal(await refresh(store), "fresh");
  assert.deepEqual(seen, ["Semer des haricots", "Semer des haricots"]);
});

test("a snapshot is asked for once where nothing was told", async () => {
  const store = createStore({ version: 3, items: {} });
  let asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    return answered(snapshot("Semer"));
  };
  await refresh(store);
  assert.equal(asked, 1);
  assert.equal(store.items("my_rounds").ada.topic, "Semer");
});
