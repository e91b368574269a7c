import assert from "node:assert/strict";
import test from "node:test";

import { openCalls, plainCommitments, plainSlips, waitingIn } from "../../../static/js/ideas/desk_waiting.js";

const items = {
  work: { room: { tables: [{ calls: [{ id: 1 }, { id: 2, sent: "p" }] }], alone: [{ calls: [{ id: 3 }] }] } },
  sheet: { 5: { drawings: [{ state: "waiting" }, { state: "shown" }] } },
  slips: { 5: { words: [{ id: 8, state: "waiting", personal: [] }, { id: 9, state: "hidden", personal: [] }] }, 6: { words: [{ id: 7, state: "waiting", personal: [["phone", 0, 5]] }] } },
  commitment: { 3: { state: "waiting", personal: true }, 4: { state: "waiting" }, 5: { state: "shown" } },
};

test("a call waits until somebody is sent, from a table or from a sheet of one's own", () => {
  assert.deepEqual(openCalls(items).map((call) => call.id), [1, 3]);
});

test("what waits is shown in one press, save what holds personal data", () => {
  assert.deepEqual([plainSlips(items), plainCommitments(items)], [[8], ["4"]]);
});

test("each step counts what its own panel shows", () => {
  assert.deepEqual(["work", "fair", "evaluate", "close", "vote"].map((kind) => waitingIn(kind, items)), [3, 3, 2, 2, 0]);
  assert.equal(waitingIn("work", {}), 0);
});
