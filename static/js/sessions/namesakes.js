/** What tells people of one name apart, at the desk. Pure. */

import { _ } from "../live/i18n.js";
import { labelOf } from "../live/look.js";
import { timeOfDay } from "./desk_words.js";

/** A text as it is compared: without accents, capitals and spaces around it. */
export function fold(text) {
  return text.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/**
 * For each of those who share their name with somebody: what tells them from the others.
 * Their trade, their organisation (who has none: their side), when they came; else a number.
 * @param {Object<string, any>} people by id
 * @param {any} event
 * @returns {Object<string, string>} words by id; nobody whose name is theirs alone
 */
export function namesakes(people, event) {
  const byName = {};
  Object.keys(people).forEach((id) => {
    const name = fold(people[id].name);
    if (name) (byName[name] = byName[name] || []).push(id);
  });
  const told = {};
  Object.values(byName)
    .filter((ids) => ids.length > 1)
    .forEach((ids) => tellApart(ids, people, event).forEach((words, place) => (told[ids[place]] = words)));
  return told;
}

function tellApart(ids, people, event) {
  const side = (one) => labelOf(event, one.perspective);
  const ways = [(one) => one.trade || side(one), (one) => one.organisation || side(one), (one) => (one.joined_at ? _("arrivé·e à %(time)s", { time: timeOfDay(one.joined_at) }) : _("attendu·e"))];
  for (const way of ways) {
    const words = ids.map((id) => way(people[id]));
    if (new Set(words.map(fold)).size === ids.length) return words;
  }
  const order = ids.slice().sort((a, b) => (people[a].joined_at || Infinity) - (people[b].joined_at || Infinity) || (a < b ? -1 : 1));
  return ids.map((id) => _("n° %(num)s", { num: order.indexOf(id) + 1 }));
}
