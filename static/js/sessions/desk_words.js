/** What the desk calls things: kinds of step, choices of a setting, what can be undone. */

import { _, inLanguage } from "../live/i18n.js";
import { page } from "../live/page.js";

/** The kinds of step, by name, in the order a facilitator is likely to want one. */
export function kindNames() {
  return {
    message: _("Message ou pause"),
    post: _("Écrire des problèmes"),
    group: _("Regrouper en thèmes"),
    vote: _("Voter"),
    teams: _("Former les équipes"),
    rounds: _("Rencontres en tours"),
    work: _("Travail en équipe"),
    fair: _("Foire aux idées"),
    evaluate: _("Évaluation"),
    welcome: _("Accueil"),
    close: _("Clôture"),
  };
}

/** One value of a setting that is a choice, in words. */
export function choiceWords(value) {
  const words = {
    all: _("Tout le monde"),
    resident: _("Les usagers"),
    professional: _("Les professionnels"),
    event: _("Comme l'événement"),
    after: _("Après publication"),
    before: _("Avant publication"),
    none: _("Aucune"),
    programme: _("Le programme"),
    break: _("La pause"),
    rules: _("Les règles"),
    listen: _("L'écoute"),
    themes: _("Les thèmes"),
    problems: _("Les problèmes"),
    ideas: _("Les idées"),
    choose: _("Choisir ensemble"),
    wishes: _("Dire ses souhaits"),
    profiles: _("Les profils"),
    tables: _("Les tables"),
    experts: _("Les experts"),
    sides: _("Deux côtés"),
    team: _("Par équipe"),
    person: _("Par personne"),
  };
  return words[value] || value;
}

/** A language people speak, by its code, as the reader calls it. */
export function languageName(code) {
  return (page.spoken || {})[code] || code;
}

/** What undoing would undo, as a sentence for its button. */
export function undoWords(undo) {
  if (!undo) return _("Rien à annuler");
  const values = { title: inLanguage(undo.title) };
  const words = {
    move: _("Annuler le passage à « %(title)s »", values),
    skip: _("Annuler le saut de « %(title)s »", values),
    unskip: _("Annuler la reprise de « %(title)s »", values),
    reorder: _("Annuler le déplacement de « %(title)s »", values),
    add: _("Annuler l'ajout de « %(title)s »", values),
    edit: _("Annuler la modification de « %(title)s »", values),
    peers: _("Annuler le changement de tour de « %(title)s »", values),
    remove: _("Annuler le retrait de « %(title)s »", values),
    reveal: _("Annuler le dévoilement de « %(title)s »", values),
    conceal: _("Annuler : cacher de nouveau « %(title)s »", values),
  };
  return words[undo.what] || _("Annuler le dernier changement");
}

/** `9 h 05` for a moment, in the room's own time. */
export function timeOfDay(moment) {
  const at = new Date(moment);
  return _("%(hours)s h %(minutes)s", { hours: at.getHours(), minutes: String(at.getMinutes()).padStart(2, "0") });
}

/** A text of {language: text} as it was typed, for a field. */
export function asTyped(texts, language) {
  if (!texts) return "";
  return texts[language] || texts.fr || Object.values(texts)[0] || "";
}
