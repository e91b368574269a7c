/** Teams in words: what is broken, why it cannot be done, how good it is, what a change does. */

import { _, ngettext } from "../live/i18n.js";
import { labelOf } from "../live/look.js";
import { languageName } from "../sessions/desk_words.js";

/**
 * What sentences need to know.
 * @typedef {{event: any, people: Object<string, any>, namesakes: Object<string, string>, themes: {id: number, title: string}[]}} Words
 */

export function nameOf(words, id) {
  const person = words.people[id];
  if (!person) return _("une personne partie");
  if (!person.name) return _("Sans prénom") + " " + id.slice(0, 3);
  return words.namesakes[id] ? person.name + " (" + words.namesakes[id] + ")" : person.name;
}

export function namesOf(words, ids) {
  return ids.map((id) => nameOf(words, id)).join(", ");
}

export function themeOf(words, id) {
  const found = words.themes.find((theme) => theme.id === id);
  return found ? found.title : id === 0 ? _("Sans thème") : _("un thème abandonné");
}

/** Whom a team may ask for so many of, as the event calls them. */
export function roleOf(words, role) {
  if (role === "residents") return labelOf(words.event, "resident");
  if (role === "professionals") return labelOf(words.event, "professional");
  return _("Animateurs");
}

/** One broken rule. */
export function breachWords(words, { rule, team, people, missing }) {
  const who = namesOf(words, people);
  const values = { team, who, num: missing };
  const known = {
    unplaced: () => _("%(who)s : pas encore d'équipe", values),
    unknown_team: () => _("%(who)s : équipe supprimée", values),
    size_under: () => ngettext("Équipe %(team)s : il manque %(num)s personne", "Équipe %(team)s : il manque %(num)s personnes", missing, values),
    size_over: () => ngettext("Équipe %(team)s : %(num)s personne de trop", "Équipe %(team)s : %(num)s personnes de trop", missing, values),
    together: () => _("%(who)s : devaient être ensemble", values),
    apart: () => _("%(who)s : ne devaient pas être ensemble", values),
    language: () => _("%(who)s : personne ne parle sa langue", values),
    step_free: () => _("%(who)s : pas de table sans marche", values),
    step_free_tables: () => ngettext("Il manque %(num)s table sans marche", "Il manque %(num)s tables sans marche", missing),
    lock_team: () => _("%(who)s : pas dans l'équipe de son verrou", values),
    lock_theme: () => _("%(who)s : pas sur le thème de son verrou", values),
    held: () => _("%(who)s : équipe verrouillée ou commencée", values),
  };
  if (known[rule]) return known[rule]();
  return _("Équipe %(team)s : il manque %(num)s (%(role)s)", { ...values, role: roleOf(words, rule) });
}

/** Why it cannot be done, in people and tables. */
export function certificateWords(words, one) {
  const values = {
    have: one.have,
    need: one.need,
    num: one.missing,
    who: namesOf(words, one.people),
    ends: namesOf(words, [one.people[0], one.people[one.people.length - 1]]),
    teams: one.facts.teams,
    theme: one.theme === null ? "" : themeOf(words, one.theme),
    each: one.facts.each,
    languages: languagesOf(words, one).join(", "),
    role: roleOf(words, one.kind.replace("too_few_", "")),
    rules: (one.facts.rules || []).map((rule) => ruleName(words, rule)).join(", "),
  };
  const chained = one.people.length > 2;
  const few = () => ngettext("%(role)s : %(have)s pour %(teams)s équipe, qui en demande %(each)s.", "%(role)s : %(have)s pour %(teams)s équipes, qui en demandent %(each)s chacune.", one.facts.teams, values) + atMost(one.facts.at_most_teams);
  const known = {
    no_theme: () => _("Aucun thème ne continue. Choisissez des thèmes, ou formez des équipes sans thème."),
    no_team: () => _("Aucune équipe n'est prévue."),
    too_few_people: () => ngettext("Personnes présentes : %(have)s pour %(teams)s équipe. Il en faut %(need)s.", "Personnes présentes : %(have)s pour %(teams)s équipes. Il en faut %(need)s.", one.facts.teams, values) + atMost(one.facts.at_most_teams),
    too_many_people: () => _("%(need)s personnes pour %(have)s places dans les équipes.", values),
    too_few_residents: few,
    too_few_professionals: few,
    too_few_facilitators: few,
    lock_to_missing_team: () => _("%(who)s : verrou sur une équipe qui n'existe plus.", values),
    lock_to_dropped_theme: () => _("%(who)s : verrou sur un thème sans équipe (%(theme)s).", values),
    locks_contradict: () => _("%(who)s : deux verrous se contredisent.", values),
    lock_to_closed_team: () => _("%(who)s : verrou sur une équipe fermée.", values),
    step_free_table_of_lock: () => _("%(who)s : la table de son équipe a une marche.", values),
    no_team_open: () => _("%(who)s : toutes les équipes sont fermées.", values),
    together_in_two_places: () => _("%(who)s : ensemble, mais retenus à deux endroits.", values),
    team_too_full: () => _("%(need)s personnes retenues dans une équipe de %(have)s : %(who)s.", values),
    together_too_many: () => _("%(need)s personnes veulent être ensemble, une équipe en a %(have)s : %(who)s.", values),
    together_and_apart: () => (chained ? _("%(who)s : ensemble de proche en proche, alors que %(ends)s ne doivent pas l'être.", values) : _("%(who)s : à la fois ensemble et pas ensemble.", values)),
    apart_in_one_team: () => (chained ? _("%(who)s : retenus dans la même équipe, alors que %(ends)s ne doivent pas être ensemble.", values) : _("%(who)s : retenus dans la même équipe, et pas ensemble.", values)),
    one_team_and_apart: () => _("%(ends)s : une seule équipe possible pour les deux, et pas ensemble.", values),
    theme_too_full: () => _("%(theme)s : %(need)s personnes retenues pour %(have)s places.", values),
    language_unspoken: () => _("%(who)s : personne ici ne parle sa langue (%(languages)s).", values),
    too_few_step_free_tables: () => ngettext("%(need)s personne a besoin d'une table sans marche. Places à ces tables : %(have)s.", "%(need)s personnes ont besoin d'une table sans marche. Places à ces tables : %(have)s.", one.need, values),
    apart_too_many: () => one.facts.held ? ngettext("%(need)s personnes s'évitent toutes, et sont retenues dans %(have)s équipe : %(who)s.", "%(need)s personnes s'évitent toutes, et sont retenues dans %(have)s équipes : %(who)s.", one.have, values) : ngettext("%(need)s personnes s'évitent toutes, pour %(have)s équipe : %(who)s.", "%(need)s personnes s'évitent toutes, pour %(have)s équipes : %(who)s.", one.have, values),
    conflict: () => (one.people.length ? _("Ces règles ne tiennent pas ensemble : %(rules)s (%(who)s).", values) : _("Ces règles ne tiennent pas ensemble : %(rules)s.", values)) + " " + _("Il faut en lâcher une."),
    size_under: () => ngettext("Il manque %(num)s personne sur « %(theme)s ».", "Il manque %(num)s personnes sur « %(theme)s ».", one.missing, values),
    size_over: () => ngettext("Il y a %(num)s personne de trop sur « %(theme)s ».", "Il y a %(num)s personnes de trop sur « %(theme)s ».", one.missing, values),
    language: () => _("%(who)s : sur « %(theme)s », personne ne parle sa langue (%(languages)s).", values),
    apart: () => _("« %(theme)s » a trop peu d'équipes pour séparer %(who)s.", values),
    step_free_tables: () => ngettext("Il manque %(num)s table sans marche.", "Il manque %(num)s tables sans marche.", one.missing),
  };
  if (known[one.kind]) return known[one.kind]();
  return _("%(role)s : il en manque %(num)s sur « %(theme)s ».", values);
}

/** The languages one of which somebody needs: as the certificate says, else those of its people. */
function languagesOf(words, { facts, people }) {
  const spoken = people.map((id) => words.people[id]).filter(Boolean).map((person) => person.speaks);
  const codes = facts.languages || [].concat(...spoken).filter((code) => code !== words.event.language);
  return Array.from(new Set(codes)).map(languageName);
}

function atMost(teams) {
  return teams ? " " + ngettext("Au plus %(num)s équipe.", "Au plus %(num)s équipes.", teams) : "";
}

function ruleName(words, rule) {
  const known = {
    language: _("un interprète pour qui en a besoin"),
    apart: _("des personnes à séparer"),
    step_free_tables: _("des tables sans marche"),
    size_under: _("des équipes assez grandes"),
    size_over: _("des équipes pas trop grandes"),
  };
  return known[rule] || roleOf(words, rule);
}

/** How good the teams are known to be. */
export function qualityWords(quality, broken = true) {
  if (!quality) return "";
  if (!broken && quality.statement === "broken") return _("Des personnes attendent une place");
  const reasons = {
    no_solver: _("calcul simple"),
    solver_failed: _("le calcul s'est arrêté"),
    time: _("temps écoulé"),
    cancelled: _("arrêté à la main"),
    by_hand: _("changé à la main"),
    changed: _("les personnes ou les règles ont changé"),
  };
  // Percentages of a score mean little once somebody was moved on purpose.
  if (quality.reached && quality.reason === "by_hand" && ["within", "not_proven"].indexOf(quality.statement) >= 0) return _("Changé à la main : moins bien que le meilleur résultat prouvé");
  const because = reasons[quality.reason] ? " (" + reasons[quality.reason] + ")" : "";
  if (quality.statement === "proven_best") return _("Meilleur résultat prouvé");
  if (quality.statement === "within") return _("À %(gap)s du meilleur possible", { gap: percent(quality.gap) }) + because;
  if (quality.statement === "broken") return _("Les règles ne tiennent pas toutes") + because;
  return _("Non prouvé") + because;
}

function percent(gap) {
  return gap.toLocaleString(document.documentElement.lang || "fr", { style: "percent", maximumFractionDigits: 1 });
}

/** Whether it is more than somebody waiting for a seat. */
export function isRule(breach) {
  return breach.rule !== "unplaced";
}

/** What a change does, in one line. */
export function differenceWords({ moved, lost, gained, broken: newly, mended: again, tables }) {
  const broken = newly.filter(isRule);
  const mended = again.filter(isRule);
  const parts = [ngettext("%(num)s personne bouge", "%(num)s personnes bougent", moved), ngettext("%(num)s souhait perdu", "%(num)s souhaits perdus", lost.length)];
  if (gained.length) parts.push(ngettext("%(num)s souhait gagné", "%(num)s souhaits gagnés", gained.length));
  parts.push(ngettext("%(num)s règle enfreinte", "%(num)s règles enfreintes", broken.length));
  if (newly.length > broken.length) parts.push(ngettext("%(num)s personne sans équipe", "%(num)s personnes sans équipe", newly.length - broken.length));
  if (mended.length) parts.push(ngettext("%(num)s règle réparée", "%(num)s règles réparées", mended.length));
  if (tables.length) parts.push(ngettext("%(num)s équipe change de table", "%(num)s équipes changent de table", tables.length));
  return parts.join(", ") + ".";
}

/** What another seat would change, count by count; only what gets worse or better. */
export function changeWords(score) {
  const parts = [
    score.moved > 0 && ngettext("%(num)s personne bouge", "%(num)s personnes bougent", score.moved),
    score.trade > 0 && _("un métier en double de plus"),
    score.trade < 0 && _("un métier en double de moins"),
    score.organisation > 0 && _("un organisme en double de plus"),
    score.organisation < 0 && _("un organisme en double de moins"),
    score.size > 0 && _("des équipes moins égales"),
    score.perspective > 0 && _("des regards moins partagés"),
    score.second + score.third + score.unlisted > 0 && _("un souhait moins bon"),
  ];
  return parts.filter(Boolean).join(", ") || _("rien d'autre ne change");
}

/** The score, card by card, in words: what is not perfect, or that it is. */
export function scoreWords(score) {
  const told = (parts, perfect) => parts.filter(Boolean).join(", ") || perfect;
  return {
    moved: told([score.moved && ngettext("%(num)s personne bouge", "%(num)s personnes bougent", score.moved)], _("personne ne bouge")),
    wishes: told(
      [
        score.second && ngettext("%(num)s personne a son 2e souhait", "%(num)s personnes ont leur 2e souhait", score.second),
        score.third && ngettext("%(num)s personne a son 3e souhait", "%(num)s personnes ont leur 3e souhait", score.third),
        score.unlisted && ngettext("%(num)s personne n'a aucun de ses souhaits", "%(num)s personnes n'ont aucun de leurs souhaits", score.unlisted),
      ],
      _("aucun souhait perdu"),
    ),
    excess: told(
      [
        score.trade && ngettext("%(num)s personne de trop d'un même métier", "%(num)s personnes de trop d'un même métier", score.trade),
        score.organisation && ngettext("%(num)s personne de trop d'un même organisme", "%(num)s personnes de trop d'un même organisme", score.organisation),
      ],
      _("métiers et organismes bien mélangés"),
    ),
    evenness: told(
      [
        score.size && ngettext("tailles égales à %(num)s personne près", "tailles égales à %(num)s personnes près", score.size),
        score.perspective && ngettext("regards partagés à %(num)s personne près", "regards partagés à %(num)s personnes près", score.perspective),
      ],
      _("équipes égales"),
    ),
    met: told([score.met && ngettext("%(num)s rencontre déjà faite", "%(num)s rencontres déjà faites", score.met)], _("aucune rencontre déjà faite")),
  };
}

export function tierWords() {
  return {
    moved: _("Ne pas déplacer"),
    wishes: _("Les souhaits"),
    excess: _("Mélanger métiers et organismes"),
    evenness: _("Des équipes égales"),
    met: _("De nouvelles rencontres"),
  };
}

/** What was done in a version. */
export function versionWords(words, { what, facts }) {
  const moves = (facts && facts.moves) || [];
  const who = namesOf(words, moves.map((one) => one[0]).concat((facts && facts.people) || []));
  const known = {
    solve: () => _("Équipes calculées"),
    move: () => _("Déplacé : %(who)s", { who }),
    swap: () => _("Échangés : %(who)s", { who }),
    seat: () => _("Arrivée : %(who)s", { who }),
    mend: () => _("Départ réparé : %(who)s", { who }),
    lock: () => _("Verrou : %(who)s", { who }),
    unlock: () => _("Sans verrou : %(who)s", { who }),
    lock_team: () => _("Équipe %(team)s verrouillée", { team: facts.team }),
    open_team: () => _("Équipe %(team)s ouverte", { team: facts.team }),
    start: () => _("Équipes commencées"),
    unstart: () => _("Équipes rouvertes"),
    return: () => _("Retour à une version"),
  };
  return (known[what] || (() => what))();
}

/** Why somebody sits where they sit: a pin, in words for the desk. */
export function pinWords(words, { kind, people }) {
  const who = namesOf(words, people);
  const known = {
    held: _("Son équipe est verrouillée ou commencée"),
    lock_team: _("Placé à la main dans cette équipe"),
    lock_theme: _("Retenu sur ce thème à la main"),
    together: _("Ensemble avec %(who)s", { who }),
    apart: _("Pas avec %(who)s", { who }),
    language: _("%(who)s parle sa langue", { who }),
    interprets: _("Interprète pour %(who)s", { who }),
    step_free: _("A besoin d'une table sans marche"),
    facilitator: _("Seule personne ici pour animer"),
    perspective: _("L'équipe n'a pas trop de ce regard"),
    trade: _("Seule personne ici de ce métier"),
  };
  return known[kind] || kind;
}

export function ruleWords(words, rule) {
  const known = {
    size_under: _("l'équipe quittée serait trop petite"),
    size_over: _("l'équipe serait trop grande"),
    residents: _("il manquerait un usager"),
    professionals: _("il manquerait un professionnel"),
    facilitators: _("il manquerait une personne pour animer"),
    together: _("un lien « ensemble » serait rompu"),
    apart: _("deux personnes à séparer se retrouveraient"),
    language: _("quelqu'un n'aurait plus d'interprète"),
    step_free: _("la table a une marche"),
    step_free_tables: _("il manquerait une table sans marche"),
    lock_team: _("un verrou l'interdit"),
    lock_theme: _("un verrou l'interdit"),
    held: _("l'équipe est verrouillée ou commencée"),
  };
  return known[rule] || rule;
}
