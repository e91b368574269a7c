/** Answers days given as JSON on its input with clock.js, for test_clock_in_javascript.py. */

import { readFileSync } from "node:fs";

globalThis.document = { getElementById: () => null };
const clock = await import("../../../static/js/live/clock.js");

const days = JSON.parse(readFileSync(0, "utf8"));
const answers = days.map(({ steps, current, now, starts }) => ({
  elapsed: steps.map((step) => clock.elapsed(step.clock, now)),
  remaining: steps.map((step) => clock.remaining(step.clock, now)),
  overtime: steps.map((step) => clock.overtime(step.clock, now)),
  planned_end: clock.plannedEnd(steps, starts),
  starts: clock.projectedStarts(steps, current, now, starts),
  end: clock.projectedEnd(steps, current, now, starts),
  drift: clock.drift(steps, current, clock.plannedEnd(steps, starts), now, starts),
}));
process.stdout.write(JSON.stringify(answers));
