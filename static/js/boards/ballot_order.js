/** The lines of a ballot in a person's own order. The same in boards/rules/ballots.py: tests hold the two together. */

/** @param {number} ballot @param {string} person @param {any[]} lines each with its `id` */
export function inOwnOrder(ballot, person, lines) {
  return lines
    .map((line) => ({ line, key: scramble(ballot + ":" + person + ":" + line.id) }))
    .sort((a, b) => a.key - b.key || a.line.id - b.line.id)
    .map((one) => one.line);
}

/** FNV-1a, then MurmurHash3's last mixing. */
function scramble(text) {
  let mixed = 2166136261;
  for (let n = 0; n < text.length; n += 1) mixed = Math.imul(mixed ^ text.charCodeAt(n), 16777619);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
