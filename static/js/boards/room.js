/** What the room has written, for those who cannot see the wall. Nothing moves while one reads. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Card } from "./card.js";

/** @param {{event: any, problems: Object<string, any>}} props the problems the room may read, by id */
export function Room({ event, problems }) {
  const ids = newestFirst(problems);
  const [shown, setShown] = useState(null);
  if (!ids.length) return null;
  // While one reads, new cards wait behind a button; a card taken off the wall goes at once.
  const reading = shown ? shown.filter((id) => problems[id]) : [];
  const fresh = shown ? ids.filter((id) => reading.indexOf(id) < 0).length : 0;

  return html`<details class="fold" onToggle=${(event) => setShown(event.target.open ? ids : null)}>
    <summary class="fold__title">${_("Ce que la salle a écrit (%(num)s)", { num: ids.length })}</summary>
    <div class="stack stack--close fold__body">
      ${fresh > 0 &&
      html`<button class="button button--wide" type="button" onClick=${() => setShown(ids)}>
        ${ngettext("Voir %(num)s nouveau problème", "Voir %(num)s nouveaux problèmes", fresh)}
      </button>`}
      ${reading.map((id) => html`<${Card} key=${id} event=${event} problem=${problems[id]} />`)}
    </div>
  </details>`;
}

function newestFirst(problems) {
  return Object.keys(problems).sort((a, b) => problems[b].number - problems[a].number);
}
