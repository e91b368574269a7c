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
 * What a timer shows at `now`: null before it starts.
 * @param {{planned_ms: number, started_ms: ?number, ended_ms: ?number, paused_ms: ?number,
 *   paused_total_ms: number, extra_ms: number}} clock
 * @returns {?{elapsed: number, remaining: number, paused: boolean, over: boolean}} milliseconds
 */
export function readClock(clock, now) {
  if (!clock || clock.started_ms === null) return null;
  const until = clock.ended_ms !== null ? clock.ended_ms : clock.paused_ms !== null ? clock.paused_ms : now;
  const elapsed = Math.max(0, until - clock.started_ms - clock.paused_total_ms);
  const remaining = clock.planned_ms + clock.extra_ms - elapsed;
  return { elapsed, remaining, paused: clock.paused_ms !== null, over: remaining < 0 };
}

/** `12:05`, or `+1:30` when the time is over. */
export function formatClock(remaining) {
  const seconds = remaining >= 0 ? Math.ceil(remaining / 1000) : Math.floor(-remaining / 1000);
  const text = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  return remaining < 0 ? "+" + text : text;
}
