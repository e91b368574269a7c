/** Which people the desk lists, and in what order. */

function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/** How many people of each status. */
export function countByStatus(people) {
  const counts = { present: 0, expected: 0, gone: 0 };
  Object.values(people).forEach((person) => {
    counts[person.status] = (counts[person.status] || 0) + 1;
  });
  return counts;
}

/**
 * The ids of those asked for: the last to arrive first, those not here by name. What is typed is
 * looked for in everybody, whatever their status, without accents or capitals.
 * @param {Object<string, any>} people by id
 * @param {{status: string, typed: string}} filter
 */
export function choosePeople(people, { status, typed }) {
  const words = fold(typed).split(" ").filter(Boolean);
  return Object.keys(people)
    .filter((id) => (words.length ? says(people[id], words) : people[id].status === status))
    .sort((a, b) => (people[b].joined_at || 0) - (people[a].joined_at || 0) || byName(people[a], people[b]));
}

function says(person, words) {
  const text = fold([person.name, person.trade, person.organisation].join(" "));
  return words.every((word) => text.indexOf(word) >= 0);
}

function byName(one, other) {
  const [a, b] = [fold(one.name || "\uffff"), fold(other.name || "\uffff")];
  return a < b ? -1 : a > b ? 1 : 0;
}
