/** The vote at the desk: open, close, show; paper and heads; then which themes go on. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { timeOfDay } from "../sessions/desk_words.js";
import { BallotChart } from "./ballot_chart.js";
import { BallotNumbers } from "./ballot_numbers.js";
import { GoingOn } from "./desk_going_on.js";
import { PaperCounts } from "./desk_paper.js";

const SIDES = ["resident", "professional"];

/** @param {{desk: any, day: any, items: any}} props */
export function VotePanel({ desk, day, items }) {
  const { event, step } = day;
  const ballot = (items.ballot || {})[step.id];
  const turnout = (items.turnout || {}).room;
  const open = ballot && ballot.state === "open";
  return html`<section class="stack" aria-labelledby="vote-title">
    <h2 id="vote-title">${_("Le vote")}</h2>
    ${!ballot && html`<${Before} ...${{ desk, step, items }} />`}
    ${open && html`<${Voting} ...${{ desk, event, ballot, turnout }} />`}
    ${ballot && !open && html`<${After} ...${{ desk, event, step, ballot, items }} />`}
    ${ballot && html`<${Notes} ballot=${ballot} staff=${items.staff || {}} />`}
  </section>`;
}

function Before({ desk, step, items }) {
  const themes = Object.keys(items.theme || {}).length;
  const on = step.settings.on || "themes";
  return html`<div class="sheet stack stack--close">
    ${on === "themes" && html`<p>${ngettext("%(num)s thème à mettre au vote.", "%(num)s thèmes à mettre au vote.", themes)}</p>`}
    <p class="small soft">${_("La liste est figée à l'ouverture : ce que l'on regroupe ensuite n'y change rien.")}</p>
    ${step.settings.mode === "strict" && html`<p class="banner"><${Icon} name="lock" /><span>${_("Seules votent les personnes dont le code a été imprimé.")}</span></p>`}
    <p><${Press} desk=${desk} to="desk/ballots" fields=${{ step: step.id }} look="button--primary" keep="vote-main"><${Icon} name="unlock" />${_("Ouvrir le vote")}<//></p>
  </div>`;
}

function Voting({ desk, event, ballot, turnout }) {
  const room = turnout || { finished: 0, of: 0, by: {}, late: [] };
  return html`<div class="sheet stack stack--close">
      <p class="desk-vote__count">${_("%(finished)s sur %(of)s ont terminé", { finished: room.finished, of: room.of })}</p>
      <dl class="desk-vote__sides">
        ${SIDES.filter((side) => room.by[side]).map((side) => html`<${Side} key=${side} event=${event} side=${side} told=${room.by[side]} />`)}
      </dl>
      ${room.lag && html`<p class="banner banner--waiting"><${Icon} name="warning" /><span>${_("%(group)s : %(voted)s sur %(present)s ont voté. Laissez-leur le temps, ou envoyez une aide.", { group: labelOf(event, room.lag.side), voted: room.lag.voted, present: room.lag.present })}</span></p>`}
      <p class="small soft">${_("Le total de chaque ligne n'existe nulle part avant la fermeture, même ici.")}</p>
      <p>
        <${Press} desk=${desk} to=${"desk/ballots/" + ballot.id + "/close"} look="button--primary" sure=${_("Fermer et compter : oui")} keep="vote-main"><${Icon} name="lock" />${_("Fermer le vote")}<//>
      </p>
      <p class="small soft">${_("À la fermeture, le lien entre chaque personne et ses voix est détruit.")}</p>
    </div>
    <${PaperCounts} ...${{ desk, event, ballot }} />
    ${!ballot.strict && html`<${Heads} ...${{ desk, event, ballot, room }} />`}`;
}

function Side({ event, side, told }) {
  return html`<div class="desk-vote__side">
    <dt><${Mark} perspective=${side} /> ${labelOf(event, side)}</dt>
    <dd>${_("%(finished)s sur %(of)s ont terminé", { finished: told.finished, of: told.of })}${told.paper > 0 && html`<span class="small soft"> · ${_("dont %(num)s sur papier", { num: told.paper })}</span>`}</dd>
  </div>`;
}

/** Phones against people: votes beyond the people counted are flagged, and can be taken out. */
function Heads({ desk, event, ballot, room }) {
  const [people, setPeople] = useState(null);
  const [code, setCode] = useState("");
  const shown = people !== null ? people : ballot.people === null ? "" : String(ballot.people);
  const door = (what) => "desk/ballots/" + ballot.id + "/" + what;
  function count(submitted) {
    submitted.preventDefault();
    if (/^\d+$/.test(shown.trim())) desk.presses.press(door("people"), { people: shown.trim() });
  }
  async function takeOut(submitted) {
    submitted.preventDefault();
    if (code.trim() && (await desk.presses.press(door("void"), { code: code.trim() }))) setCode("");
  }
  const voted = SIDES.reduce((sum, side) => sum + ((room.by[side] || {}).voted || 0), 0);
  return html`<details class="sheet fold-quiet" open=${room.surplus > 0}>
    <summary>${_("Autant de votes que de personnes ?")}</summary>
    <div class="stack stack--close">
      <form class="desk__ask" method="post" onSubmit=${count}>
        <label><span class="small">${_("Personnes dans la salle, comptées à l'œil")}</span>
          <input class="field__input" name="people" inputmode="numeric" value=${shown} onInput=${(typed) => setPeople(typed.target.value)} /></label>
        <button class="button button--small" type="submit">${_("Noter")}</button>
      </form>
      <p>${ballot.people === null ? ngettext("%(num)s vote.", "%(num)s votes.", voted) : _("%(voted)s votes pour %(people)s personnes.", { voted, people: ballot.people })}</p>
      ${room.surplus > 0 &&
      html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${ngettext("%(num)s vote de trop.", "%(num)s votes de trop.", room.surplus)} ${_("Voici ceux des téléphones inscrits après l'ouverture.")}</span></p>
        <ul class="desk-vote__late">
          ${room.late.map(
            (one) => html`<li key=${one.voter} class="row row--spread">
              <span><${Mark} perspective=${one.side} /> ${_("inscrit à %(time)s", { time: timeOfDay(one.joined_at) })}</span>
              <${Press} desk=${desk} to=${door("void")} fields=${{ voter: one.voter }} look="button--small" sure=${_("Ne plus compter : oui")}>${_("Ne plus compter")}<//>
            </li>`,
          )}
        </ul>`}
      <form class="desk__ask" method="post" onSubmit=${takeOut}>
        <label><span class="small">${_("Ne plus compter le vote de ce code personnel")}</span>
          <input class="field__input" name="code" autocomplete="off" value=${code} onInput=${(typed) => setCode(typed.target.value)} /></label>
        <button class="button button--small" type="submit">${_("Ne plus compter")}</button>
      </form>
    </div>
  </details>`;
}

/** What to press next at each stage of the reveal. */
const NEXT = [
  { stage: 1, icon: "eye", words: () => _("Montrer les résultats") },
  { stage: 2, icon: "people", words: () => _("Ouvrir les deux regards") },
];

function After({ desk, event, step, ballot, items }) {
  const next = NEXT[ballot.stage];
  const show = "desk/ballots/" + ballot.id + "/show";
  const seen = [_("La salle ne voit encore rien."), _("La salle voit les barres de la salle."), _("La salle voit les deux regards.")][ballot.stage];
  return html`<div class="sheet stack stack--close">
      <p><strong>${_("Le vote est fermé.")}</strong> ${seen}</p>
      <div class="row">
        ${next && html`<${Press} desk=${desk} to=${show} fields=${{ stage: next.stage }} look="button--primary" keep="vote-main"><${Icon} name=${next.icon} />${next.words()}<kbd class="key" aria-hidden="true">${_("Espace")}</kbd><//>`}
        ${ballot.stage === 2 && html`<${Press} desk=${desk} to=${show} fields=${{ stage: 1 }} look="button--small" keep="vote-back">${_("Revenir aux barres de la salle")}<//>`}
        ${ballot.stage > 0 && html`<${Press} desk=${desk} to=${show} fields=${{ stage: 0 }} look="button--small" keep="vote-hide"><${Icon} name="eye-off" />${_("Cacher")}<//>`}
      </div>
      <p class="small soft">${ballot.stage < 2 ? _("Vous seuls voyez le tout, ci-dessous.") : ""}</p>
      <div class="desk-vote__chart"><${BallotChart} ballot=${ballot} stage=${2} shape="paper" themes=${items.theme} ahead /></div>
      <${BallotNumbers} ...${{ ballot, event, themes: items.theme || {} }} />
      <p class="small soft">${channelWords(ballot.totals.channels)}</p>
    </div>
    ${ballot.on === "themes" && html`<${GoingOn} key=${ballot.id} ...${{ desk, event, ballot, items }} />`}
    <${Again} desk=${desk} step=${step} />`;
}

function channelWords(channels) {
  const { phone, kiosk, paper } = channels || { phone: 0, kiosk: 0, paper: 0 };
  return _("Votes par téléphone : %(phone)s ; à l'accueil : %(kiosk)s ; sur papier : %(paper)s.", { phone, kiosk, paper });
}

/** A new ballot, and what that means before it is pressed. */
function Again({ desk, step }) {
  return html`<details class="sheet fold-quiet">
    <summary>${_("Voter de nouveau")}</summary>
    <div class="stack stack--close">
      <p>${_("Un nouveau vote commence à zéro, pour tout le monde. Les voix d'avant ne peuvent pas être reprises : elles ne sont plus à personne. Leur total reste gardé.")}</p>
      <p><${Press} desk=${desk} to="desk/ballots" fields=${{ step: step.id }} look="" sure=${_("Recommencer à zéro : oui")} keep="vote-again"><${Icon} name="redo" />${_("Ouvrir un nouveau vote")}<//></p>
    </div>
  </details>`;
}

function noteWords(one) {
  const words = {
    open: _("Vote ouvert"),
    close: _("Vote fermé"),
    show: [_("Résultats cachés"), _("Résultats montrés"), _("Deux regards montrés")][one.number],
    paper: ngettext("Papier : %(num)s votant", "Papier : %(num)s votants", one.number),
    unpaper: ngettext("Papier retiré : %(num)s votant", "Papier retiré : %(num)s votants", one.number),
    people: ngettext("%(num)s personne dans la salle", "%(num)s personnes dans la salle", one.number),
    void: _("Un vote n'est plus compté"),
  };
  return words[one.what] || one.what;
}

function Notes({ ballot, staff }) {
  return html`<details class="fold-quiet">
    <summary class="small">${_("Ce qui a été fait")}</summary>
    <ol class="desk-vote__notes small">
      ${ballot.notes.map((one, n) => html`<li key=${n}>${timeOfDay(one.at)} · ${noteWords(one)}${staff[one.staff] && staff[one.staff].name ? " · " + staff[one.staff].name : ""}</li>`)}
    </ol>
  </details>`;
}
