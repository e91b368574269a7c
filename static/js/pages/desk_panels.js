/**
 * The desk's own panel for a kind of step, beside the texts and the people.
 * One with `wide` takes the room of the programme too. A panel is drawn with `{desk, day, items, now}`; `desk.presses.press(path, fields)` writes.
 */

import { Group } from "../boards/desk_group.js";
import { VotePanel } from "../boards/desk_vote.js";
import { DeskClose, DeskEvaluate } from "../ideas/desk_evaluate.js";
import { DeskFair } from "../ideas/desk_fair.js";
import { DeskWork } from "../ideas/desk_work.js";
import { DeskRounds } from "../matchmaking/desk_rounds.js";
import { DeskTeams } from "../matchmaking/desk_teams.js";

/** {kind of step: component} */
export const PANELS = {
  group: Group,
  vote: VotePanel,
  teams: DeskTeams,
  rounds: DeskRounds,
  work: DeskWork,
  fair: DeskFair,
  evaluate: DeskEvaluate,
  close: DeskClose,
};
