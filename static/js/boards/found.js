/** The warning before a text with somebody's telephone, address... goes to the wall. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { cutAt } from "./count.js";

/** Show what was found where, and let the author choose. */
export function Found({ refusal, text, onMend, onAnyway }) {
  const seen = refusal.text || text.trim();
  return html`<div class="banner banner--waiting banner--block stack stack--close">
    <p><${Icon} name="warning" /><strong>${_("Votre texte contient une donnée personnelle.")}</strong></p>
    <p class="card__text">
      ${cutAt(seen, refusal.found || []).map((piece) => (piece.kind ? html`<mark>${piece.text}</mark>` : piece.text))}
    </p>
    <p>${_("Toute la salle pourra la lire.")}</p>
    <p class="row">
      <button class="button button--primary" type="button" onClick=${onMend}>${_("Corriger")}</button>
      <button class="button" type="button" onClick=${onAnyway}>${_("Envoyer quand même")}</button>
    </p>
  </div>`;
}
