/**
 * The desk's own panel for a kind of step, beside the texts and the people.
 * One with `wide` takes the room of the programme too. A panel is drawn with `{desk, day, items, now}`; `desk.presses.press(path, fields)` writes.
 */

import { Group } from "../boards/desk_group.js";

/** {kind of step: component} */
export const PANELS = {
  group: Group,
};
