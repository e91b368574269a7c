/** One problem at the desk: its text with what looks personal marked, and what can be done with it. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon, Perspective } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { tileOf } from "./card.js";
import { cutAt } from "./count.js";
import { HideBecause, MaskWords } from "./hide_because.js";
import { reasonWords } from "./hide_reasons.js";

/** @param {{desk: any, id: string, problem: any, event: any, spotlit: boolean}} props */
export function ModerationCard({ desk, id, problem, event, spotlit }) {
  const [open, setOpen] = useState("");
  const door = (what) => "desk/problems/" + id + "/" + what;
  const look = { waiting: " card--waiting", hidden: " card--hidden" }[problem.state] || "";
  const toggle = (panel) => () => setOpen(open === panel ? "" : panel);
  return html`<article class=${"card" + look} tabindex="-1" data-keep=${"card-" + id} aria-label=${_("Problème n° %(number)s", { number: problem.number })}>
    <${Theme} tile=${tileOf(problem.tile)} />
    <p class="card__text" dir="auto">
      ${cutAt(problem.text, problem.personal || []).map((piece) => (piece.kind ? html`<mark>${piece.text}</mark>` : piece.text))}
    </p>
    <p class="card__foot">
      <${Perspective} event=${event} perspective=${problem.perspective} />
      <span>${_("n° %(number)s", { number: problem.number })}</span>
    </p>
    <${Signs} problem=${problem} spotlit=${spotlit} />
    <div class="card__actions">
      ${problem.state !== "shown" &&
      html`<${Press} desk=${desk} to=${door("show")} look="button--small" keep=${"main-" + id}>
        <${Icon} name="eye" />${problem.state === "hidden" ? _("Montrer à nouveau") : _("Montrer")}
      <//>`}
      ${problem.state !== "hidden" &&
      html`<${Press} desk=${desk} to=${door("hide")} look="button--small" keep=${"hide-" + id}><${Icon} name="eye-off" />${_("Cacher")}<//>`}
      ${problem.personal.length > 0 &&
      html`<${Press} desk=${desk} to=${door("mask")} look="button--small" keep=${"mask-" + id}><${Icon} name="mask" />${_("Masquer la donnée")}<//>`}
      ${problem.state === "shown" && html`<${Aloud} desk=${desk} id=${id} problem=${problem} />`}
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(open === "more")} data-keep=${"more-" + id} onClick=${toggle("more")}>
        <${Icon} name="more" />${problem.state === "hidden" ? _("Dire pourquoi") : _("Plus")}
      </button>
    </div>
    ${open && html`<${More} desk=${desk} problem=${problem} door=${door} onDone=${() => setOpen("")} />`}
  </article>`;
}

function Theme({ tile }) {
  return tile ? html`<p class="card__theme"><${Icon} name=${tile.pictogram} />${inLanguage(tile.label)}</p>` : null;
}

function Signs({ problem, spotlit }) {
  const signs = [
    problem.state === "waiting" && html`<span class="chip chip--waiting"><${Icon} name="clock" />${_("À relire")}</span>`,
    problem.state === "hidden" &&
      html`<span class="chip chip--refused"><${Icon} name="eye-off" />${problem.reason ? _("Caché : %(reason)s", { reason: reasonWords(problem.reason) }) : _("Caché")}</span>`,
    problem.state === "shown" && !problem.visible && html`<span class="chip"><${Icon} name="eye-off" />${_("Pas encore dévoilé")}</span>`,
    problem.personal.length > 0 && html`<span class="chip chip--waiting"><${Icon} name="warning" />${_("Donnée personnelle")}</span>`,
    (problem.channel === "kiosk" || problem.channel === "paper") &&
      html`<span class="chip"><${Icon} name=${problem.channel} />${problem.channel === "paper" ? _("Papier") : _("Saisi à l'accueil")}</span>`,
    problem.channel === "prepared" && html`<span class="chip">${_("Préparé")}</span>`,
    problem.aloud !== null && html`<span class="chip chip--accent"><${Icon} name="speak" />${_("À lire")}</span>`,
    spotlit && html`<span class="chip chip--ok"><${Icon} name="screen" />${_("Seul à l'écran")}</span>`,
  ].filter(Boolean);
  return signs.length ? html`<p class="row">${signs}</p>` : null;
}

function Aloud({ desk, id, problem }) {
  const queued = problem.aloud !== null;
  return html`<${Press} desk=${desk} to=${"desk/problems/" + id + (queued ? "/unqueue" : "/queue")} look="button--small" pressed=${queued} keep=${"aloud-" + id}>
    <${Icon} name="speak" />${_("À lire")}
  <//>`;
}

function More({ desk, problem, door, onDone }) {
  return html`<div class="desk__more stack stack--close">
    <${HideBecause} desk=${desk} to=${door("hide")} id=${"problem-" + problem.number} onDone=${onDone} />
    <${MaskWords} desk=${desk} to=${door("mask")} onDone=${onDone} />
    ${problem.visible &&
    html`<div class="row"><${Press} desk=${desk} to=${door("spotlight")} look="button--small" onStored=${onDone}><${Icon} name="screen" />${_("Montrer seul à l'écran")}<//></div>`}
  </div>`;
}
