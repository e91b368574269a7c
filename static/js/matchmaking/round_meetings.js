/** Who meets fewer people than the others of their side, in rounds where two sides meet. Pure. */

/**
 * The rounds as they would be: those a proposal does not change, then the proposal's.
 * @param {{rounds: any, draft: any}} seating
 * @param {number} from the first round of the proposal, 0 for none
 */
export function roundsWith(seating, from) {
  if (!from) return seating.rounds;
  const kept = Object.keys(seating.rounds).filter((round) => Number(round) < from);
  return kept.reduce((all, round) => ({ [round]: seating.rounds[round], ...all }), seating.draft);
}

/**
 * Who has fewer meetings than at least half of their side has, by how many, the most first.
 * @param {Object<string, Object<string, {id: string, perspective: string, absent?: boolean}[]>>} rounds
 * @param {Object<string, {perspective: string}>} people those who count, by id
 * @returns {{short: number, ids: string[]}[]}
 */
export function fewerMeetings(rounds, people) {
  const had = meetings(rounds);
  const byShort = {};
  ["resident", "professional"].forEach((side) => {
    const ids = Object.keys(people).filter((id) => people[id].perspective === side);
    const numbers = ids.map((id) => had[id] || 0).sort((a, b) => b - a);
    const usual = numbers[Math.floor((numbers.length - 1) / 2)];
    ids.forEach((id) => {
      const short = usual - (had[id] || 0);
      if (short > 0) (byShort[short] = byShort[short] || []).push(id);
    });
  });
  return Object.keys(byShort)
    .map((short) => ({ short: Number(short), ids: byShort[short] }))
    .sort((a, b) => b.short - a.short);
}

/** In how many rounds each one faces somebody of the other side who is there. */
function meetings(rounds) {
  const had = {};
  Object.values(rounds).forEach((tables) => {
    Object.values(tables).forEach((table) => {
      const here = table.filter((one) => !one.absent);
      here.filter((one) => here.some((other) => other.perspective !== one.perspective)).forEach((one) => (had[one.id] = (had[one.id] || 0) + 1));
    });
  });
  return had;
}
