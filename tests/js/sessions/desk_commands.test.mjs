import assert from "node:assert/strict";
import test from "node:test";

import { commandsOf, hiddenStep, stepBeside } from "../../../static/js/sessions/desk_commands.js";

const clock = { started_ms: null, paused_ms: null };
const step = (id, kind, more = {}) => ({ id, position: id, kind, settings: {}, skipped: false, revealed: false, clock, ...more });
const post = step(2, "post", { settings: { hidden: true } });
const steps = [step(1, "welcome"), post, step(3, "message", { skipped: true }), step(4, "group"), step(5, "vote")];
const event = { screen: {}, locked: false, undo: null };
const at = (n, more = {}) => commandsOf({ event: { ...event, ...more }, steps, step: steps[n] });

test("a move says which step it starts from", () => {
  assert.deepEqual(at(1).next, { to: "desk/next", fields: { from_step: 2 }, off: false });
  assert.deepEqual(at(1).previous.fields, { from_step: 2 });
});

test("there is nothing before the first step nor after the last", () => {
  assert.equal(at(0).previous.off, true);
  assert.equal(at(4).next.off, true);
  assert.equal(commandsOf({ event, steps, step: null }).next.off, true);
});

test("the step beside is past the skipped ones, even from a skipped one", () => {
  assert.equal(stepBeside(steps, steps[1], 1).id, 4);
  assert.equal(stepBeside(steps, steps[2], 1).id, 4);
  assert.equal(stepBeside(steps, steps[3], -1).id, 2);
});

test("revealing is for the step that hid the texts, also once the day has gone on", () => {
  assert.equal(hiddenStep(steps, steps[0]), null);
  assert.equal(at(0).reveal.off, true);
  assert.equal(at(1).reveal.to, "desk/steps/2/reveal");
  assert.equal(at(3).reveal.to, "desk/steps/2/reveal");
  const shown = steps.map((one) => (one === post ? { ...post, revealed: true } : one));
  assert.equal(commandsOf({ event, steps: shown, step: shown[3] }).reveal.to, "desk/steps/2/conceal");
});

test("one press starts the timer, pauses it, and lets it go on", () => {
  const timer = (times) => commandsOf({ event, steps, step: { ...steps[0], clock: { ...clock, ...times } } }).timer.to;
  assert.equal(timer({}), "desk/steps/1/start");
  assert.equal(timer({ started_ms: 5 }), "desk/steps/1/pause");
  assert.equal(timer({ started_ms: 5, paused_ms: 9 }), "desk/steps/1/start");
});

test("a switch asks for what is not", () => {
  assert.deepEqual(at(0).black.fields, { name: "black", value: "true" });
  assert.deepEqual(at(0, { screen: { black: true } }).black.fields, { name: "black", value: "false" });
  assert.deepEqual(at(0, { locked: true }).lock.fields, { name: "entries_locked", value: "false" });
  assert.equal(at(0, { screen: { theme: "dark" } }).theme.fields.value, "light");
});

test("undoing names the change that was seen", () => {
  assert.equal(at(0).undo.off, true);
  assert.deepEqual(at(0, { undo: { id: 7, what: "skip", title: {} } }).undo, { to: "desk/undo", fields: { change: 7 } });
});
