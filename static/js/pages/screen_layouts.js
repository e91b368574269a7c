/**
 * What the projector shows in a step that has a layout of its own.
 * A layout is drawn with `{event, step, steps, items, now, onPages}`.
 */

import { GroupScreen } from "../boards/screen_group.js";
import { ScreenRounds } from "../matchmaking/screen_rounds.js";
import { ScreenTeams } from "../matchmaking/screen_teams.js";

/** {kind of step: component} */
export const LAYOUTS = {
  teams: ScreenTeams,
  rounds: ScreenRounds,

/** {kind of step: component} */
export const LAYOUTS = {
  group: GroupScreen,
  rounds: ScreenRounds,
};
