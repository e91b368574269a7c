import assert from "node:assert/strict";
import test from "node:test";

import { holdTime, openPage } from "../page.mjs";

const page = openPage();
const { watchIdle } = await import("../../../static/js/sessions/idle.js");

function watched(t) {
  const time = holdTime(t);
  const heard = { ticks: [], idle: 0 };
  const stop = watchIdle({ idleMs: 90000, warnMs: 30000, onTick: (left) => heard.ticks.push(left), onIdle: () => heard.idle++ });
  return { heard, stop, time };
}

test("a tablet left alone warns, counts down, and wipes itself once", (t) => {
  const { heard, time } = watched(t);
  time.pass(59000);
  assert.deepEqual(heard.ticks, []);
  time.pass(30000);
  assert.deepEqual([heard.ticks[0], heard.ticks[heard.ticks.length - 1], heard.idle], [30, 1, 0]);
  time.pass(60000);
  assert.equal(heard.idle, 1);
});

test("any sign of life takes the countdown away", (t) => {
  const { heard, stop, time } = watched(t);
  time.pass(70000);
  page.happen("pointerdown");
  assert.equal(heard.ticks[heard.ticks.length - 1], null);
  time.pass(50000);
  assert.equal(heard.idle, 0);
  stop();
});
