/** The day's time as the desk tells it: planned, projected, early or late. */

import { drift, plannedEnd, plannedStarts, projectedEnd, projectedStarts } from "../live/clock.js";

const HOUR_MS = 3600000;
const ANOTHER_TIME_MS = 3 * HOUR_MS;

/**
 * When the day begins. A day held at quite another time than planned (a rehearsal) is not late: it
 * begins when its first step began.
 * @param {{starts_on: string, starts_at: string}} event the room's own day and hour
 * @returns {number} moment
 */
export function dayStart(event, steps, now) {
  const planned = new Date(event.starts_on + "T" + (event.starts_at || "09:00") + ":00").getTime();
  const begun = steps.map((step) => step.clock.started_ms).filter((at) => at !== null);
  const first = begun.length ? Math.min(...begun) : now;
  if (!planned || first - planned > ANOTHER_TIME_MS) return first;
  return begun.length && planned - first > ANOTHER_TIME_MS ? first : planned;
}

/**
 * The day's time at `now`.
 * @returns {{planned: Object<number, number>, projected: Object<number, number>, end: number, late: number}}
 *   moments by step id; `late` in milliseconds, negative when early
 */
export function readDay(event, steps, now) {
  const starts = dayStart(event, steps, now);
  return {
    planned: plannedStarts(steps, starts),
    projected: projectedStarts(steps, event.current, now, starts),
    end: projectedEnd(steps, event.current, now, starts),
    late: drift(steps, event.current, plannedEnd(steps, starts), now, starts),
  };
}

/** What a step is in the day: "current", "skipped", "done", "passed" (never begun) or "coming". */
export function standing(step, current) {
  if (step === current) return "current";
  if (step.skipped) return "skipped";
  const before = Boolean(current) && step.position < current.position;
  return before && step.clock.ended_ms !== null ? "done" : before ? "passed" : "coming";
}
