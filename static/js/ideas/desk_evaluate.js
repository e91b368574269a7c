/** The desk during the evaluation and the close: response rate, counts once revealed, commitments. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { HideBecause } from "../boards/hide_because.js";
import { reasonWords } from "../boards/hide_reasons.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { questions as promiseQuestions } from "./commitment_form.js";
import { plainCommitments } from "./desk_waiting.js";
import { choicesOf } from "./question_words.js";
import { fieldsOf, headlineOf } from "./sheet_words.js";

const SIDES = ["resident", "professional"];

/** @param {{desk: any, day: any, items: any}} props */
export function DeskEvaluate({ desk, day, items }) {
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector("[data-keep^=promise-]"));
  const told = (items.evaluation || {})[day.step.id];
  return html`<section class="stack" ref=${box}>
    ${told && html`<${Opinion} ...${{ desk, told }} event=${day.event} step=${day.step} />`}
    ${day.step.settings.commitments && html`<${DeskCommitments} ...${{ desk, day, items }} />`}
  </section>`;
}

/** @param {{desk: any, day: any, items: any}} props */
export function DeskClose({ desk, day, items }) {
  const box = useRef(null);
  useKeptFocus(box);
  const steps = day.steps.filter((step) => step.kind === "evaluate" && (items.evaluation || {})[step.id]);
  return html`<section class="stack" ref=${box}>
    <${DeskCommitments} ...${{ desk, day, items }} />
    ${steps.map((step) => html`<${Opinion} key=${step.id} desk=${desk} told=${items.evaluation[step.id]} event=${day.event} step=${step} />`)}
  </section>`;
}

function Opinion({ desk, told, event, step }) {
  const to = "desk/steps/" + step.id;
  return html`<div class="stack stack--close">
    <h2 class="desk__zone-title">${_("Les avis")}</h2>
    <dl class="counters">
      ${SIDES.map((side) => html`<div key=${side} class=${"counter counter--" + side}><dt class="counter__label"><${Mark} perspective=${side} />${labelOf(event, side)}</dt><dd class="counter__value">${told.answered[side]}<span class="small soft">/${told.of[side]}</span></dd></div>`)}
    </dl>
    ${!step.revealed && html`<p class="small soft">${_("Les résultats n'existent pas avant d'être dévoilés.")}</p>`}
    <${Press} desk=${desk} to=${to + (step.revealed ? "/conceal" : "/reveal")} look="button--small" keep="opinions"><${Icon} name=${step.revealed ? "eye-off" : "eye"} />${step.revealed ? _("Cacher les résultats") : _("Dévoiler les résultats ici")}<//>
    ${step.revealed && told.questions.map((one) => html`<${Counted} key=${one.key} ...${{ event, step, one }} />`)}
    ${told.lines.map((line) => html`<div key=${line.id} class="desk__slip row row--spread"><p dir="auto">${line.hidden ? html`<s>${line.text}</s>` : line.text}</p>
      <${Press} desk=${desk} to=${"desk/evaluations/lines/" + line.id + (line.hidden ? "/show" : "/hide")} look="button--small"><${Icon} name=${line.hidden ? "eye" : "eye-off"} />${line.hidden ? _("Remettre") : _("Écarter")}<//></div>`)}
  </div>`;
}

function Counted({ event, step, one }) {
  const question = (step.settings.questions || []).find((each) => each.key === one.key) || {};
  if (question.type === "text") return null;
  if (!one.counts) return html`<div><p><b>${inLanguage(question)}</b></p><p class="small soft">${_("Moins de 5 réponses : rien n'est montré.")}</p></div>`;
  return html`<div class="table-box"><table class="table">
    <caption>${inLanguage(question)}</caption>
    <thead><tr><th scope="col">${_("Réponse")}</th><th scope="col" class="number">${_("La salle")}</th>${one.counts.split && SIDES.map((side) => html`<th scope="col" class="number" key=${side}>${labelOf(event, side)}</th>`)}</tr></thead>
    <tbody>${choicesOf(question.type).map(
      ([value, sign, words]) => html`<tr key=${value}><th scope="row">${words || sign}</th><td class="number">${one.counts.room[value] || 0}</td>${one.counts.split && SIDES.map((side) => html`<td class="number" key=${side}>${one.counts.split[side][value] || 0}</td>`)}</tr>`,
    )}</tbody>
  </table></div>`;
}

/** The commitments at the desk: written down as they are said, mended, hidden. */
export function DeskCommitments({ desk, day, items }) {
  const made = items.commitment || {};
  const ids = Object.keys(made).sort((a, b) => a - b);
  const waiting = plainCommitments(items);
  const [editing, edit] = useState("");
  return html`<div class="stack stack--close">
    <h2 class="desk__zone-title">${_("Les engagements")} <span class="badge">${ids.length}</span></h2>
    ${waiting.length > 1 && html`<p><${Press} desk=${desk} to="desk/commitments/show" fields=${{ commitments: waiting.join(",") }} keep="promises-show"><${Icon} name="eye" />${_("Montrer les %(num)s engagements à relire", { num: waiting.length })}<//></p>`}
    ${ids.map((id) =>
      editing === id
        ? html`<${Form} key=${id} ...${{ desk, day, items }} to=${"desk/commitments/" + id} before=${made[id]} onDone=${() => edit("")} />`
        : html`<${One} key=${id} ...${{ desk, id }} one=${made[id]} onEdit=${() => edit(id)} />`,
    )}
    <${Form} key="new" ...${{ desk, day, items }} to="desk/commitments" />
  </div>`;
}

function One({ desk, id, one, onEdit }) {
  const to = "desk/commitments/" + id + "/";
  const [why, setWhy] = useState(false);
  return html`<article aria-label=${_("Engagement : %(what)s", { what: one.what })} class=${"card" + (one.state === "hidden" ? " card--hidden" : one.state === "waiting" ? " card--waiting" : "")}>
    <p class="card__text" dir="auto"><b>${one.who}</b> – ${one.what}</p>
    <p class="card__foot"><span class="chip"><${Icon} name="clock" />${one.by_when}</span>${one.answers && html`<span>${_("En répond : %(name)s", { name: one.answers })}</span>`}
      ${one.state === "waiting" && html`<span class="chip chip--waiting">${_("À relire")}</span>`}${one.state === "hidden" && html`<span class="chip chip--refused">${one.reason ? _("Caché : %(reason)s", { reason: reasonWords(one.reason) }) : _("Caché")}</span>`}
      ${one.personal && html`<span class="chip chip--waiting"><${Icon} name="warning" />${_("Donnée personnelle")}</span>`}</p>
    <div class="card__actions">
      ${one.state !== "shown" && html`<${Press} desk=${desk} to=${to + "show"} look="button--small" keep=${"promise-" + id}><${Icon} name="eye" />${_("Montrer")}<//>`}
      ${one.state !== "hidden" && html`<${Press} desk=${desk} to=${to + "hide"} look="button--small" keep=${"promise-hide-" + id}><${Icon} name="eye-off" />${_("Cacher")}<//>`}
      <button class="button button--small button--quiet" type="button" onClick=${onEdit}><${Icon} name="edit" />${_("Modifier")}</button>
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(why)} data-keep=${"promise-why-" + id} onClick=${() => setWhy(!why)}><${Icon} name="more" />${one.state === "hidden" ? _("Dire pourquoi") : _("Plus")}</button>
    </div>
    ${why && html`<div class="desk__more stack stack--close"><${HideBecause} desk=${desk} to=${to + "hide"} id=${"promise-" + id} onDone=${() => setWhy(false)} /></div>`}
  </article>`;
}

function Form({ desk, day, items, to, before, onDone }) {
  const empty = { who: "", what: "", by_when: "", answers: "", idea: "" };
  const [said, setSaid] = useState(before ? { ...empty, ...pick(before, Object.keys(empty)) } : empty);
  const sheets = items.sheet || {};
  const fields = fieldsOf(day.steps);
  const ready = said.who.trim() && said.what.trim() && said.by_when.trim();
  async function submit(event) {
    event.preventDefault();
    if (!ready || !(await desk.presses.press(to, { ...said, idea: said.idea || "", anyway: "true" }))) return;
    setSaid(empty);
    if (onDone) onDone();
  }
  return html`<form class="desk__block stack stack--close" method="post" onSubmit=${submit}>
    <h3 class="desk__subtitle">${before ? _("Modifier l'engagement") : _("Noter un engagement")}</h3>
    ${promiseQuestions().map(
      ([name, label]) => html`<label class="desk__told" key=${name}><span class="small">${label}</span>
        <input class="field__input" dir="auto" maxlength=${name === "what" ? 280 : 80} autocomplete="off" value=${said[name]} onInput=${(event) => setSaid({ ...said, [name]: event.target.value })} /></label>`,
    )}
    <label class="desk__told"><span class="small">${_("Pour quelle idée ?")}</span>
      <select class="field__input" value=${said.idea || ""} onChange=${(event) => setSaid({ ...said, idea: event.target.value })}>
        <option value="">${_("Aucune en particulier")}</option>
        ${Object.keys(sheets).filter((id) => !sheets[id].person && Object.keys(sheets[id].texts).length).map((id) => html`<option key=${id} value=${id}>${headlineOf(fields, sheets[id].texts) || _("Idée n° %(number)s", { number: sheets[id].number })}</option>`)}
      </select></label>
    <div class="row"><button class="button button--small button--primary" type="submit" aria-disabled=${ready ? null : "true"}>${before ? _("Enregistrer") : _("Ajouter")}</button>
    ${onDone && html`<button class="button button--small" type="button" onClick=${onDone}>${_("Ne rien changer")}</button>`}</div>
  </form>`;
}

function pick(from, names) {
  const picked = {};
  names.forEach((name) => (picked[name] = from[name] === null ? "" : from[name]));
  return picked;
}
