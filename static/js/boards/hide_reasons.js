/** Why something is hidden: a ready reason is stored by its name, so that each reads it in their own language. */

import { _ } from "../live/i18n.js";

/** The ready reasons: [[name, words]]. The plain pages know them too: templates/plain/_why.html. */
export function readyReasons() {
  return [
    ["off_topic", _("Hors sujet")],
    ["hurtful", _("Propos blessants")],
    ["recognisable", _("Une personne est reconnaissable")],
    ["said_already", _("Déjà dit")],
    ["unreadable", _("Illisible")],
  ];
}

/** A stored reason as its reader sees it; a facilitator's own words stay as written. */
export function reasonWords(reason) {
  const ready = readyReasons().find(([name]) => name === reason);
  return ready ? ready[1] : reason;
}
