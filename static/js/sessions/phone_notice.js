/** Five plain lines before the first problem: what is kept, who sees it, until when, and how to stop it. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { door, page } from "../live/page.js";

/** The five lines: [pictogram, sentence]. Keep equal to templates/sessions/_notice.html. */
export function noticeLines(event) {
  return [
    ["pen", _("Nous gardons vos textes et ce que vous dites de vous.")],
    ["eye", _("La salle lit vos textes, jamais votre nom.")],
    ["clock", _("Tout est effacé le %(date)s.", { date: longDate(event.purge_on) })],
    ["trash", _("Vous pouvez retirer un texte, ou tout faire effacer.")],
    ["hand", _("Une question ? Demandez à l'accueil.")],
  ];
}

/** An ISO date in words. */
export function longDate(date) {
  try {
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Date(date + "T00:00:00Z").toLocaleDateString(page.language === "en" ? "en-GB" : page.language, options);
  } catch (error) {
    return date;
  }
}

/** @param {{event: any, onAccept: () => void, title?: string}} props */
export function Notice({ event, onAccept, title }) {
  return html`<section class="stack">
    <h2>${title || _("Avant d'écrire")}</h2>
    <div class="notice">
      <ul class="notice__lines">
        ${noticeLines(event).map(([icon, text]) => html`<li key=${icon}><${Icon} name=${icon} /><span>${text}</span></li>`)}
      </ul>
      <p><a href=${door("notice")}>${_("Lire la notice entière")}</a></p>
    </div>
    <button class="button button--primary button--wide" type="button" onClick=${onAccept}>
      <${Icon} name="check" />${_("J'ai compris")}
    </button>
  </section>`;
}
