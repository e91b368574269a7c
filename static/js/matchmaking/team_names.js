/** How somebody of a published team is called. */

import { _ } from "../live/i18n.js";
import { labelOf } from "../live/look.js";

/** A first name; who gave none is called by their perspective. */
export function nameOf(person, event) {
  return person.name || _("Sans prénom · %(group)s", { group: labelOf(event, person.as) });
}
