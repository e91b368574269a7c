/** One sheet at the desk: its texts with what looks personal marked, its drawings, hide and show. */

import { html, useState } from "../../vendor/htm-preact.js";
import { cutAt } from "../boards/count.js";
import { HideBecause, MaskWords } from "../boards/hide_because.js";
import { reasonWords } from "../boards/hide_reasons.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { door } from "../live/page.js";
import { Press } from "../sessions/desk_press.js";
import { fieldsOf, saidIn } from "./sheet_words.js";

/** @param {{desk: any, id: number, sheet: any, steps: any[]}} props */
export function DeskSheet({ desk, id, sheet, steps }) {
  const written = fieldsOf(steps).filter((field) => sheet.texts[field.key]);
  const to = "desk/ideas/" + id + "/";
  const [open, setOpen] = useState(false);
  return html`<div class="desk__more stack stack--close">
    ${sheet.hidden && sheet.reason && html`<p class="small"><span class="chip chip--refused"><${Icon} name="eye-off" />${_("Cachée : %(reason)s", { reason: reasonWords(sheet.reason) })}</span></p>`}
    ${sheet.beside > 0 && html`<p class="small"><span class="chip chip--waiting"><${Icon} name="people" />${_("Deux textes attendent un choix de l'équipe")}</span></p>`}
    <dl class="idea-texts">
      ${written.map((field) => html`<div key=${field.key} class="idea-texts__one"><dt>${inLanguage(field)}${field.shown === false ? html` <span class="small soft">${_("(pas montré à la salle)")}</span>` : ""}</dt>
        <dd dir="auto">${field.type === "choice" ? saidIn(field, sheet.texts[field.key]) : cutAt(sheet.texts[field.key], sheet.personal[field.key] || []).map((piece) => (piece.kind ? html`<mark>${piece.text}</mark>` : piece.text))}</dd></div>`)}
    </dl>
    <${DeskDrawings} desk=${desk} drawings=${sheet.drawings} />
    <div class="row">
      ${sheet.hidden
        ? html`<${Press} desk=${desk} to=${to + "show"} look="button--small" keep=${"idea-main-" + id}><${Icon} name="eye" />${_("Montrer à nouveau")}<//>`
        : html`<${Press} desk=${desk} to=${to + "hide"} look="button--small" keep=${"idea-main-" + id}><${Icon} name="eye-off" />${_("Cacher cette idée")}<//>`}
      ${Object.keys(sheet.personal).length > 0 && html`<${Press} desk=${desk} to=${to + "mask"} look="button--small"><${Icon} name="mask" />${_("Masquer la donnée")}<//>`}
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(open)} data-keep=${"idea-why-" + id} onClick=${() => setOpen(!open)}><${Icon} name="more" />${sheet.hidden ? _("Dire pourquoi") : _("Plus")}</button>
    </div>
    ${open && html`<${HideBecause} desk=${desk} to=${to + "hide"} id=${"idea-" + id} onDone=${() => setOpen(false)} /><${MaskWords} desk=${desk} to=${to + "mask"} onDone=${() => setOpen(false)} />`}
  </div>`;
}

/** The drawings of a sheet: each is looked at before the room sees it. */
export function DeskDrawings({ desk, drawings }) {
  if (!drawings.length) return null;
  return html`<ul class="drawings">
    ${drawings.map((one) => html`<li key=${one.id} class="drawings__one">
      <a href=${door("ideas/drawings/" + one.id + ".jpg")} target="_blank" rel="noopener"><img class="drawings__picture" src=${door("ideas/drawings/" + one.id + ".jpg")} alt=${_("Dessin de l'équipe")} /></a>
      <div class="row">
        ${one.state !== "shown" && html`<${Press} desk=${desk} to=${"desk/drawings/" + one.id + "/show"} look="button--small"><${Icon} name="eye" />${_("Approuver")}<//>`}
        ${one.state !== "hidden" && html`<${Press} desk=${desk} to=${"desk/drawings/" + one.id + "/hide"} look="button--small"><${Icon} name="eye-off" />${_("Cacher")}<//>`}
      </div>
    </li>`)}
  </ul>`;
}
