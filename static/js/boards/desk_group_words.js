/** What the desk says of a change of the themes. */

import { _ } from "../live/i18n.js";

/** What undoing would undo, as a sentence for its button. */
export function undoGroupingWords(undo) {
  const values = { title: undo.title };
  const words = {
    add: _("Annuler la création de « %(title)s »", values),
    split: _("Annuler la séparation de « %(title)s »", values),
    rename: _("Annuler le changement de nom de « %(title)s »", values),
    ask: _("Annuler la question de « %(title)s »", values),
    order: _("Annuler le changement d'ordre de « %(title)s »", values),
    remove: _("Remettre le thème « %(title)s »", values),
    join: _("Séparer de nouveau « %(title)s »", values),
    choose: _("Annuler le choix de « %(title)s »", values),
    move: undo.title ? _("Annuler le passage dans « %(title)s »", values) : _("Annuler la mise à placer"),
    merge: _("Annuler la réunion de problèmes"),
    unmerge: _("Annuler la séparation de problèmes"),
    accept: _("Annuler l'accord donné pour « %(title)s »", values),
    refuse: _("Annuler le refus pour « %(title)s »", values),
  };
  return words[undo.what] || _("Annuler le dernier changement");
}
