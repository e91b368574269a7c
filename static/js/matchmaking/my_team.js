/** My team, once the room was told: table, names, theme, why me, a word to begin with. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { nameOf } from "./team_names.js";
import { doorOf } from "./wishing.js";

const NAME = "team/name";

/** @param {{board: any, owner: string, event: any, letters: any[], outbox: any, act: any}} props */
export function MyTeam({ board, owner, event, letters, outbox, act }) {
  const mine = (board.items.my_team || {})[owner];
  const team = mine && mine.team && (board.items.team || {})[mine.team];
  if (!team) return null;
  const me = (board.items.me || {})[owner] || {};
  // Where all are told of a change the table is another one; nobody tells oneself that one has come.
  const together = team.people.every((person) => person.new);
  const joined = (person) => person.new && !together && !(mine.moved && person.name === me.name);
  return html`<section class="stack" aria-labelledby="my-team">
    <h2 class="heading" id="my-team">${team.name || _("Mon équipe")}</h2>
    ${mine.moved && html`<${Changed} mine=${mine} />`}
    <p class="table-plate"><span class="table-plate__words">${_("Table")}</span><strong class="table-plate__number">${team.table || "?"}</strong></p>
    ${!team.table && html`<p class="centred">${_("Votre table arrive. Demandez à l'animation.")}</p>`}
    ${team.title && html`<div class="card"><p class="card__theme">${team.title}</p>${team.question && html`<p class="card__text">${team.question}</p>`}</div>`}
    <h3>${ngettext("%(num)s personne", "%(num)s personnes", team.people.length)}</h3>
    <ul class="team-names">
      ${team.people.map(
        (person, place) => html`<li key=${place} dir="auto">${nameOf(person, event)}${joined(person) && html` <span class="chip chip--accent">${_("vient d'arriver")}</span>`}</li>`,
      )}
    </ul>
    ${whyHere(mine).map((reason) => html`<p key=${reason} class="banner"><${Icon} name="info" /><span>${reason}</span></p>`)}
    <${Naming} team=${team} letters=${letters} outbox=${outbox} act=${act} />
    <p class="lead">${_("Pour commencer : dites votre prénom, et ce qui vous amène.")}</p>
  </section>`;
}

/** The team calls itself as it likes; its table and number stay. */
function Naming({ team, letters, outbox, act }) {
  const [name, setName] = useState(null);
  const own = letters.filter((letter) => doorOf(letter) === NAME);
  const back = own.filter((letter) => letter.state === "refused");
  function send(event) {
    event.preventDefault();
    act(NAME, { name: (name === null ? team.name : name).trim() });
    setName(null);
  }
  return html`
    ${back.map(
      (letter) => html`<div key=${letter.key} class="banner banner--refused banner--block" role="group" aria-label=${_("Nom non enregistré")}>
        <p>${letter.refusal.sentence} <span dir="auto">${letter.fields.name}</span></p>
        <p><button class="button button--small" type="button" onClick=${() => outbox.drop(letter.key)}>${_("Compris")}</button></p>
      </div>`,
    )}
    <details class="fold">
      <summary class="fold__title">${team.name ? _("Changer le nom de l'équipe") : _("Donner un nom à l'équipe")}</summary>
      <form class="stack stack--close fold__body" onSubmit=${send}>
        <div class="field">
          <label class="field__label" for="team-name">${_("Nom de l'équipe")}</label>
          <p class="field__hint" id="team-name-hint">${_("Décidez-le ensemble. Toute la salle le verra.")}</p>
          <input class="field__input" id="team-name" value=${name === null ? team.name : name} maxlength="40" autocomplete="off" aria-describedby="team-name-hint" onInput=${(event) => setName(event.target.value)} />
        </div>
        <p class="row"><button class="button button--primary" type="submit">${_("Enregistrer")}</button>${own.length > back.length && html`<span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span>`}</p>
      </form>
    </details>`;
}

function Changed({ mine }) {
  const words = mine.came_from
    ? _("Changement : vous étiez à la table %(before)s. Allez à la table %(table)s.", { before: mine.came_from, table: mine.table })
    : _("Votre place est prête : table %(table)s.", { table: mine.table });
  return html`<p class="banner banner--waiting"><${Icon} name="bell" /><span>${words}</span></p>`;
}

/** One's own facts, in words, as why_here in views/plain_teams.py. Nobody else's: the server does not send them. */
export function whyHere({ rank, pins }) {
  const wishes = {
    0: _("Ce thème n'est pas l'un de vos souhaits. L'équipe a besoin de vous."),
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
