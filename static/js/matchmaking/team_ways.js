/** The ways out of what cannot be done: each a button that does it, or a sentence when none can. */

import { _, ngettext } from "../live/i18n.js";

/** People in the largest team that may be asked for. */
const LARGEST = 12;

/**
 * @param {{kind: string, facts: any}} way
 * @param {any} teams the version in hand
 * @returns {{words: string, to?: string, fields?: any}}
 */
export function wayOut(way, teams) {
  const facts = way.facts;
  const plan = (what, value, more = {}) => ({ to: "desk/teams/" + what, fields: { value, ...more } });
  const sized = (smallest, largest) => ({ to: "desk/teams/sizes", fields: { smallest, largest } });
  const terms = teams.terms;
  const larger = (size) => (size > LARGEST ? { words: "" } : { words: _("Accepter jusqu'à %(num)s personnes par équipe", { num: size }), ...sized(terms.smallest, size) });
  const smaller = (size) => ({ words: _("Accepter des équipes de %(num)s personnes", { num: size }), ...sized(size, terms.largest) });
  const dropped = (links) => (links.length ? { words: dropWords(links), ...plan("links/remove", links.map((link) => link.id).join(",")) } : { words: "" });
  const number = teams.teams.length || total(teams.counts);
  const known = {
    fewer_teams: () => ({ words: sizes(facts), ...plan("total", facts.teams) }),
    more_teams: () => ({ words: ngettext("%(num)s équipe de plus", "%(num)s équipes de plus", facts.teams), ...plan("total", number + facts.teams) }),
    more_people: () => ({ words: ngettext("Trouver %(num)s personne de plus", "Trouver %(num)s personnes de plus", facts.count) }),
    none_in: () => ({ words: ngettext("Ne pas en demander dans %(num)s équipe", "Ne pas en demander dans %(num)s équipes", facts.teams), ...plan("without", facts.teams, { role: facts.role }) }),
    smaller_teams: () => smaller(Math.max(2, facts.min_size || terms.smallest - 1)),
    larger_teams: () => larger(facts.max_size || terms.largest + 1),
    more_tables: () => ({ words: ngettext("%(num)s autre table est sans marche", "%(num)s autres tables sont sans marche", facts.count), ...plan("places", freed(teams.places, facts.count).join(",")) }),
    unlock: () => ({ words: _("Enlever ces verrous"), to: "desk/teams/unlock", fields: { version: teams.version, people: (facts.people || []).join(",") } }),
    drop_link: () => dropped(between(teams.links, facts)),
    find_interpreter: () => ({ words: _("Trouver un interprète") }),
    keep_theme: () => ({ words: _("Garder ce thème"), to: "desk/themes/" + facts.theme + "/goes-on", fields: { value: "true" } }),
    add_team: () => ({ words: _("Une équipe de plus sur ce thème"), ...plan("counts", counted(teams.counts, facts.theme)) }),
  };
  return known[way.kind] ? known[way.kind]() : { words: "" };
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

/** The tables with so many more that have no step. */
function freed(places, more) {
  let left = more;
  return places.map((good) => {
    if (good || left === 0) return good ? 1 : 0;
    left -= 1;
    return 1;
  });
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
