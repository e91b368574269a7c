/** My page: the idea of my team, and the commitments I made. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { TravellingPhotos, photosIn } from "./travelling_photo.js";
import { fieldsOf, headlineOf, saidIn } from "./sheet_words.js";

/** @param {{steps: any[], board: any, owner: string, letters: any[], outbox: any}} props */
export function MyIdea({ steps, board, owner, letters, outbox }) {
  const sheets = ((board.items.my_idea || {})[owner] || {}).sheets || {};
  const made = ((board.items.my_commitments || {})[owner] || {}).made || [];
  return html`<div class="stack stack--wide">
    ${["team", "room", "person"].map((whose) => sheets[whose] && html`<${Sheet} key=${whose} whose=${whose} sheet=${sheets[whose]} steps=${steps} slips=${(board.items.slips || {})[sheets[whose].id]} />`)}
    ${photosIn(letters).length > 0 &&
    html`<section class="stack stack--close"><h2 class="heading">${_("Nos dessins")}</h2>
      <ul class="drawings"><${TravellingPhotos} letters=${letters} outbox=${outbox} /></ul>
    </section>`}
    ${made.length > 0 &&
    html`<section class="stack stack--close"><h2 class="heading">${_("Mes engagements")}</h2>
      <ul class="stack stack--close">${made.map((one) => html`<li key=${one.id} dir="auto"><b>${one.who}</b> – ${one.what} <span class="chip"><${Icon} name="clock" />${one.by_when}</span></li>`)}</ul>
    </section>`}
  </div>`;
}

function Sheet({ whose, sheet, steps, slips }) {
  const fields = fieldsOf(steps);
  const texts = {};
  Object.keys(sheet.texts).forEach((key) => (texts[key] = sheet.texts[key].text));
  const written = fields.filter((field) => texts[field.key]);
  if (!written.length) return null;
  const title = headlineOf(fields, texts);
  return html`<section class="stack stack--close">
    <h2 class="heading">${whose === "person" ? _("Ma fiche") : _("L'idée de mon équipe")}</h2>
    <details class="fold"><summary class="fold__title"><span dir="auto">${title || inLanguage(written[0])}</span></summary>
      <dl class="idea-texts fold__body">${written.map((field) => html`<div key=${field.key} class="idea-texts__one"><dt>${inLanguage(field)}</dt><dd dir="auto">${saidIn(field, texts[field.key])}</dd></div>`)}</dl>
    </details>
    ${slips && html`<p class="small soft">${_("Soutiens : %(support)s. Aides : %(help)s. Objections : %(concern)s.", slips.room)}</p>`}
  </section>`;
}

provide("my_idea", MyIdea);
