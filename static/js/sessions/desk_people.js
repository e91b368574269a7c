/** The people of the day at the desk: who has just come, who is missing, a code somebody lost. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Perspective } from "../live/look.js";
import { door, page } from "../live/page.js";
import { Dialog } from "./desk_dialog.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { NAMESAKES, choosePeople, countByStatus } from "./desk_people_filters.js";
import { Press } from "./desk_press.js";
import { timeOfDay } from "./desk_words.js";
import { namesakes } from "./namesakes.js";

const AT_ONCE = 40;
const JUST_MS = 10 * 60000;

/**
 * @param {{desk: any, event: any, people: Object<string, any>, now: number,
 *   onCode: (id: string, code: string) => void}} props
 */
export function People({ desk, event, people, now, onCode }) {
  const box = useRef(null);
  const [status, setStatus] = useState("present");
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(AT_ONCE);
  const ids = choosePeople(people, { status, typed });
  const listed = useRef([]);
  const before = listed.current;
  listed.current = ids;
  // Who was marked leaves the list with the button that was pressed: the next line takes the focus.
  useKeptFocus(box, (name) => {
    const place = before.indexOf(name.slice(name.indexOf("-") + 1));
    const lines = box.current.querySelectorAll(".desk__person");
    return place < 0 ? null : lines.length ? lines[Math.min(place, lines.length - 1)].querySelector("button") : box.current.querySelector("input");
  });
  const apart = namesakes(people, event);
  return html`<section class="stack stack--close" ref=${box} aria-labelledby="people-title">
    <h2 class="desk__zone-title" id="people-title">${_("Les personnes")}</h2>
    <${Filters} counts=${countByStatus(people)} ...${{ status, setStatus, typed, setTyped }} />
    ${status === NAMESAKES && ids.length > 0 && html`<p class="small">${_("Une même personne deux fois ? Marquez « Est parti·e » à la ligne de trop : elle n'aura plus d'équipe, ses textes restent.")}</p>`}
    ${!ids.length && html`<div class="empty"><${Icon} name="people" /><p class="empty__title">${_("Personne ici pour le moment.")}</p></div>`}
    <ul class="desk__people">
      ${ids.slice(0, limit).map(
        (id) => html`<${Person} key=${id} ...${{ desk, event, id, now }} person=${people[id]} apart=${apart[id]} onCode=${(code) => onCode(id, code)} />`,
      )}
    </ul>
    ${ids.length > limit &&
    html`<button class="button" type="button" onClick=${() => setLimit(limit + AT_ONCE)}>${ngettext("Voir %(num)s personne de plus", "Voir %(num)s personnes de plus", Math.min(AT_ONCE, ids.length - limit))}</button>`}
  </section>`;
}

function Filters({ counts, status, setStatus, typed, setTyped }) {
  const names = [
    ["present", _("Présents")],
    ["expected", _("Attendus, pas là")],
    ["gone", _("Partis")],
    [NAMESAKES, _("Même prénom")],
  ].filter(([name]) => name !== NAMESAKES || counts[name] > 0 || status === name);
  return html`<div class="row" role="group" aria-label=${_("Quelles personnes")}>
      ${names.map(
        ([name, words]) => html`<button key=${name} class="button button--small" type="button" aria-pressed=${String(status === name)} onClick=${() => setStatus(name)}>
          ${words} <span class="badge">${counts[name]}</span>
        </button>`,
      )}
    </div>
    <label class="field"><span class="unseen">${_("Chercher quelqu'un")}</span>
      <input class="field__input" type="search" value=${typed} placeholder=${_("Prénom, métier, organisme")} autocomplete="off" onInput=${(event) => setTyped(event.target.value)} />
    </label>`;
}

function Person({ desk, event, id, person, apart, now, onCode }) {
  const to = "desk/people/" + id;
  const fresh = person.joined_at !== null && now - person.joined_at < JUST_MS && person.status === "present";
  return html`<li class="desk__person">
    <div class="desk__person-words">
      <p><${Perspective} event=${event} perspective=${person.perspective} /> <b dir="auto">${person.name || _("Sans prénom")}</b>${apart && [person.trade, person.organisation].indexOf(apart) < 0 && html` <span class="soft" dir="auto">(${apart})</span>`}</p>
      <p class="small soft" dir="auto">${[person.trade, person.organisation].filter(Boolean).join(" · ")}</p>
      <${Signs} person=${person} fresh=${fresh} />
    </div>
    <div class="row">
      ${person.status !== "present" && html`<${Press} desk=${desk} to=${to + "/status"} fields=${{ status: "present" }} look="button--small" keep=${"here-" + id}><${Icon} name="check" />${_("Est là")}<//>`}
      ${person.status === "present" && html`<${Press} desk=${desk} to=${to + "/status"} fields=${{ status: "gone" }} look="button--small" keep=${"gone-" + id}>${_("Est parti·e")}<//>`}
      <${Press} desk=${desk} to=${to + "/code"} look="button--small" keep=${"code-" + id} onStored=${(stored) => onCode(stored.code)}><${Icon} name="lock" />${_("Son code")}<//>
    </div>
  </li>`;
}

function Signs({ person, fresh }) {
  const needs = { step_free: ["wheelchair", _("Table sans marche")], interpreter: ["interpreter", _("Interprète")], scribe: ["pen", _("Aide pour écrire")] };
  const signs = (person.needs || []).filter((need) => needs[need]).map((need) => html`<span key=${need} class="chip chip--accent"><${Icon} name=${needs[need][0]} />${needs[need][1]}</span>`);
  if (fresh) signs.unshift(html`<span key="fresh" class="chip chip--ok">${_("Arrive : %(time)s", { time: timeOfDay(person.joined_at) })}</span>`);
  if (person.resource) signs.push(html`<span key="resource" class="chip"><${Icon} name="star" />${_("Personne ressource")}</span>`);
  return signs.length ? html`<p class="row">${signs}</p>` : null;
}

/**
 * Somebody's code, to say aloud or to print; it is asked for each time and kept nowhere here.
 * @param {{desk: any, event: any, id: string, person: any, code: string,
 *   onCode: (id: string, code: string) => void, onClose: () => void}} props
 */
export function Slip({ desk, event, id, person, code, onCode, onClose }) {
  return html`<${Dialog} title=${person.name || _("Code personnel")} onClose=${onClose}>
    <div class="slip desk__slip">
      <div class="slip__qr"><div class="qr"><img src=${door("qr.svg")} alt="" /></div></div>
      <p>${event.title}</p>
      <p>${_("Votre code personnel")}</p>
      <p class="slip__code" translate="no">${code}</p>
      <p>${_("Sur un téléphone : %(address)s, code %(code)s.", { address: page.address.replace(/^https?:\/\//, ""), code: event.code })}</p>
      <p>${_("Choisissez « J'ai déjà un code personnel ».")}</p>
    </div>
    <div class="dialog__actions">
      <button class="button button--primary" type="button" onClick=${() => window.print()}><${Icon} name="print" />${_("Imprimer")}</button>
      <${Press} desk=${desk} to=${"desk/people/" + id + "/code/replace"} sure=${_("Appuyez encore : l'ancien code ne marchera plus")} onStored=${(stored) => onCode(id, stored.code)}>
        <${Icon} name="redo" />${_("Donner un autre code")}
      <//>
    </div>
  <//>`;
}
