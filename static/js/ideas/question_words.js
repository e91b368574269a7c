/** What may be answered to each sort of question, in words and in a sign. */

import { _ } from "../live/i18n.js";

/** @returns {[string, string, string][]} the value stored, its sign (a face is drawn), its words */
export function choicesOf(type) {
  if (type === "yes_no") {
    return [
      ["yes", "✓", _("Oui")],
      ["no", "✗", _("Non")],
    ];
  }
  if (type === "scale") {
    return [
      ["1", "1", _("pas du tout")],
      ["2", "2", ""],
      ["3", "3", ""],
      ["4", "4", ""],
      ["5", "5", _("tout à fait")],
    ];
  }
  return [
    ["1", "", _("très mal")],
    ["2", "", _("mal")],
    ["3", "", _("moyen")],
    ["4", "", _("bien")],
    ["5", "", _("très bien")],
  ];
}
