import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { clockTime, plannedTimes } = await import("../../../static/js/sessions/programme.js");

test("each step begins when those before it are over; skipped ones take no time", () => {
  const steps = [{ minutes: 30 }, { minutes: 20, skipped: true }, { minutes: 45 }, { minutes: 5 }];
  assert.deepEqual(plannedTimes("09:00", steps).map((one) => one.at), [540, 570, 615]);
});

test("times are written as in French, and go round the clock", () => {
  assert.deepEqual([540, 615, 25 * 60 + 7].map(clockTime), ["9 h 00", "10 h 15", "1 h 07"]);
});
