/**
 * What the projector shows in a step that has a layout of its own.
 * A layout is drawn with `{event, step, steps, items, now, onPages}`.
 */

import { GroupScreen } from "../boards/screen_group.js";
import { VoteLayout } from "../boards/screen_vote.js";
import { ScreenClose, ScreenEvaluate } from "../ideas/screen_close.js";
import { ScreenFair } from "../ideas/screen_fair.js";
import { ScreenWork } from "../ideas/screen_work.js";
import { ScreenRounds } from "../matchmaking/screen_rounds.js";
import { ScreenTeams } from "../matchmaking/screen_teams.js";

/** {kind of step: component} */
export const LAYOUTS = {
  group: GroupScreen,
  vote: VoteLayout,
  teams: ScreenTeams,
  rounds: ScreenRounds,
  work: ScreenWork,
  fair: ScreenFair,
  evaluate: ScreenEvaluate,
  close: ScreenClose,
};
