/**
 * Which round it is: the arithmetic of eventlab/matchmaking/rules/round_clock.py, by the same names;
 * tests/matchmaking/rules/test_round_clock_in_javascript.py holds the two together.
 * @typedef {{count: number, talk_ms: number, change_ms: number, phase: number, anchor_ms: ?number,
 *   extra_ms: number, paused_ms: ?number, ended_ms: ?number}} RoundClock
 */

/**
 * What the clock shows at `now`; the phase is walked or talked in, `round` counts from 1.
 * @param {RoundClock} clock
 * @returns {{state: "before"|"change"|"talk"|"over", round: number, phase: number, elapsed: number,
 *   remaining: number, paused: boolean}}
 */
export function readRounds(clock, now) {
  if (clock.anchor_ms === null) {
    return { state: "before", round: 0, phase: 0, elapsed: 0, remaining: lengthOf(clock, 0), paused: false };
  }
  const [phase, elapsed] = placeOf(clock, now);
  const last = 2 * clock.count;
  if (phase >= last || clock.ended_ms !== null) {
    const round = Math.min(clock.count, Math.floor((phase + 1) / 2));
    return { state: "over", round, phase: Math.min(phase, last), elapsed, remaining: 0, paused: false };
  }
  return {
    state: phase % 2 ? "talk" : "change",
    round: Math.floor(phase / 2) + 1,
    phase,
    elapsed,
    remaining: lengthOf(clock, phase) - elapsed,
    paused: clock.paused_ms !== null,
  };
}

/** The phase, and the time spent in it. */
function placeOf(clock, now) {
  const until = Math.min(...[now, clock.paused_ms, clock.ended_ms].filter((at) => at !== null));
  let phase = clock.phase;
  let spent = Math.max(0, until - clock.anchor_ms);
  while (phase < 2 * clock.count && spent >= lengthOf(clock, phase)) {
    spent -= lengthOf(clock, phase);
    phase += 1;
  }
  return [phase, spent];
}

function lengthOf(clock, phase) {
  return (phase % 2 ? clock.talk_ms : clock.change_ms) + (phase === clock.phase ? clock.extra_ms : 0);
}

/** How many rounds have been talked in, the present one too: who sat there has met. */
export function talked(clock, now) {
  const seen = readRounds(clock, now);
  return seen.state === "before" ? 0 : Math.min(clock.count, Math.floor((seen.phase + 1) / 2));
}

/** The moment at which a step's rounds are read: they end with it. */
export function seenAt(step, now) {
  return step && step.clock.ended_ms !== null ? Math.min(now, step.clock.ended_ms) : now;
}
