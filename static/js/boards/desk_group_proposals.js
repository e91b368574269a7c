/** "Mine belongs there": what authors propose, to accept or refuse. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";

/** @param {{desk: any, items: Object<string, any>, columns: any[]}} props */
export function Proposals({ desk, items, columns }) {
  const waiting = proposalsOf(items, columns);
  if (!waiting.length) return null;
  return html`<section class="sheet stack stack--close" aria-labelledby="proposals-title">
    <h3 id="proposals-title">${_("Le mien va là")} <span class="badge">${waiting.length}</span></h3>
    <ul class="group__proposals">
      ${waiting.map((one) => html`<${Proposal} key=${one.id} desk=${desk} one=${one} />`)}
    </ul>
  </section>`;
}

/** What waits for an answer, oldest first: [{id, problem, from, to}]. */
export function proposalsOf(items, columns) {
  const proposals = items.proposal || {};
  const byId = (id) => columns.find((column) => column.id === String(id));
  return Object.keys(proposals)
    .map((id) => ({ id, at: proposals[id].at, problem: (items.problem || {})[id], to: byId(proposals[id].theme) }))
    .filter((one) => one.problem && one.to)
    .map((one) => ({ ...one, from: byId(one.problem.theme) }))
    .sort((a, b) => a.at - b.at);
}

function Proposal({ desk, one }) {
  const door = "desk/themes/proposals/" + one.id + "/";
  const fields = { theme: one.to.id };
  return html`<li class="group__proposal">
    <p class="group__proposal-words"><span dir="auto">${one.problem.text}</span>
      <b><${Icon} name="arrow" extra="icon--turns" /><span class="unseen">${one.from ? _("De « %(title)s » vers", { title: one.from.title }) : _("Vers")} </span><span dir="auto">${one.to.title}</span></b></p>
    <div class="row">
      <${Press} desk=${desk} to=${door + "accept"} fields=${fields} look="button--small button--primary" keep=${"accept-" + one.id}><${Icon} name="check" />${_("Accepter")}<span class="unseen"> ${_("le problème n° %(num)s", { num: one.problem.number })}</span><//>
      <${Press} desk=${desk} to=${door + "refuse"} fields=${fields} look="button--small" keep=${"refuse-" + one.id}>${_("Laisser où il est")}<span class="unseen"> ${_("le problème n° %(num)s", { num: one.problem.number })}</span><//>
    </div>
  </li>`;
}
