/** Which people the desk lists, and in what order. */

import { fold, namesakes } from "./namesakes.js";

/** The status of those who share their name with somebody who has not left: not one of theirs. */
export const NAMESAKES = "namesakes";

/** How many people of each status, and how many share their name with somebody. */
export function countByStatus(people) {
  const counts = { present: 0, expected: 0, gone: 0, [NAMESAKES]: Object.keys(alike(people)).length };
  Object.values(people).forEach((person) => {
    counts[person.status] = (counts[person.status] || 0) + 1;
  });
  return counts;
}

/**
 * The ids of those asked for: the last to arrive first, those not here and those of one name by name. What is typed is
 * looked for in everybody, whatever their status, without accents or capitals.
 * @param {Object<string, any>} people by id
 * @param {{status: string, typed: string}} filter
 */
export function choosePeople(people, { status, typed }) {
  const words = fold(typed).split(" ").filter(Boolean);
  if (!words.length && status === NAMESAKES) return Object.keys(alike(people)).sort((a, b) => byName(people[a], people[b]) || lastFirst(people[a], people[b]));
  return Object.keys(people)
    .filter((id) => (words.length ? says(people[id], words) : people[id].status === status))
    .sort((a, b) => lastFirst(people[a], people[b]) || byName(people[a], people[b]));
}

/** Those of one name, who have not left. */
function alike(people) {
  const here = Object.keys(people).filter((id) => people[id].status !== "gone");
  return namesakes(here.reduce((all, id) => Object.assign(all, { [id]: people[id] }), {}), {});
}

function lastFirst(one, other) {
  return (other.joined_at || 0) - (one.joined_at || 0);
}

function says(person, words) {
  const text = fold([person.name, person.trade, person.organisation].join(" "));
  return words.every((word) => text.indexOf(word) >= 0);
}

function byName(one, other) {
  const [a, b] = [fold(one.name || "\uffff"), fold(other.name || "\uffff")];
  return a < b ? -1 : a > b ? 1 : 0;
}
