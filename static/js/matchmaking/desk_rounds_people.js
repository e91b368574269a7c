/** Who keeps a place, who is away in which round, and the topics: what the next dealing takes in. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Perspective } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { namesakes } from "../sessions/namesakes.js";

const AT_ONCE = 30;

/** @param {{desk: any, event: any, step: any, people: any, topics: any, guests: any}} props */
export function GuestList({ desk, event, step, people, topics, guests }) {
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(AT_ONCE);
  const apart = namesakes(people, event);
  const sought = typed.trim().toLowerCase();
  const ids = Object.keys(people)
    .filter((id) => people[id].status === "present")
    .filter((id) => !sought || (people[id].name + " " + ((topics[id] || {}).topic || "")).toLowerCase().indexOf(sought) >= 0)
    .sort((a, b) => rank(topics[a], guests[a]) - rank(topics[b], guests[b]) || people[a].name.localeCompare(people[b].name));
  return html`<details class="fold">
    <summary class="fold__title">${_("Qui garde sa place, qui s'absente, les sujets")}</summary>
    <div class="fold__body stack stack--close">
      <label class="field"><span class="unseen">${_("Chercher quelqu'un ou un sujet")}</span>
        <input class="field__input" type="search" value=${typed} placeholder=${_("Prénom ou sujet")} autocomplete="off" onInput=${(one) => setTyped(one.target.value)} />
      </label>
      <ul class="desk__people">
        ${ids.slice(0, limit).map((id) => html`<${Guest} key=${id} ...${{ desk, event, step, id, person: people[id], apart: apart[id], topic: topics[id], guest: guests[id] || { fixed: false, away: {} } }} />`)}
      </ul>
      ${ids.length > limit &&
      html`<button class="button" type="button" onClick=${() => setLimit(limit + AT_ONCE)}>${ngettext("Voir %(num)s personne de plus", "Voir %(num)s personnes de plus", Math.min(AT_ONCE, ids.length - limit))}</button>`}
    </div>
  </details>`;
}

/** Those about whom something is known come first. */
function rank(topic, guest) {
  return topic && topic.waiting ? 0 : topic || guest ? 1 : 2;
}

function Guest({ desk, event, step, id, person, apart, topic, guest }) {
  const [open, setOpen] = useState(false);
  const away = guest.away[step.id] || [];
  const to = "desk/rounds/people/" + id;
  return html`<li class="desk__person">
    <div class="desk__person-words">
      <p><${Perspective} event=${event} perspective=${person.perspective} /> <b dir="auto">${person.name || _("Sans prénom")}</b>${apart && html` <span class="soft" dir="auto">(${apart})</span>`}</p>
      ${topic && html`<p class="small" dir="auto">${topic.topic}${topic.wished > 0 && " · " + ngettext("%(num)s souhait", "%(num)s souhaits", topic.wished)}</p>`}
      ${away.length > 0 && html`<p class="small soft">${_("S'absente aux tours : %(rounds)s", { rounds: away.join(", ") })}</p>`}
    </div>
    <div class="row">
      <${Press} desk=${desk} to=${to + "/place"} fields=${{ wanted: guest.fixed ? "no" : "yes" }} look="button--small" pressed=${guest.fixed} keep=${"place-" + id}>${_("Garde sa place")}<//>
      ${topic && topic.waiting && html`<${Press} desk=${desk} to=${to + "/topic/show"} look="button--small" keep=${"show-" + id}><${Icon} name="eye" />${_("Montrer le sujet")}<//>`}
      ${topic && html`<${Press} desk=${desk} to=${to + "/topic/withdraw"} look="button--small" sure=${_("Appuyez encore pour retirer")} keep=${"withdraw-" + id}>${_("Retirer le sujet")}<//>`}
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>${_("Absences")}</button>
    </div>
    ${open && html`<${Absences} ...${{ desk, step, id, away }} />`}
  </li>`;
}

function Absences({ desk, step, id, away }) {
  const numbers = Array.from({ length: step.settings.count || 0 }, (_none, n) => n + 1);
  async function toggle(number) {
    const rounds = away.indexOf(number) >= 0 ? away.filter((one) => one !== number) : away.concat(number);
    await desk.presses.press("desk/rounds/" + step.id + "/people/" + id + "/away", { rounds: rounds.join(",") });
  }
  return html`<div class="row" role="group" aria-label=${_("Absent·e aux tours")}>
    ${numbers.map(
      (number) => html`<button key=${number} class="button button--small" type="button" aria-pressed=${String(away.indexOf(number) >= 0)} onClick=${() => toggle(number)}>${_("Tour %(round)s", { round: number })}</button>`,
    )}
  </div>`;
}
