/** My problems: what became of each, and the way to mend or withdraw it. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { reasonWords } from "./hide_reasons.js";
import { Theme, Writing } from "./writing.js";

/** My problems that are not withdrawn, newest first: [{id, number, text, tile, state, visible, reason, place}]. */
export function mineOf(board) {
  const mine = board.items.mine || {};
  const themes = board.items.theme || {};
  return Object.keys(mine)
    .map((id) => ({ id, ...mine[id], place: (themes[mine[id].theme] || {}).title }))
    .filter((problem) => problem.state !== "withdrawn")
    .sort((a, b) => b.number - a.number);
}

/**
 * @param {{problems: any[], letters: any[], outbox: any, event: any, path?: string, more?: any, title?: string, end?: boolean}} props
 *   `letters`: those of this place that are on their way; `end`: the day is over, say where each went
 */
export function Mine({ problems, letters, outbox, event, path = "problems", more = {}, title, end }) {
  const waiting = letters.filter((letter) => letter.path === path);
  if (!problems.length && !waiting.length) return null;
  const changeable = event.state === "open" && !event.locked;
  return html`<section class="stack">
    <h2 class="heading">${title || _("Mes problèmes")}</h2>
    ${waiting.map((letter) => html`<${OnItsWay} key=${letter.key} letter=${letter} />`)}
    ${problems.map(
      (problem) => html`<${MyProblem}
        key=${problem.id}
        problem=${problem}
        end=${end}
        letter=${letters.find((letter) => letter.path.indexOf(path + "/" + problem.id) === 0 && sameProblem(letter, path, problem))}
        changeable=${changeable}
        onEdit=${(fields) => outbox.send(path + "/" + problem.id, { ...fields, ...more })}
        onRetry=${(key, fields) => outbox.retry(key, { ...fields, ...more })}
        onDrop=${outbox.drop}
        onWithdraw=${() => outbox.send(path + "/" + problem.id + "/withdraw", more)}
      />`,
    )}
  </section>`;
}

function sameProblem(letter, path, problem) {
  const rest = letter.path.slice((path + "/" + problem.id).length);
  return rest === "" || rest === "/withdraw";
}

function OnItsWay({ letter }) {
  return html`<article class="card card--waiting">
    <${Theme} tile=${letter.fields.tile} />
    <p class="card__text">${letter.fields.text}</p>
    <p class="card__foot"><${Travel} letter=${letter} /></p>
  </article>`;
}

/** Where a letter is: still here, or on its way. Never "sent" before the server said so. */
function Travel({ letter }) {
  if (letter.state === "sending") return html`<span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span>`;
  return html`<span class="chip chip--waiting"><${Icon} name="phone" />${_("Gardé sur ce téléphone")}</span>`;
}

function MyProblem({ problem, end, letter, changeable, onEdit, onRetry, onDrop, onWithdraw }) {
  const [doing, setDoing] = useState("");
  const refused = letter && letter.state === "refused";
  if (doing === "edit" || refused) {
    return html`<${Mend}
      problem=${problem}
      letter=${refused ? letter : null}
      onSend=${(fields) => {
        if (refused) onRetry(letter.key, fields);
        else onEdit(fields);
        setDoing("");
      }}
      onCancel=${() => {
        if (refused) onDrop(letter.key);
        setDoing("");
      }}
    />`;
  }
  const text = letter && letter.fields.text ? letter.fields.text : problem.text;
  const tile = letter && letter.fields.text ? letter.fields.tile : problem.tile;
  return html`<article class=${"card " + cardOf(problem)}>
    <${Theme} tile=${tile} />
    <p class="card__text">${text}</p>
    <p class="card__foot">
      ${letter ? html`<${Travel} letter=${letter} />` : html`<${State} problem=${problem} />`}
      ${problem.place && html`<span class="chip">${_("Thème : %(title)s", { title: problem.place })}</span>`}
      ${end && !problem.place && problem.state === "shown" && html`<span class="chip">${_("Dans la synthèse de la journée")}</span>`}
      <span>${_("n° %(num)s", { num: problem.number })}</span>
    </p>
    ${problem.state === "hidden" && problem.reason && html`<p class="small">${_("Raison : %(reason)s", { reason: reasonWords(problem.reason) })}</p>`}
    ${doing === "withdraw" &&
    html`<${Confirm}
      onYes=${() => {
        onWithdraw();
        setDoing("");
      }}
      onNo=${() => setDoing("")}
    />`}
    ${changeable &&
    !letter &&
    !doing &&
    html`<div class="card__actions">
      <button class="button button--small" type="button" onClick=${() => setDoing("edit")}><${Icon} name="edit" />${_("Modifier")}<span class="unseen"> ${_("le problème n° %(num)s", { num: problem.number })}</span></button>
      <button class="button button--small button--danger" type="button" onClick=${() => setDoing("withdraw")}><${Icon} name="trash" />${_("Retirer")}<span class="unseen"> ${_("le problème n° %(num)s", { num: problem.number })}</span></button>
    </div>`}
  </article>`;
}

function cardOf(problem) {
  if (problem.state === "hidden") return "card--hidden";
  return problem.state === "waiting" ? "card--waiting" : "card--mine";
}

function State({ problem }) {
  if (problem.state === "hidden") return html`<span class="chip chip--refused"><${Icon} name="eye-off" />${_("Retiré du mur par l'animation")}</span>`;
  if (problem.state === "waiting") return html`<span class="chip chip--waiting"><${Icon} name="clock" />${_("L'animation le relit")}</span>`;
  if (!problem.visible) return html`<span class="chip"><${Icon} name="eye-off" />${_("Envoyé, montré plus tard")}</span>`;
  return html`<span class="chip chip--ok"><${Icon} name="sent" />${_("Envoyé, au mur")}</span>`;
}

function Mend({ problem, letter, onSend, onCancel }) {
  const first = letter && letter.fields.text ? letter.fields : problem;
  const [value, setValue] = useState({ text: first.text, tile: first.tile });
  return html`<section class="sheet" aria-label=${_("Modifier le problème n° %(num)s", { num: problem.number })}>
    <${Writing}
      name=${"mend-" + problem.id}
      value=${value}
      onChange=${setValue}
      refusal=${letter ? letter.refusal : null}
      focused
      inside
      onSend=${onSend}
      send=${_("Enregistrer")}
      onCancel=${onCancel}
      cancel=${_("Ne rien changer")}
    />
  </section>`;
}

function Confirm({ onYes, onNo }) {
  return html`<div class="banner banner--refused banner--block card__confirm stack stack--close" role="group" aria-label=${_("Retirer ce problème ?")}>
    <p><strong>${_("Retirer ce problème ?")}</strong> ${_("Il disparaît du mur.")}</p>
    <p class="row">
      <button class="button button--danger" type="button" onClick=${onYes}>${_("Oui, retirer")}</button>
      <button class="button" type="button" onClick=${onNo}>${_("Non, garder")}</button>
    </p>
  </div>`;
}
