/**
 * A person's own dots, as their page shows them: what the server has, until they tap; then what they
 * tapped, until the server has caught up. The choice also stays in this browser: once the vote is
 * closed nobody else has it.
 * @typedef {Object<string, number>} Dots  {line id: dots}
 */

/** Dots after one more (1) or one less (-1) on a line. @param {Dots} dots */
export function withDot(dots, line, number) {
  const after = { ...dots, [line]: (dots[line] || 0) + number };
  if (after[line] <= 0) delete after[line];
  return after;
}

/** How many dots are given. @param {Dots} dots */
export function spentOf(dots) {
  return Object.keys(dots).reduce((sum, line) => sum + dots[line], 0);
}

/** Whether two choices are the same. */
export function sameDots(one, other) {
  const lines = Object.keys({ ...one, ...other });
  return lines.every((line) => (one[line] || 0) === (other[line] || 0));
}

/** The letters about a ballot, by what became of them. */
export function lettersOf(letters, ballot) {
  const own = letters.filter((letter) => letter.path.indexOf("ballots/" + ballot + "/") >= 0);
  return {
    refused: own.filter((letter) => letter.state === "refused"),
    travelling: own.filter((letter) => letter.state !== "refused"),
  };
}

/** Whether one more dot may go to a line. */
export function mayGive(ballot, dots, line) {
  return spentOf(dots) < ballot.dots && (dots[line] || 0) < ballot.per_line;
}
