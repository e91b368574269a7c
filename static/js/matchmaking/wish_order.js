/** Lists in an order of each person's own: random, and always the same. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The same things in this person's order. Keep equal to `order_for` in matchmaking/rules/wishes.py. */
export function orderFor(person, ids) {
  return ids
    .map((id) => [mark(id + ":" + person), id])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map((pair) => pair[1]);
}

/** FNV-1a, 32 bits; ids are plain ASCII. */
function mark(text) {
  let found = OFFSET;
  for (let at = 0; at < text.length; at += 1) {
    found = Math.imul(found ^ text.charCodeAt(at), PRIME) >>> 0;
  }
  return found;
}
