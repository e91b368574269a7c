import assert from "node:assert/strict";
import { test } from "node:test";
import { solveAt } from "../../../static/js/matchmaking/solve_state.js";

test("a solve that should have ended long ago is no longer said to run", () => {
  const running = { state: "running", at: 1000 };
  assert.equal(solveAt(running, 30000).state, "running");
  assert.equal(solveAt(running, 62000).state, "failed");
  assert.equal(solveAt({ state: "done", at: 1000 }, 62000).state, "done");
  assert.equal(solveAt(undefined, 62000), undefined);
});
