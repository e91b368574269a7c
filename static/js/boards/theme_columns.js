/**
 * The themes and what is in them, as every page draws them: each problem this page may read is in
 * exactly one place, its theme or those still to be placed.
 * @typedef {{id: string, number: number, text: string, place: number, alike: any[]}} Card a problem
 *   that stands for itself, and under `alike` for those that say the same
 * @typedef {{id: string, title: string, question: string, goes_on: boolean, cards: Card[]}} Column
 */

/**
 * @param {Object<string, Object<string, any>>} items
 * @returns {{columns: Column[], loose: Card[]}} `loose`: still to be placed
 */
export function columnsOf(items) {
  const themes = items.theme || {};
  const cards = cardsOf(items.problem || {});
  const inside = (id) => cards.filter((card) => String(card.theme) === id).sort(byPlace);
  return {
    columns: themesInOrder(themes).map((theme) => ({ ...theme, cards: inside(theme.id) })),
    loose: cards.filter((card) => !themes[card.theme]).sort((a, b) => a.number - b.number),
  };
}

/** The themes in order: [{id, title, question, ...}]. */
export function themesInOrder(themes) {
  return Object.keys(themes)
    .map((id) => ({ id, ...themes[id] }))
    .sort((a, b) => a.position - b.position || a.id - b.id);
}

function byPlace(a, b) {
  return a.place - b.place || a.number - b.number;
}

/** The problems that stand for themselves; the others are within the card that stands for them. */
export function cardsOf(problems) {
  const alike = {};
  Object.keys(problems).forEach((id) => {
    const head = problems[id].under;
    if (problems[head]) alike[head] = (alike[head] || []).concat([{ id, ...problems[id] }]);
  });
  return Object.keys(problems)
    .filter((id) => !problems[problems[id].under])
    .map((id) => ({ id, ...problems[id], alike: (alike[id] || []).sort((a, b) => a.number - b.number) }));
}

/** How many problems stand in these cards, those merged counted one by one. */
export function countProblems(cards) {
  return cards.reduce((sum, card) => sum + 1 + card.alike.length, 0);
}

/** The same by perspective: {resident, professional, prepared}. */
export function countByPerspective(cards) {
  const counts = { resident: 0, professional: 0, prepared: 0 };
  cards.forEach((card) => [card].concat(card.alike).forEach((one) => (counts[one.perspective || "prepared"] += 1)));
  return counts;
}
