/** The tables of the room, and to which of them one comes without a step. */

import { html } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";

/** @param {{desk: any, people: any, stored: boolean[], number: number}} props `number`: how many, while none were said */
export function Places({ desk, people, stored, number }) {
  const places = stored.length ? stored : new Array(number).fill(true);
  const asking = Object.values(people).filter((person) => person.status === "present" && (person.needs || []).indexOf("step_free") >= 0).length;
  const fields = (changed) => ({ value: changed.map((good) => (good ? 1 : 0)).join(",") });
  return html`<div role="group" aria-labelledby="tables-title">
    <h3 class="desk__subtitle" id="tables-title">${ngettext("%(num)s table", "%(num)s tables", places.length)}</h3>
    <p class="small">${asking > 0 ? ngettext("%(num)s personne a besoin d'une table sans marche. Vérifiez les tables.", "%(num)s personnes ont besoin d'une table sans marche. Vérifiez les tables.", asking) : _("Personne n'a demandé de table sans marche.")}</p>
    <div class="row">
      ${places.map(
        (good, n) => html`<${Press} key=${n} desk=${desk} to="desk/teams/places" fields=${fields(places.map((one, place) => (place === n ? !one : one)))} look="button--small" pressed=${good} keep=${"table-" + n}>
          ${n + 1} <${Icon} name="wheelchair" /><span class="unseen">${_("Table %(num)s sans marche", { num: n + 1 })}</span>
        <//>`,
      )}
      <${Press} desk=${desk} to="desk/teams/places" fields=${fields(places.concat([true]))} look="button--small" keep="table-more"><${Icon} name="plus" />${_("Une table de plus")}<//>
      ${places.length > 1 && html`<${Press} desk=${desk} to="desk/teams/places" fields=${fields(places.slice(0, -1))} look="button--small" keep="table-less">${_("Une table de moins")}<//>`}
    </div>
  </div>`;
}
