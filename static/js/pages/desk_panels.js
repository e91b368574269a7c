/**
 * The desk's own panel for a kind of step, beside the texts and the people.
 * A panel is drawn with `{desk, day, items, now}`; `desk.presses.press(path, fields)` writes.
 */

import { VotePanel } from "../boards/desk_vote.js";

/** {kind of step: component} */
export const PANELS = {
  vote: VotePanel,
};
