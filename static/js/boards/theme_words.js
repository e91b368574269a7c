/** What is said of themes on several pages. */

import { _, ngettext } from "../live/i18n.js";

/** How many problems there are. */
export function problemWords(count) {
  return ngettext("%(num)s problème", "%(num)s problèmes", count);
}

/** By how many people a card was said; by how many texts, when one person wrote them all. */
export function saidBy(card) {
  const people = card.same ? card.same.people : 0;
  if (people > 1) return ngettext("%(num)s personne a dit cela", "%(num)s personnes ont dit cela", people);
  return _("%(num)s textes disent cela", { num: card.alike.length + 1 });
}
