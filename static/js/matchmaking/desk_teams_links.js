/** Who asked to sit with whom, and who not. The facilitator alone reads this. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { nameOf } from "./team_words.js";

/** @param {{desk: any, teams: any, people: any, words: any}} board */
export function Links(board) {
  const { teams } = board;
  const waiting = teams.links.filter((link) => link.kind === "apart" && !link.other).length;
  return html`<details class="fold">
    <summary class="fold__title">${_("Ensemble, pas ensemble")} <span class="small soft">${teams.links.length}</span>
      ${waiting > 0 && html` <span class="chip chip--waiting">${ngettext("%(num)s demande privée à lire", "%(num)s demandes privées à lire", waiting)}</span>`}
    </summary>
    <div class="fold__body stack">
      <p class="small soft"><${Icon} name="lock" /> ${_("Ces demandes sont privées. Ne les montrez à personne.")}</p>
      <ul class="desk-teams__list">${teams.links.map((link) => html`<${Line} key=${link.id} ...${board} link=${link} />`)}</ul>
      <${Add} ...${board} />
    </div>
  </details>`;
}

function Line({ desk, words, people, link }) {
  const [who, setWho] = useState("");
  const one = nameOf(words, link.one);
  const other = link.other ? nameOf(words, link.other) : _("à trouver : « %(words)s »", { words: link.words });
  const states = { asked: _("demandé"), agreed: _("compte"), declined: _("refusé") };
  return html`<li class="stack stack--close">
    <p class="row row--spread">
      <span dir="auto">${link.kind === "together" ? _("%(one)s ensemble avec %(other)s", { one, other }) : _("%(one)s pas avec %(other)s", { one, other })}
        ${link.words && link.other && html`<span class="small soft"> ${link.words}</span>`} <span class="chip">${states[link.state]}</span></span>
      <${Press} desk=${desk} to="desk/teams/links/remove" fields=${{ value: link.id }} look="button--small" sure=${_("Appuyez encore pour enlever")} keep=${"link-" + link.id}><${Icon} name="trash" />${_("Enlever")}<//>
    </p>
    ${link.kind === "apart" && !link.other && html`<p class="row">
      <label><span class="unseen">${_("Qui est-ce ?")}</span><${PersonSelect} people=${people} words=${words} value=${who} onChange=${setWho} /></label>
      <${Press} desk=${desk} to=${"desk/teams/links/" + link.id + "/name"} fields=${{ person: who }} look="button--small" off=${!who} keep=${"name-" + link.id}>${_("C'est cette personne")}<//>
    </p>`}
  </li>`;
}

function Add({ desk, words, people }) {
  const [link, setLink] = useState({ kind: "together", one: "", other: "", reason: "" });
  const set = (part) => setLink({ ...link, ...part });
  return html`<div class="stack stack--close" role="group" aria-label=${_("Un lien de plus")}>
    <div class="row">
      <${PersonSelect} people=${people} words=${words} value=${link.one} onChange=${(one) => set({ one })} label=${_("Une personne")} />
      <select class="field__input" aria-label=${_("Lien")} value=${link.kind} onChange=${(event) => set({ kind: event.target.value })}>
        <option value="together">${_("ensemble avec")}</option><option value="apart">${_("pas avec")}</option>
      </select>
      <${PersonSelect} people=${people} words=${words} value=${link.other} onChange=${(other) => set({ other })} label=${_("L'autre personne")} />
    </div>
    <label class="small">${_("Pourquoi ?")} <input class="field__input" value=${link.reason} maxlength="120" onInput=${(event) => set({ reason: event.target.value })} /></label>
    <p><${Press} desk=${desk} to="desk/teams/links" fields=${link} look="button--small" off=${!link.one || !link.other} keep="link-add" onStored=${() => set({ one: "", other: "", reason: "" })}><${Icon} name="plus" />${_("Ajouter ce lien")}<//></p>
  </div>`;
}

function PersonSelect({ people, words, value, onChange, label }) {
  const ids = Object.keys(people).sort((a, b) => nameOf(words, a).localeCompare(nameOf(words, b)));
  return html`<select class="field__input" aria-label=${label || null} value=${value} onChange=${(event) => onChange(event.target.value)}>
    <option value="">${_("Choisir...")}</option>
    ${ids.map((id) => html`<option key=${id} value=${id}>${nameOf(words, id)}${people[id].trade && words.namesakes[id] !== people[id].trade ? " · " + people[id].trade : ""}</option>`)}
  </select>`;
}
