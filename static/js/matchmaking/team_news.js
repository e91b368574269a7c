/** What becomes of my team is said in the phone's status line, whatever page is open. */

import { _ } from "../live/i18n.js";

/** Say it from now on. @param {any} store @param {string} owner @param {{say: (words: string) => void}} news */
export function tellOfTeam(store, owner, news) {
  let before = store.items("my_team")[owner];
  store.subscribe(() => {
    const now = store.items("my_team")[owner];
    const words = now === before ? "" : changeOf(before, now);
    before = now;
    if (words) news.say(words);
  });
}

/** What is new in my place, in words; "" for nothing. */
export function changeOf(before, now) {
  const [had, has] = [before || {}, now || {}];
  if (!has.team) return had.team ? _("L'animation vous cherche une place.") : "";
  if (!had.team) return has.table ? _("Votre équipe est prête : table %(table)s.", has) : _("Votre équipe est prête.");
  if (had.team === has.team && had.table === has.table) return "";
  return has.table ? _("Changement : allez à la table %(table)s.", has) : _("Changement : votre table arrive.");
}
