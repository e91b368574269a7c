/**
 * The desk's own panel for a kind of step, beside the texts and the people.
 * One with `wide` takes the room of the programme too. A panel is drawn with `{desk, day, items, now}`; `desk.presses.press(path, fields)` writes.
 */

import { VotePanel } from "../boards/desk_vote.js";

/** {kind of step: component} */
export const PANELS = {
  vote: VotePanel,
import { Group } from "../boards/desk_group.js";
import { DeskClose, DeskEvaluate } from "../ideas/desk_evaluate.js";
import { DeskFair } from "../ideas/desk_fair.js";
import { DeskWork } from "../ideas/desk_work.js";
import { DeskRounds } from "../matchmaking/desk_rounds.js";
import { DeskTeams } from "../matchmaking/desk_teams.js";

/** {kind of step: component} */
export const PANELS = {
  teams: DeskTeams,
  group: Group,
  rounds: DeskRounds,
  work: DeskWork,
  fair: DeskFair,
  evaluate: DeskEvaluate,
  close: DeskClose,
};
