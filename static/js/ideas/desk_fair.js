/** The desk during the fair: the order, the idea on the screen and its minutes, the slips. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { cutAt } from "../boards/count.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Timer } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { DeskSheet } from "./desk_sheet.js";
import { SLIP_ICONS, SlipCounts, slipWords, teamWords } from "./idea_card.js";
import { plainSlips } from "./desk_waiting.js";
import { fieldsOf, headlineOf } from "./sheet_words.js";

/** @param {{desk: any, day: any, items: any, now: number}} props */
export function DeskFair({ desk, day, items, now }) {
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector("[data-keep^=slip-], h2"));
  const fields = fieldsOf(day.steps);
  const fair = (items.fair || {}).room || { order: [] };
  const sheets = items.sheet || {};
  const order = fair.order.filter((id) => sheets[id] && (Object.keys(sheets[id].texts).length || sheets[id].drawings.length));
  const title = (id) => headlineOf(fields, sheets[id].texts) || _("Idée n° %(number)s", { number: sheets[id].number });
  const place = (id) => fair.order.indexOf(id);
  const visible = order.filter((id) => !sheets[id].hidden);
  const slips = plainSlips(items);
  const next = visible[visible.indexOf(fair.idea) + 1];
  return html`<section class="stack" ref=${box} aria-labelledby="fair-title">
    <h2 class="desk__zone-title" id="fair-title" tabindex="-1">${_("La foire aux idées")}</h2>
    <div class="sheet stack stack--close">
      ${fair.idea && sheets[fair.idea] ? html`<${Talk} ...${{ desk, fair, now }} title=${title(fair.idea)} />` : html`<p>${_("L'écran montre toutes les idées.")}</p>`}
      <div class="row">
        ${next && html`<${Press} desk=${desk} to=${"desk/fair/" + next} look="button--primary" keep="fair-next"><${Icon} name="arrow" extra="icon--turns" />${_("Suivante : %(title)s", { title: title(next) })}<//>`}
        ${fair.idea && html`<${Press} desk=${desk} to="desk/fair/all" keep="fair-all"><${Icon} name="screen" />${_("Toutes les idées")}<//>`}
      </div>
    </div>
    ${visible.length > 1 && html`<${Favourites} ...${{ desk, day }} />`}
    ${!order.length && html`<div class="empty"><${Icon} name="star" /><p class="empty__title">${_("Aucune idée n'est écrite.")}</p></div>`}
    ${slips.length > 1 && html`<p><${Press} desk=${desk} to="desk/slips/show" fields=${{ slips: slips.join(",") }} keep="slips-show"><${Icon} name="eye" />${_("Montrer les %(num)s billets à relire", { num: slips.length })}<//></p>`}
    <ol class="desk__tables">
      ${order.map((id, at) => html`<${Idea} key=${id} ...${{ desk, id, day, fair }} sheet=${sheets[id]} title=${title(id)} slips=${(items.slips || {})[id]}
        before=${at > 0 ? place(order[at - 1]) : null} after=${at < order.length - 1 ? place(order[at + 1]) : null} />`)}
    </ol>
  </section>`;
}

/** A vote on the ideas: a step of its own after the fair, with the ballots of any vote. */
function Favourites({ desk, day }) {
  const { step, steps } = day;
  const dots = step.settings.favourites === undefined ? 3 : step.settings.favourites;
  const vote = steps.find((one) => one.position > step.position && one.kind === "vote" && one.settings.on === "ideas" && !one.skipped);
  if (vote) {
    return html`<p><${Press} desk=${desk} to="desk/go" fields=${{ from_step: step.id, to_step: vote.id }} keep="favourites"><${Icon} name="arrow" extra="icon--turns" />${_("Passer au vote sur les idées")}<//></p>`;
  }
  if (!dots) return null;
  const planned = { kind: "vote", after: step.id, title: _("Les coups de cœur"), instruction: _("Choisissez les idées qui vous parlent. Votre vote est secret."), minutes: 10 };
  return html`<div class="stack stack--close">
    <p><${Press} desk=${desk} to="desk/steps" fields=${{ ...planned, "setting-on": "ideas", "setting-dots": dots, "setting-per_theme": 1 }} keep="favourites"><${Icon} name="plus" />${_("Ajouter un vote sur les idées")}<//></p>
    <p class="small soft">${ngettext("Il vient après la foire : %(num)s voix par personne.", "Il vient après la foire : %(num)s voix par personne.", dots)}</p>
  </div>`;
}

/** The idea that speaks: its clock is the server's. */
function Talk({ desk, fair, title, now }) {
  const to = "desk/fair/" + fair.idea;
  const runs = fair.clock.started_ms !== null && fair.clock.paused_ms === null;
  return html`<div class="stack stack--close">
    <p class="small soft">${_("À l'écran :")}</p><p class="lead" dir="auto"><b>${title}</b></p>
    <p class="desk__clock"><${Timer} clock=${fair.clock} now=${now} /></p>
    <div class="row">
      <${Press} desk=${desk} to=${to + (runs ? "/pause" : "/start")} keep="talk"><${Icon} name=${runs ? "pause" : "play"} />${runs ? _("Pause") : _("Démarrer la parole")}<//>
      <${Press} desk=${desk} to=${to + "/minutes"} fields=${{ minutes: 1 }} keep="talk-more">${_("+1 min")}<//>
    </div>
  </div>`;
}

function Idea({ desk, id, day, fair, sheet, title, slips, before, after }) {
  const [open, setOpen] = useState(false);
  return html`<li class="desk__table" aria-current=${fair.idea === id ? "true" : null}>
    <p><b dir="auto">${title}</b><br /><span class="small soft">${teamWords(sheet.team)}</span> ${sheet.hidden && html`<span class="chip chip--refused"><${Icon} name="eye-off" />${_("Cachée")}</span>`}</p>
    <${SlipCounts} event=${day.event} slips=${slips} />
    <div class="row">
      <${Press} desk=${desk} to=${"desk/fair/" + id} look="button--small" off=${sheet.hidden || fair.idea === id} keep=${"show-" + id}><${Icon} name="screen" />${_("À l'écran")}<span class="unseen"> : ${title}</span><//>
      ${before !== null && html`<${Press} desk=${desk} to=${"desk/fair/" + id + "/place"} fields=${{ place: before }} look="button--small" keep=${"up-" + id}>${_("Monter")}<span class="unseen"> : ${title}</span><//>`}
      ${after !== null && html`<${Press} desk=${desk} to=${"desk/fair/" + id + "/place"} fields=${{ place: after }} look="button--small" keep=${"down-" + id}>${_("Descendre")}<span class="unseen"> : ${title}</span><//>`}
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(open)} data-keep=${"more-idea-" + id} onClick=${() => setOpen(!open)}><${Icon} name="more" />${_("Plus")}<span class="unseen"> : ${title}</span></button>
    </div>
    <${Words} desk=${desk} slips=${slips} open=${open} />
    ${open && html`<${DeskSheet} ...${{ desk, id, sheet }} steps=${day.steps} />`}
  </li>`;
}

/** The words of the slips: those that wait always, the others when asked for. */
function Words({ desk, slips, open }) {
  const words = slips ? slips.words.filter((one) => open || one.state === "waiting") : [];
  if (!words.length) return null;
  return html`<ul class="stack stack--close">
    ${words.map((one) => html`<li key=${one.id} class="desk__slip">
      <p class="small soft"><${Icon} name=${SLIP_ICONS[one.kind]} /> ${slipWords(one.kind)}</p>
      <p dir="auto">${cutAt(one.text, one.personal).map((piece) => (piece.kind ? html`<mark>${piece.text}</mark>` : piece.text))}</p>
      <div class="row">
        ${one.state !== "shown" && html`<${Press} desk=${desk} to=${"desk/slips/" + one.id + "/show"} look="button--small" keep=${"slip-show-" + one.id}><${Icon} name="eye" />${_("Montrer")}<span class="unseen"> : ${one.text}</span><//>`}
        ${one.personal.length > 0 && html`<${Press} desk=${desk} to=${"desk/slips/" + one.id + "/mask"} look="button--small" keep=${"slip-mask-" + one.id}><${Icon} name="mask" />${_("Masquer la donnée")}<span class="unseen"> : ${one.text}</span><//>`}
        ${one.state !== "hidden" && html`<${Press} desk=${desk} to=${"desk/slips/" + one.id + "/hide"} look="button--small" keep=${"slip-hide-" + one.id}><${Icon} name="eye-off" />${_("Cacher")}<span class="unseen"> : ${one.text}</span><//>`}
      </div>
    </li>`)}
  </ul>`;
}
