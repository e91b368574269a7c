/**
 * What the facilitator may do now: one table, from which the buttons, the remote and the keys all
 * press, so that they can never differ.
 * @typedef {{to: string, fields: Object<string, string|number>, on?: boolean, off?: boolean, shows?: string}} Command
 *   `on`: what it switches is on now; `off`: it cannot be pressed now
 */

/** The step whose hidden texts the room waits for: the last one at or before the current step. */
export function hiddenStep(steps, step) {
  if (!step) return null;
  const hidden = steps.filter((one) => one.kind === "post" && one.settings.hidden && one.position <= step.position);
  return hidden[hidden.length - 1] || null;
}

/** The step before (-1) or after (1), past the skipped ones. */
export function stepBeside(steps, step, way) {
  const kept = steps.filter((one) => !one.skipped || one === step);
  return step ? kept[kept.indexOf(step) + way] || null : null;
}

/**
 * @param {{event: any, steps: any[], step: ?any, ballot?: any}} day `ballot`: the current step's vote
 * @returns {Object<string, Command>}
 */
export function commandsOf({ event, steps, step, ballot }) {
  const screen = event.screen || {};
  return {
    next: move("desk/next", step, stepBeside(steps, step, 1)),
    previous: move("desk/previous", step, stepBeside(steps, step, -1)),
    ...timerCommands(step),
    reveal: step && step.kind === "vote" ? showCommand(ballot) : revealCommand(hiddenStep(steps, step)),
    black: screenSwitch(screen, "black"),
    join: screenSwitch(screen, "join"),
    hide: screenSwitch(screen, "hide"),
    theme: { to: "desk/screen", fields: { name: "theme", value: screen.theme === "dark" ? "light" : "dark" }, on: screen.theme === "dark" },
    lock: { to: "desk/room", fields: { name: "entries_locked", value: String(!event.locked) }, on: Boolean(event.locked) },
    undo: event.undo ? { to: "desk/undo", fields: { change: event.undo.id } } : { to: "desk/undo", fields: {}, off: true },
  };
}

function move(to, step, target) {
  return { to, fields: step ? { from_step: step.id } : {}, off: !target };
}

function timerCommands(step) {
  const door = (what) => (step ? "desk/steps/" + step.id + "/" + what : "");
  const runs = Boolean(step) && step.clock.started_ms !== null && step.clock.paused_ms === null;
  return {
    timer: { to: door(runs ? "pause" : "start"), fields: {}, on: runs, off: !step },
    more: { to: door("minutes"), fields: { minutes: 1 }, off: !step },
    less: { to: door("minutes"), fields: { minutes: -1 }, off: !step },
  };
}

function revealCommand(hidden) {
  if (!hidden) return { to: "", fields: {}, off: true };
  return { to: "desk/steps/" + hidden.id + "/" + (hidden.revealed ? "conceal" : "reveal"), fields: {}, on: hidden.revealed };
}

/** A closed vote is shown in two parts, then hidden again. */
function showCommand(ballot) {
  if (!ballot || ballot.state === "open") return { to: "", fields: {}, off: true };
  return { to: "desk/ballots/" + ballot.id + "/show", fields: { stage: (ballot.stage + 1) % 3 }, on: ballot.stage === 2, shows: "vote" };
}

function screenSwitch(screen, name) {
  return { to: "desk/screen", fields: { name, value: String(!screen[name]) }, on: Boolean(screen[name]) };
}
