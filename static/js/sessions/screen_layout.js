/** Which layout the projector shows: the screen draws it, the desk says it. */

/** The step whose texts the wall shows: the current one, or the last one that was for writing. */
export function writingStep(steps, step) {
  if (!step || (step.kind !== "post" && step.kind !== "group")) return null;
  const before = steps.filter((one) => one.kind === "post" && one.position <= step.position);
  return before[before.length - 1] || null;
}

/**
 * @param {any[]} steps in order
 * @param {?any} step the current one
 * @param {{black?: boolean, hide?: boolean}} controls
 * @param {?any} spotlight the problem shown alone
 * @param {Object<string, any>} [own] the kinds of step with a layout of their own
 * @returns {"black"|"spotlight"|"welcome"|"message"|"step"|"hidden"|"wall"}
 */
export function layoutOf(steps, step, controls, spotlight, own = {}) {
  if (controls.black) return "black";
  if (spotlight) return "spotlight";
  if (!step) return "message";
  if (step.kind === "welcome") return "welcome";
  if (own[step.kind]) return controls.hide ? "message" : "step";
  const writing = writingStep(steps, step);
  if (!writing || controls.hide) return "message";
  return writing.settings.hidden && !writing.revealed ? "hidden" : "wall";
}
