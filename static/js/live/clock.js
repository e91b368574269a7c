/** The server's clock, whatever this device's own says, and the arithmetic of a step's timer. */

import { page } from "./page.js";

let offset = page.now ? page.now - Date.now() : 0;

/** Milliseconds since 1970, as the server counts them. */
export function serverNow() {
  return Date.now() + offset;
}

/** Take the server's time from an answer that took `took` milliseconds to come. */
export function setServerNow(now, took = 0) {
  offset = now + took / 2 - Date.now();
}

/**
 * A step's timer as the board carries it; moments are UTC milliseconds, durations milliseconds.
 * The arithmetic below is that of eventlab/sessions/rules/programme.py, by the same names;
 * tests/sessions/rules/test_clock_in_javascript.py holds the two together.
 * @typedef {{planned_ms: number, started_ms: ?number, ended_ms: ?number, paused_ms: ?number,
 *   paused_total_ms: number, extra_ms: number}} Clock
 */

/** The time this step may take: planned, and what was added. @param {Clock} clock */
export function allotted(clock) {
  return Math.max(0, clock.planned_ms + clock.extra_ms);
}

/** The time spent in the step so far, pauses left out. @param {Clock} clock */
export function elapsed(clock, now) {
  if (clock.started_ms === null) return 0;
  const until = [now, clock.ended_ms, clock.paused_ms].filter((at) => at !== null);
  return Math.max(0, Math.min(...until) - clock.started_ms - clock.paused_total_ms);
}

/** The time left, never below 0. @param {Clock} clock */
export function remaining(clock, now) {
  return Math.max(0, allotted(clock) - elapsed(clock, now));
}

/** The time spent beyond what was allotted; a step without a duration has none. @param {Clock} clock */
export function overtime(clock, now) {
  if (clock.planned_ms === 0 && clock.extra_ms === 0) return 0;
  return Math.max(0, elapsed(clock, now) - allotted(clock));
}

/**
 * What a timer shows at `now`: null before it starts.
 * @param {Clock} clock
 * @returns {?{elapsed: number, remaining: number, paused: boolean, over: boolean}} milliseconds;
 *   `remaining` is negative in overtime
 */
export function readClock(clock, now) {
  if (!clock || clock.started_ms === null) return null;
  const left = allotted(clock) - elapsed(clock, now);
  return { elapsed: elapsed(clock, now), remaining: left, paused: clock.paused_ms !== null, over: left < 0 };
}

/**
 * When each step was to begin, had every step taken its planned time, skipped ones included.
 * @param {{id: number, clock: Clock}[]} steps in order
 * @returns {Object<number, number>} {step id: moment}
 */
export function plannedStarts(steps, starts) {
  let at = starts;
  const moments = {};
  steps.forEach((step) => {
    moments[step.id] = at;
    at += step.clock.planned_ms;
  });
  return moments;
}

/** When the day was to end: its start and every planned minute. */
export function plannedEnd(steps, starts) {
  return starts + steps.reduce((sum, step) => sum + step.clock.planned_ms, 0);
}

/**
 * When each step to come will begin if everything now goes as allotted.
 * @param {{id: number, skipped: boolean, clock: Clock}[]} steps in order
 * @param {?number} current the current step's id
 * @returns {Object<number, number>} {step id: moment}
 */
export function projectedStarts(steps, current, now, starts = null) {
  let at = freeAt(steps, current, now, starts);
  const moments = {};
  after(steps, current).forEach((step) => {
    moments[step.id] = at;
    at += ahead(step);
  });
  return moments;
}

/** When the day will end; a step in overtime, or standing still, pushes the end along. */
export function projectedEnd(steps, current, now, starts = null) {
  const coming = after(steps, current).reduce((sum, step) => sum + ahead(step), 0);
  return freeAt(steps, current, now, starts) + coming;
}

/** How late the whole day runs (negative: early). */
export function drift(steps, current, planned, now, starts = null) {
  return projectedEnd(steps, current, now, starts) - planned;
}

function after(steps, current) {
  const here = steps.findIndex((step) => step.id === current);
  return steps.slice(here + 1).filter((step) => !step.skipped);
}

/** When the current step will be over. */
function freeAt(steps, current, now, starts) {
  const step = steps.find((one) => one.id === current);
  const begin = Math.max(now, starts === null ? now : starts);
  if (!step) return begin;
  if (step.clock.started_ms === null) return begin + allotted(step.clock);
  return now + (step.clock.ended_ms === null ? remaining(step.clock, now) : 0);
}

/** What a step to come will take: entered again, it starts afresh without its extra. */
function ahead(step) {
  return step.clock.started_ms === null ? allotted(step.clock) : step.clock.planned_ms;
}

/** `12:05`, or `+1:30` when the time is over. */
export function formatClock(remaining) {
  const seconds = remaining >= 0 ? Math.ceil(remaining / 1000) : Math.floor(-remaining / 1000);
  const text = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  return remaining < 0 ? "+" + text : text;
}
