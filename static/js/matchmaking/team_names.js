/** What published teams and their people are called, and in which order they stand. */

import { _ } from "../live/i18n.js";
import { labelOf } from "../live/look.js";

/** A first name; who gave none is called by their perspective. */
export function nameOf(person, event) {
  return person.name || _("Sans prénom · %(group)s", { group: labelOf(event, person.as) });
}

/** The teams in the order of their tables. */
export function byTable(items) {
  return Object.keys(items)
    .map((id) => items[id])
    .sort((a, b) => (Number(a.table) || 999) - (Number(b.table) || 999) || a.number - b.number);
}

/** What stands above the names: a name the team gave itself, its theme. */
export function headOf(team) {
  return [team.name, team.title].filter(Boolean).join(" · ");
}
