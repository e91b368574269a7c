/** The ways out of what cannot be done: each a button that does it, or a sentence when none can. */

import { _, ngettext } from "../live/i18n.js";

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
  const number = teams.teams.length || total(teams.counts);
  const known = {
    fewer_teams: () => ({ words: sizes(facts), ...plan("total", facts.teams) }),
    more_teams: () => ({ words: ngettext("%(num)s équipe de plus", "%(num)s équipes de plus", facts.teams), ...plan("total", number + facts.teams) }),
    more_people: () => ({ words: ngettext("ou trouver %(num)s personne de plus", "ou trouver %(num)s personnes de plus", facts.count) }),
    none_in: () => ({ words: ngettext("Ne pas en demander dans %(num)s équipe", "Ne pas en demander dans %(num)s équipes", facts.teams), ...plan("without", facts.teams, { role: facts.role }) }),
    smaller_teams: () => ({ words: _("Accepter des équipes plus petites"), ...sized(Math.max(2, facts.min_size || terms.smallest - 1), terms.largest) }),
    larger_teams: () => ({ words: _("Accepter des équipes plus grandes"), ...sized(terms.smallest, Math.min(12, facts.max_size || terms.largest + 1)) }),
    more_tables: () => ({ words: ngettext("%(num)s autre table est sans marche", "%(num)s autres tables sont sans marche", facts.count), ...plan("places", freed(teams.places, facts.count).join(",")) }),
    unlock: () => ({ words: _("Enlever ces verrous"), to: "desk/teams/unlock", fields: { version: teams.version, people: (facts.people || []).join(",") } }),
    drop_link: () => ({ words: _("Enlever ce lien"), ...plan("links/remove", between(teams.links, facts.people || []).join(",")) }),
    find_interpreter: () => ({ words: _("ou trouver un interprète") }),
    keep_theme: () => ({ words: _("Garder ce thème"), to: "desk/themes/" + facts.theme + "/goes-on", fields: { value: "true" } }),
    add_team: () => ({ words: _("Une équipe de plus sur ce thème"), ...plan("counts", counted(teams.counts, facts.theme)) }),
  };
  return known[way.kind] ? known[way.kind]() : { words: "" };
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

function between(links, people) {
  return links.filter((link) => people.indexOf(link.one) >= 0 && people.indexOf(link.other) >= 0).map((link) => link.id);
}

/** The numbers of teams with one more for a theme, as the door takes them. */
export function counted(counts, theme, more = 1) {
  const after = { ...counts, [theme]: Math.max(0, (counts[theme] || 0) + more) };
  return Object.keys(after)
    .map((id) => id + ":" + after[id])
    .join(",");
}
