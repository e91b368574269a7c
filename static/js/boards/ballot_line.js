/** One line of a ballot. */

import { _ } from "../live/i18n.js";

/** What a line is called; a text taken from the room has no words of its own any more. */
export function titleOf(line) {
  return line.withheld ? _("Texte retiré") : line.title;
}
