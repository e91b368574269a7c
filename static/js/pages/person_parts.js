/**
 * Which module draws what a step asks of a person, on their phone and at the kiosk, by kind of step;
 * and which ones add to "my page" when the board has an item of their kind.
 * A step's part is drawn with `{...day, board, me, owner, letters, act, news}`; see `actsOf`.
 */

/** {kind of step: path below static/js} */
export const STEP_PARTS = {
  group: "boards/phone_group.js",
};

/** {kind of item: path below static/js}, in the order of the page. */
export const MY_PARTS = {};

/**
 * How a part writes: `act(path, fields)` puts a letter in the outbox and gives its key.
 * At a kiosk the door is the same below `kiosk/`, and the letter names its author.
 */
export function actsOf(outbox, prefix = "", more = {}) {
  return (path, fields = {}) => outbox.send(prefix + path, { ...fields, ...more });
}
