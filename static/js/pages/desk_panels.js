/**
 * The desk's own panel for a kind of step, beside the texts and the people.
 * A panel is drawn with `{desk, day, items, now}`; `desk.presses.press(path, fields)` writes.
 */

import { DeskRounds } from "../matchmaking/desk_rounds.js";

/** {kind of step: component} */
export const PANELS = {
  rounds: DeskRounds,
};
