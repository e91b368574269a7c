/**
 * What is left of a suggestion, as the walls stand now: what was accepted, merged, hidden or put
 * elsewhere since is no longer proposed; undoing brings it back.
 * @typedef {{id: string, number: number, text: string}} Card
 * @typedef {{place: number, words: string[], cards: Card[], into: string}} Group `into`: the theme
 *   that took its first cards, or ""
 */

/**
 * @param {Object<string, Object<string, any>>} items
 * @returns {{id: string, state: string, reason: string, texts: number, alike: {place: number, cards: Card[]}[],
 *   groups: Group[], left: number}}
 */
export function readSuggestion(items) {
  const told = (items.suggestion || {}).room;
  const nothing = { id: "", state: "", reason: "", texts: 0, alike: [], groups: [], left: 0 };
  if (!told) return nothing;
  const problems = items.problem || {};
  const themes = items.theme || {};
  const groups = (told.groups || []).map((group) => ({
    place: group.place,
    words: group.words,
    cards: loose(group.problems, problems, themes),
    into: takenBy(group.problems, problems, themes),
  }));
  const alike = (told.alike || []).map((one) => ({ place: one.place, cards: heads(one.problems, problems) }));
  return {
    id: told.id,
    state: told.state,
    reason: told.reason,
    texts: told.texts,
    alike: alike.filter((one) => one.cards.length > 1),
    groups: groups.filter((group) => group.cards.length > 0),
    left: loose(told.left || [], problems, themes).length,
  };
}

/** A title to begin with: the first words of the group. */
export function titleOf(words) {
  const title = words.slice(0, 3).join(", ");
  return title.charAt(0).toLocaleUpperCase() + title.slice(1);
}

function read(id, problems) {
  const problem = problems[id];
  return problem && problem.state === "shown" ? { id: String(id), ...problem } : null;
}

function loose(ids, problems, themes) {
  return ids.map((id) => read(id, problems)).filter((card) => card && !themes[card.theme] && !problems[card.under]);
}

/** Those that still stand for themselves: merged ones are one. */
function heads(ids, problems) {
  const cards = ids.map((id) => read(id, problems)).filter(Boolean);
  const under = (card) => (problems[card.under] ? String(card.under) : card.id);
  return cards.filter((card, at) => cards.findIndex((other) => under(other) === under(card)) === at);
}

/** The theme most of the placed ones went to. */
function takenBy(ids, problems, themes) {
  const counts = {};
  ids.forEach((id) => {
    const theme = (problems[id] || {}).theme;
    if (themes[theme]) counts[theme] = (counts[theme] || 0) + 1;
  });
  return Object.keys(counts).sort((a, b) => counts[b] - counts[a] || Number(a) - Number(b))[0] || "";
}
