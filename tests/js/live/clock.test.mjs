import assert from "node:assert/strict";
import test from "node:test";

const SERVER_NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
const realNow = Date.now;

// This device's clock is an hour late; the page carries the server's.
Date.now = () => SERVER_NOW - HOUR;
globalThis.document = { getElementById: () => ({ textContent: JSON.stringify({ now: SERVER_NOW }) }) };
const clock = await import("../../../static/js/live/clock.js");
test.after(() => {
  Date.now = realNow;
});

const running = { planned_ms: 5 * 60000, started_ms: SERVER_NOW - 60000, ended_ms: null, paused_ms: null, paused_total_ms: 0, extra_ms: 0 };

test("a device whose clock is an hour wrong shows the right time left", () => {
  assert.equal(clock.serverNow(), SERVER_NOW);
  assert.equal(clock.formatClock(clock.readClock(running, clock.serverNow()).remaining), "4:00");
});

test("a clock set right while the page is open stays right after the next answer", () => {
  Date.now = () => SERVER_NOW + HOUR;
  clock.setServerNow(SERVER_NOW + 1000, 200);
  assert.equal(clock.serverNow(), SERVER_NOW + 1100);
  assert.equal(clock.formatClock(clock.readClock(running, clock.serverNow()).remaining), "3:59");
});

test("a timer ends visibly: the last second is shown, then the time beyond", () => {
  const at = (seconds) => clock.formatClock(clock.readClock(running, running.started_ms + seconds * 1000).remaining);
  assert.deepEqual([299, 300, 301, 390].map(at), ["0:01", "0:00", "+0:01", "+1:30"]);
});

test("a paused timer stands still and says so", () => {
  const paused = { ...running, paused_ms: running.started_ms + 30000 };
  assert.deepEqual(clock.readClock(paused, SERVER_NOW + HOUR), { elapsed: 30000, remaining: 270000, paused: true, over: false });
});

test("a timer that has not started shows nothing", () => {
  assert.equal(clock.readClock({ ...running, started_ms: null }, SERVER_NOW), null);
});
