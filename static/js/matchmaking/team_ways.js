/** The ways out of what cannot be done: each a button that does it, or a sentence when none can. */

import { _, ngettext } from "../live/i18n.js";
import { languageName } from "../sessions/desk_words.js";
import { roleOf, themeOf } from "./team_words.js";

/** People in the largest team that may be asked for. */
const LARGEST = 12;

/** People in the smallest. */
const SMALLEST = 2;

/**
 * Certificates as they are told: one for each kind of lack, whatever the themes it is found on, with
 * ways out that do for all of them.
 */
export function gathered(certificates) {
  const told = [];
  certificates.forEach((one) => {
    const same = told.find((other) => one.proof === "relaxation" && other.proof === one.proof && other.kind === one.kind);
    if (same) same.parts.push(one);
    else told.push({ kind: one.kind, proof: one.proof, parts: [one] });
  });
  return told;
}

/**
 * The ways out of what was gathered, each once.
 * @param {{kind: string, parts: any[]}} told
 * @param {any} teams the version in hand
 * @param {any} words
 * @returns {{words: string, to?: string, fields?: any}[]}
 */
export function waysOut({ kind, parts }, teams, words) {
  const most = (number) => Math.max(...parts.map(number));
  const lacking = { kind, more: most((one) => Math.ceil(one.missing / Math.max(1, one.teams.length))) };
  const count = parts.reduce((sum, one) => sum + one.missing, 0);
  const all = [].concat(...parts.map((one) => one.ways)).map((way) => {
    const facts = parts.length > 1 && way.facts.count ? { ...way.facts, count } : way.facts;
    return wayOut({ kind: way.kind, facts }, teams, words, lacking);
  });
  return all.filter((way, place) => way.words && all.findIndex((other) => other.words === way.words) === place);
}

function wayOut(way, teams, words, lacking) {
  const facts = way.facts;
  const plan = (what, value, more = {}) => ({ to: "desk/teams/" + what, fields: { value, ...more } });
  const sized = (smallest, largest) => ({ to: "desk/teams/sizes", fields: { smallest, largest } });
  const terms = teams.terms;
  const larger = (size) => (size > LARGEST ? { words: "" } : { words: _("Accepter jusqu'à %(num)s personnes par équipe", { num: size }), ...sized(terms.smallest, size) });
  const smaller = (size) => (size < SMALLEST ? { words: "" } : { words: _("Accepter des équipes de %(num)s personnes", { num: size }), ...sized(size, terms.largest) });
  const dropped = (links) => (links.length ? { words: dropWords(links), ...plan("links/remove", links.map((link) => link.id).join(",")) } : { words: "" });
  const of = (sentence) => (facts.role ? sentence + " (" + roleOf(words, facts.role) + ")" : sentence);
  const number = teams.teams.length || total(teams.counts);
  const known = {
    fewer_teams: () => ({ words: sizes(facts), ...plan("total", facts.teams) }),
    more_teams: () => ({ words: ngettext("%(num)s équipe de plus", "%(num)s équipes de plus", facts.teams), ...plan("total", number + facts.teams) }),
    more_people: () => ({ words: of(ngettext("Trouver %(num)s personne de plus", "Trouver %(num)s personnes de plus", facts.count)) }),
    none_in: () => (facts.themes ? { words: noneOn(facts.themes, teams, words), ...without(facts.role, "", facts.themes) } : { words: noneIn(facts, lacking.kind, teams, words), ...without(facts.role, facts.teams, []) }),
    smaller_teams: () => smaller(facts.min_size || terms.smallest - lacking.more),
    larger_teams: () => larger(facts.max_size || terms.largest + lacking.more),
    more_tables: () => ({ words: ngettext("%(num)s autre table est sans marche", "%(num)s autres tables sont sans marche", facts.count), ...plan("places", freed(teams.places, facts.count).join(",")) }),
    unlock: () => ({ words: _("Enlever ces verrous"), to: "desk/teams/unlock", fields: { version: teams.version, people: (facts.people || []).join(",") } }),
    drop_link: () => dropped(between(teams.links, facts)),
    find_interpreter: () => ({ words: facts.languages ? _("Trouver un interprète (%(languages)s)", { languages: facts.languages.map(languageName).join(", ") }) : _("Trouver un interprète") }),
    keep_theme: () => ({ words: _("Garder ce thème"), to: "desk/themes/" + facts.theme + "/goes-on", fields: { value: "true" } }),
    add_team: () => ({ words: ngettext("%(num)s équipe de plus sur ce thème", "%(num)s équipes de plus sur ce thème", facts.teams), ...plan("counts", counted(teams.counts, facts.theme, facts.teams)) }),
  };
  return known[way.kind] ? known[way.kind]() : { words: "" };
}

function without(role, value, themes) {
  return { to: "desk/teams/without", fields: { role, value, themes: themes.map((pair) => pair.join(":")).join(",") } };
}

/** Nobody of a role in so many teams, those of the themes with fewest votes. */
function noneIn({ role, teams: number }, kind, teams, words) {
  const all = number >= total(teams.counts);
  const sentence = all ? _("N'en demander dans aucune équipe") : ngettext("Ne pas en demander dans %(num)s équipe", "Ne pas en demander dans %(num)s équipes", number);
  return kind === "conflict" ? sentence + " (" + roleOf(words, role) + ")" : sentence;
}

/** Nobody of a role in so many teams of certain themes. */
function noneOn(themes, teams, words) {
  const where = themes.map(([theme, number]) => {
    const title = themeOf(words, theme);
    if (number >= (teams.counts[theme] || 0)) return _("« %(theme)s »", { theme: title });
    return ngettext("%(num)s équipe de « %(theme)s »", "%(num)s équipes de « %(theme)s »", number, { theme: title });
  });
  return _("Ne pas en demander sur %(where)s", { where: where.join(", ") });
}

/** How many teams so many people make, within the sizes allowed: as the server counts them. */
export function teamsOf(people, { smallest, largest }) {
  const size = Math.min(Math.max(5.5, smallest), largest);
  const fewest = Math.ceil(people / largest);
  return Math.max(1, Math.min(Math.max(Math.round(people / size), fewest), Math.max(Math.floor(people / smallest), fewest)));
}

function sizes({ teams, low, high }) {
  if (low === high) return ngettext("%(num)s équipe de %(low)s", "%(num)s équipes de %(low)s", teams, { low });
  return ngettext("%(num)s équipe de %(low)s ou %(high)s", "%(num)s équipes de %(low)s ou %(high)s", teams, { low, high });
}

export function total(counts) {
  return Object.values(counts).reduce((sum, number) => sum + number, 0);
}

/** The tables with so many more that have no step: those described, then new ones. */
function freed(places, more) {
  let left = more;
  const described = places.map((good) => {
    if (good || left === 0) return good ? 1 : 0;
    left -= 1;
    return 1;
  });
  return described.concat(Array(left).fill(1));
}

function between(links, { link: kind, people = [] }) {
  return links.filter((link) => (!kind || link.kind === kind) && people.indexOf(link.one) >= 0 && people.indexOf(link.other) >= 0);
}

function dropWords(links) {
  if (links[0].kind === "together") return ngettext("Enlever leur lien « ensemble »", "Enlever leurs %(num)s liens « ensemble »", links.length);
  return ngettext("Enlever leur lien « pas ensemble »", "Enlever leurs %(num)s liens « pas ensemble »", links.length);
}

/** The numbers of teams with one more for a theme, as the door takes them. */
export function counted(counts, theme, more = 1) {
  const after = { ...counts, [theme]: Math.max(0, (counts[theme] || 0) + more) };
  return Object.keys(after)
    .map((id) => id + ":" + after[id])
    .join(",");
}
