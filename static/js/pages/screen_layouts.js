/**
 * What the projector shows in a step that has a layout of its own.
 * A layout is drawn with `{event, step, steps, items, now, onPages}`.
 */

import { ScreenRounds } from "../matchmaking/screen_rounds.js";

/** {kind of step: component} */
export const LAYOUTS = {
  rounds: ScreenRounds,
import { GroupScreen } from "../boards/screen_group.js";

/** {kind of step: component} */
export const LAYOUTS = {
  group: GroupScreen,
};
