/** What came back, whatever it was and wherever it was written: nothing refused is out of sight. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/** @param {{letters: any[], outbox: any}} props `letters`: the refused ones */
export function RefusedLetters({ letters, outbox }) {
  return letters.map(
    (letter) => html`<article class="card card--waiting" key=${letter.key}>
      <p class="card__text" dir="auto">${wordsOf(letter)}</p>
      <p>${letter.refusal.sentence}</p>
      <div class="card__actions">
        <button class="button" type="button" onClick=${() => outbox.retry(letter.key)}><${Icon} name="send" />${_("Envoyer à nouveau")}</button>
        <button class="button button--danger" type="button" onClick=${() => outbox.drop(letter.key)}><${Icon} name="trash" />${_("Supprimer")}</button>
      </div>
    </article>`,
  );
}

/** What its writer knows a letter by: its text, a promise, a photo. */
function wordsOf({ fields, file }) {
  return fields.text || fields.words || (fields.by_when && fields.who + " – " + fields.what) || (file && _("Photo d'un dessin"));
}
