import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { getElementById: () => null };
const { dayStart, readDay, standing } = await import("../../../static/js/sessions/desk_day.js");

const MINUTE = 60000;
const event = { starts_on: "2027-03-04", starts_at: "09:00", current: 1 };
const nine = new Date("2027-03-04T09:00:00").getTime();
const step = (id, minutes, times = {}) => ({
  id,
  position: id,
  skipped: false,
  clock: { planned_ms: minutes * MINUTE, started_ms: null, ended_ms: null, paused_ms: null, paused_total_ms: 0, extra_ms: 0, ...times },
});

test("a day begun ten minutes late is ten minutes late", () => {
  const steps = [step(1, 30, { started_ms: nine + 10 * MINUTE }), step(2, 20)];
  const day = readDay(event, steps, nine + 15 * MINUTE);
  assert.equal(day.late, 10 * MINUTE);
  assert.equal(day.planned[2], nine + 30 * MINUTE);
  assert.equal(day.projected[2], nine + 40 * MINUTE);
  assert.equal(day.end, nine + 60 * MINUTE);
});

test("a skipped step is time won", () => {
  const steps = [step(1, 30, { started_ms: nine }), { ...step(2, 20), skipped: true }, step(3, 10)];
  assert.equal(readDay(event, steps, nine).late, -20 * MINUTE);
});

test("a rehearsal at another hour, or on another day, is not late", () => {
  const evening = nine + 12 * 60 * MINUTE;
  const steps = [step(1, 30, { started_ms: evening }), step(2, 20)];
  assert.equal(dayStart(event, steps, evening), evening);
  assert.equal(readDay(event, steps, evening).late, 0);
  const before = nine - 24 * 60 * MINUTE;
  assert.equal(readDay(event, [step(1, 30, { started_ms: before })], before).late, 0);
});

test("before the day, the day is on time", () => {
  const steps = [step(1, 30), step(2, 20)];
  assert.equal(readDay(event, steps, nine - 60 * MINUTE).late, 0);
});

test("a step stands where the day says", () => {
  const done = step(1, 5, { started_ms: 1, ended_ms: 2 });
  const jumped = step(2, 5);
  const current = step(3, 5, { started_ms: 2 });
  const coming = step(4, 5);
  const skipped = { ...step(5, 5), skipped: true };
  assert.deepEqual(
    [done, jumped, current, coming, skipped].map((one) => standing(one, current)),
    ["done", "passed", "current", "coming", "skipped"],
  );
});
