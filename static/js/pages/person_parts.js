/**
 * Which module draws what a step asks of a person, on their phone and at the kiosk, by kind of step;
 * and which ones add to "my page" when the board has an item of their kind.
 * A step's part is drawn with `{...day, board, me, owner, letters, act, news}`; see `actsOf`.
 */

/** {kind of step: path below static/js} */
export const STEP_PARTS = {
  vote: "boards/phone_vote.js",
  teams: "matchmaking/phone_teams.js",
  rounds: "matchmaking/phone_rounds.js",
  group: "boards/phone_group.js",
  work: "ideas/phone_work.js",
  fair: "ideas/phone_fair.js",
  evaluate: "ideas/phone_evaluate.js",
  close: "ideas/phone_close.js",
};

/** {kind of item: path below static/js}, in the order of the page. */
export const MY_PARTS = {
  my_team: "matchmaking/my_team.js",
  my_idea: "ideas/my_idea.js",
  my_links: "matchmaking/my_links.js",
  my_rounds: "matchmaking/my_rounds.js",
};

/** Of these, what a helper may say for somebody at any moment. */
export const KIOSK_PARTS = { my_links: MY_PARTS.my_links };

/**
 * How a part writes: `act(path, fields)` puts a letter in the outbox and gives its key.
 * `act.file(path, file, name)` does so with a file.
 * At a kiosk the door is the same below `kiosk/`, and the letter names its author.
 */
export function actsOf(outbox, prefix = "", more = {}) {
  const act = (path, fields = {}) => outbox.send(prefix + path, { ...fields, ...more });
  act.file = (path, file, name) => outbox.sendFile(prefix + path, more, file, name);
  return act;
}
