/** My team, once the room was told: table, names, theme, why me, a word to begin with. */

import { html } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { nameOf } from "./team_names.js";

/** @param {{board: any, owner: string, event: any}} props */
export function MyTeam({ board, owner, event }) {
  const mine = (board.items.my_team || {})[owner];
  const team = mine && mine.team && (board.items.team || {})[mine.team];
  if (!team) return null;
  return html`<section class="stack" aria-labelledby="my-team">
    <h2 class="heading" id="my-team">${team.name || _("Mon équipe")}</h2>
    ${mine.moved && html`<${Changed} mine=${mine} />`}
    <p class="table-plate"><span class="table-plate__words">${_("Table")}</span><strong class="table-plate__number">${team.table || "?"}</strong></p>
    ${!team.table && html`<p class="centred">${_("Votre table arrive. Demandez à l'animation.")}</p>`}
    ${team.title && html`<div class="card"><p class="card__theme">${team.title}</p>${team.question && html`<p class="card__text">${team.question}</p>`}</div>`}
    <h3>${ngettext("%(num)s personne", "%(num)s personnes", team.people.length)}</h3>
    <ul class="team-names">
      ${team.people.map(
        (person, place) => html`<li key=${place} dir="auto">${nameOf(person, event)}${person.new && html` <span class="chip chip--accent">${_("vient d'arriver")}</span>`}</li>`,
      )}
    </ul>
    ${whyHere(mine).map((reason) => html`<p key=${reason} class="banner"><${Icon} name="info" /><span>${reason}</span></p>`)}
    <p class="lead">${_("Pour commencer : dites votre prénom, et ce qui vous amène.")}</p>
  </section>`;
}

function Changed({ mine }) {
  const words = mine.came_from
    ? _("Changement : vous étiez à la table %(before)s. Allez à la table %(table)s.", { before: mine.came_from, table: mine.table })
    : _("Votre place est prête : table %(table)s.", { table: mine.table });
  return html`<p class="banner banner--waiting"><${Icon} name="bell" /><span>${words}</span></p>`;
}

/** One's own facts, in words. Nobody else's: the server does not send them. */
export function whyHere({ rank, pins }) {
  const wishes = {
    0: _("Vos souhaits étaient très demandés. Ce thème a besoin de vous."),
    1: _("C'est votre premier souhait."),
    2: _("C'est votre deuxième souhait."),
    3: _("C'est votre troisième souhait."),
    4: _("C'est l'un de vos souhaits."),
    5: _("C'est l'un de vos souhaits."),
  };
  const facts = {
    language: _("Quelqu'un ici parle votre langue."),
    interprets: _("L'équipe a besoin d'une langue que vous parlez."),
    step_free: _("Cette table est sans marche."),
    facilitator: _("Vous animez cette équipe."),
    perspective: _("L'équipe a besoin de votre regard."),
    trade: _("Ce que vous savez faire complète l'équipe."),
  };
  return [wishes[rank]].concat((pins || []).map((pin) => facts[pin])).filter(Boolean);
}

provide("my_team", MyTeam);
