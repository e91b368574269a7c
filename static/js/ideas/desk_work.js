/** The desk during the work: who is stuck, who calls, who is sent, what each team has written. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { timeOfDay } from "../sessions/desk_words.js";
import { DeskSheet } from "./desk_sheet.js";
import { fieldsOf } from "./sheet_words.js";

const QUIET_MS = 10 * 60000;

/** @param {{desk: any, day: any, items: any, now: number}} props */
export function DeskWork({ desk, day, items, now }) {
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector("h2"));
  const work = (items.work || {}).room || {};
  const tables = work.tables || [];
  const ours = fieldsOf([day.step]).map((field) => field.key);
  const people = items.participant || {};
  const alone = Object.keys(items.sheet || {}).filter((id) => items.sheet[id].person);
  return html`<section class="stack" ref=${box} aria-labelledby="work-title">
    <h2 class="desk__zone-title" id="work-title" tabindex="-1">${_("Le travail des équipes")}</h2>
    <${Calls} ...${{ desk, people }} callers=${tables.concat(work.alone || [])} />
    ${!tables.length && !alone.length && html`<div class="empty"><${Icon} name="team" /><p class="empty__title">${_("Pas encore d'équipe.")}</p></div>`}
    <ul class="desk__tables">
      ${tables.map((table) => html`<${Table} key=${table.number} ...${{ desk, table, ours, now, steps: day.steps }} sheet=${(items.sheet || {})[table.idea]} theme=${(items.theme || {})[table.theme]} />`)}
    </ul>
    ${alone.length > 0 && html`<p class="small soft">${ngettext("%(num)s fiche personnelle commencée", "%(num)s fiches personnelles commencées", alone.length)}</p>`}
    <${Resources} ...${{ desk, people }} />
  </section>`;
}

/** Who has called and was not answered: oldest first. */
function Calls({ desk, callers, people }) {
  const calls = callers.reduce((all, caller) => all.concat(caller.calls.map((call) => ({ ...call, caller }))), []).sort((a, b) => a.at - b.at);
  if (!calls.length) return null;
  return html`<section class="sheet stack stack--close" aria-labelledby="calls-title">
    <h3 id="calls-title"><${Icon} name="bell" /> ${ngettext("%(num)s appel", "%(num)s appels", calls.length)}</h3>
    ${calls.map((call) => html`<${Call} key=${call.id} ...${{ desk, call, people }} />`)}
  </section>`;
}

function Call({ desk, call, people }) {
  const sent = call.sent && people[call.sent];
  const what = call.what === "resource" ? _("demande une personne ressource") : _("appelle l'animation");
  return html`<div class="desk__call stack stack--close">
    <p><b dir="auto">${callerWords(call.caller, people)}</b> ${what} <span class="small soft">${timeOfDay(call.at)}</span></p>
    ${call.words && html`<p dir="auto">${call.words}</p>`}
    ${sent && html`<p><span class="chip chip--ok"><${Icon} name="check" />${_("%(name)s y va", { name: sent.name || _("Une personne") })}</span></p>`}
    <div class="row">
      ${call.what === "resource" && html`<${Send} ...${{ desk, call, people }} />`}
      <${Press} desk=${desk} to=${"desk/calls/" + call.id + "/end"} look="button--small" keep=${"end-" + call.id}><${Icon} name="check" />${_("C'est réglé")}<span class="unseen"> : ${callerWords(call.caller, people)}</span><//>
    </div>
  </div>`;
}

function Send({ desk, call, people }) {
  const free = Object.keys(people).filter((id) => people[id].resource && people[id].status === "present" && id !== call.sent);
  if (!free.length) return html`<span class="small soft">${_("Personne ressource : aucune. Choisissez-en plus bas.")}</span>`;
  return html`<span class="row">${free.map(
    (id) => html`<${Press} key=${id} desk=${desk} to=${"desk/calls/" + call.id + "/send"} fields=${{ person: id }} look="button--small" keep=${"send-" + call.id + id}><${Icon} name="arrow" extra="icon--turns" />${_("Envoyer %(name)s", { name: nameOf(people[id]) })}<//>`,
  )}</span>`;
}

function callerWords(caller, people) {
  return caller.person ? nameOf(people[caller.person] || {}) : tableWords(caller);
}

function nameOf(person) {
  return person.name || person.trade || person.organisation || _("Sans prénom");
}

function tableWords(table) {
  if (!table.number) return _("La salle");
  return (table.name || _("Équipe %(number)s", { number: table.number })) + (table.table ? " · " + _("table %(table)s", { table: table.table }) : "");
}

function Table({ desk, table, ours, now, sheet, theme, steps }) {
  const [open, setOpen] = useState("");
  const filled = ours.filter((key) => table.filled.indexOf(key) >= 0).length;
  const quiet = table.at === null || now - table.at > QUIET_MS;
  const toggle = (what) => () => setOpen(open === what ? "" : what);
  const id = "table-" + table.number;
  return html`<li class="desk__table" data-state=${quiet ? "quiet" : null}>
    <div class="row row--spread">
      <p><b>${tableWords(table)}</b>${theme && html`<br /><span class="small soft">${theme.question || theme.title}</span>`}</p>
      <p class="desk__progress"><progress max=${Math.max(1, ours.length)} value=${filled} aria-label=${_("Champs remplis de %(table)s", { table: tableWords(table) })}></progress> ${filled}/${ours.length}</p>
    </div>
    <p class="row small soft">
      <span>${table.at === null ? _("Rien d'écrit") : _("Dernier texte : %(time)s", { time: timeOfDay(table.at) })}</span>
      ${quiet && table.at !== null && html`<span class="chip chip--waiting"><${Icon} name="clock" />${_("Plus rien depuis 10 minutes")}</span>`}
      ${sheet && sheet.hidden && html`<span class="chip chip--refused"><${Icon} name="eye-off" />${_("Idée cachée")}</span>`}
      ${sheet && sheet.drawings.some((one) => one.state === "waiting") && html`<span class="chip chip--waiting"><${Icon} name="eye" />${_("Dessin à regarder")}</span>`}
    </p>
    <div class="row">
      <button class="button button--small" type="button" aria-expanded=${String(open === "sheet")} data-keep=${id + "-sheet"} disabled=${!sheet} onClick=${toggle("sheet")}><${Icon} name="edit" />${_("Lire la fiche")}<span class="unseen"> : ${tableWords(table)}</span></button>
      <button class="button button--small" type="button" aria-expanded=${String(open === "message")} data-keep=${id + "-message"} onClick=${toggle("message")}><${Icon} name="speak" />${_("Écrire à la table")}<span class="unseen"> : ${tableWords(table)}</span></button>
    </div>
    ${open === "message" && html`<${Message} ...${{ desk, table }} onDone=${() => setOpen("")} />`}
    ${open === "sheet" && sheet && html`<${DeskSheet} ...${{ desk, sheet, steps }} id=${table.idea} />`}
  </li>`;
}

function Message({ desk, table, onDone }) {
  const [text, setText] = useState("");
  async function submit(event) {
    event.preventDefault();
    if (text.trim() && (await desk.presses.press("desk/tables/" + table.number + "/message", { text }))) onDone();
  }
  return html`<form class="desk__ask" method="post" onSubmit=${submit}>
    <label><span class="small">${_("Message à cette table")}</span>
      <input class="field__input" value=${text} maxlength="280" autocomplete="off" onInput=${(event) => setText(event.target.value)} /></label>
    <button class="button button--small" type="submit" aria-disabled=${text.trim() ? null : "true"}>${_("Envoyer")}</button>
    ${table.messages.length > 0 && html`<p class="small soft">${_("Dernier message : %(text)s", { text: table.messages[table.messages.length - 1] })}</p>`}
  </form>`;
}

/** Who can be sent to tables. */
function Resources({ desk, people }) {
  const here = Object.keys(people).filter((id) => people[id].status === "present");
  const known = here.filter((id) => people[id].resource);
  const others = here.filter((id) => !people[id].resource && people[id].perspective === "professional");
  const [chosen, choose] = useState("");
  return html`<details class="fold"><summary class="fold__title">${_("Personnes ressources")} <span class="badge">${known.length}</span></summary>
    <div class="stack stack--close fold__body">
      ${known.map((id) => html`<div class="row row--spread" key=${id}><span><b dir="auto">${nameOf(people[id])}</b> <span class="small soft">${[people[id].trade, people[id].organisation].filter(Boolean).join(" · ")}</span></span>
        <${Press} desk=${desk} to=${"desk/resources/" + id} look="button--small" keep=${"resource-" + id}>${_("N'est plus ressource")}<//></div>`)}
      <div class="desk__ask">
        <label><span class="small">${_("Ajouter une personne ressource")}</span>
          <select class="field__input" value=${chosen} onChange=${(event) => choose(event.target.value)}>
            <option value="">${_("Choisir")}</option>
            ${others.map((id) => html`<option key=${id} value=${id}>${[nameOf(people[id]), people[id].organisation].filter(Boolean).join(", ")}</option>`)}
          </select></label>
        <${Press} desk=${desk} to=${"desk/resources/" + chosen} fields=${{ wanted: "true" }} off=${!chosen} look="button--small" onStored=${() => choose("")}>${_("Ajouter")}<//>
      </div>
    </div>
  </details>`;
}
