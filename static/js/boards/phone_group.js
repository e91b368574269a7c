/** The step of grouping on a phone and at the kiosk: the themes as they form, and "mine belongs there". */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { Card } from "./card.js";
import { columnsOf, countProblems } from "./theme_columns.js";
import { problemWords, saidBy } from "./theme_words.js";

/** @param {{event: any, step: any, board: any, letters: any[], outbox: any, act: any}} props */
export function PhoneGroup({ event, step, board, letters, outbox, act }) {
  const { columns, loose } = columnsOf(board.items);
  const open = event.state === "open" && !event.locked && step.settings.open !== false && columns.length > 0;
  const mine = myProblems(board.items.mine || {});
  if (!columns.length) {
    return html`<p class="banner"><${Icon} name="clock" /><span>${_("Les thèmes se préparent. Ils apparaîtront ici.")}</span></p>`;
  }
  return html`
    ${mine.length > 0 &&
    html`<section class="stack">
      <h2 class="heading">${_("Où vont mes problèmes")}</h2>
      ${mine.map(
        (problem) => html`<${MyPlace}
          key=${problem.id}
          ...${{ problem, columns, open, outbox }}
          letter=${letters.filter((letter) => isAbout(letter, problem)).pop()}
          onPropose=${(theme) => act("proposals", { problem: problem.id, theme })}
        />`,
      )}
    </section>`}
    <section>
      <h2 class="heading">${_("Les thèmes")}</h2>
      ${columns.map((column) => html`<${Theme} key=${column.id} event=${event} column=${column} />`)}
      ${loose.length > 0 && html`<p class="small soft">${_("Pas encore placés : %(count)s", { count: problemWords(countProblems(loose)) })}</p>`}
    </section>
  `;
}

function myProblems(mine) {
  return Object.keys(mine)
    .map((id) => ({ id, ...mine[id] }))
    .filter((problem) => problem.visible)
    .sort((a, b) => b.number - a.number);
}

function isAbout(letter, problem) {
  return /(^|\/)proposals$/.test(letter.path) && String(letter.fields.problem) === problem.id;
}

/** One of my problems: where it is, what I proposed, and the way to propose. */
function MyPlace({ problem, columns, open, letter, outbox, onPropose }) {
  const [choosing, choose] = useState(false);
  const find = (id) => columns.find((column) => column.id === String(id));
  const here = find(problem.theme);
  const refused = letter && letter.state === "refused";
  const waiting = problem.proposal && problem.proposal.state === "waiting";
  return html`<article class="card card--mine">
    <p class="card__text">${problem.text}</p>
    <p class="card__foot"><span class="chip">${here ? here.title : _("Pas encore placé")}</span><span>${_("n° %(num)s", { num: problem.number })}</span></p>
    ${letter && !refused && html`<p><span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span></p>`}
    ${!letter && problem.proposal && html`<${Outcome} proposal=${problem.proposal} to=${find(problem.proposal.theme)} />`}
    ${refused &&
    html`<p class="banner banner--refused"><span>${letter.refusal.sentence}</span></p>
      <p><button class="button button--small" type="button" onClick=${() => outbox.drop(letter.key)}>${_("J'ai compris")}</button></p>`}
    ${open &&
    !letter &&
    (choosing
      ? html`<${Choose} ...${{ problem, columns }} onNo=${() => choose(false)} onYes=${(theme) => (onPropose(theme), choose(false))} />`
      : html`<div class="card__actions">
          <button class="button button--small" type="button" onClick=${() => choose(true)}><${Icon} name="arrow" extra="icon--turns" />${here || waiting ? _("Le mien va ailleurs") : _("Le mien va là...")}<span class="unseen"> ${_("le problème n° %(num)s", { num: problem.number })}</span></button>
          ${waiting && html`<button class="button button--small button--quiet" type="button" onClick=${() => onPropose("")}>${_("Reprendre ma proposition")}</button>`}
        </div>`)}
  </article>`;
}

function Outcome({ proposal, to }) {
  const title = { title: to ? to.title : "" };
  if (proposal.state === "waiting") return html`<p><span class="chip chip--waiting"><${Icon} name="clock" />${_("Proposé : %(title)s. L'animation répondra.", title)}</span></p>`;
  if (proposal.state === "accepted") return html`<p><span class="chip chip--ok"><${Icon} name="check" />${_("Proposition acceptée")}</span></p>`;
  return html`<p><span class="chip"><${Icon} name="info" />${_("L'animation le laisse où il est.")}</span></p>`;
}

function Choose({ problem, columns, onYes, onNo }) {
  const [theme, setTheme] = useState("");
  const field = "go-" + problem.id;
  const others = columns.filter((column) => column.id !== String(problem.theme));
  const submit = (event) => {
    event.preventDefault();
    if (theme) onYes(theme);
  };
  return html`<form class="stack stack--close" onSubmit=${submit}>
    <label class="field__label" for=${field}>${_("Il va plutôt dans")}</label>
    <select class="field__input" id=${field} value=${theme} onChange=${(event) => setTheme(event.target.value)}>
      <option value="">${_("Choisir un thème")}</option>
      ${others.map((column) => html`<option key=${column.id} value=${column.id}>${column.title}</option>`)}
    </select>
    <button class="button button--primary button--wide" type="submit" aria-disabled=${theme ? null : "true"}><${Icon} name="send" />${_("Proposer")}</button>
    <p class="centred"><button class="button button--quiet" type="button" onClick=${onNo}>${_("Ne rien changer")}</button></p>
  </form>`;
}

function Theme({ event, column }) {
  return html`<details class="fold">
    <summary class="fold__title">${column.title} <span class="soft">· ${problemWords(countProblems(column.cards))}</span></summary>
    <div class="stack stack--close fold__body">
      ${column.question && html`<p class="lead">${column.question}</p>`}
      ${column.cards.map((card) => html`<${Said} key=${card.id} event=${event} card=${card} />`)}
      ${!column.cards.length && html`<p class="soft">${_("Rien ici pour l'instant.")}</p>`}
    </div>
  </details>`;
}

/** A card, and everybody's words when several said the same. */
function Said({ event, card }) {
  return html`<div>
    <${Card} event=${event} problem=${card} />
    ${card.alike.length > 0 &&
    html`<details class="fold">
      <summary class="fold__title">${saidBy(card)}</summary>
      <div class="stack stack--close fold__body">${card.alike.map((one) => html`<${Card} key=${one.id} event=${event} problem=${one} />`)}</div>
    </details>`}
  </div>`;
}

provide("group", PhoneGroup);
