/** The word of a solve, as it is to be believed at a moment. */

/** A solve ends by itself well before: one that is said to run for so long has lost its server. */
const LOST_MS = 60000;

/** @param {{state: string, at: number} | undefined} solve @param {number} now the server's time */
export function solveAt(solve, now) {
  return solve && solve.state === "running" && now - solve.at > LOST_MS ? { ...solve, state: "failed" } : solve;
}
