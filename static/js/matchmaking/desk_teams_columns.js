/** The teams as columns, people as lines that are dragged, or moved by a menu. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import Sortable from "../../vendor/sortable.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, labelOf, Mark } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { languageName } from "../sessions/desk_words.js";
import { clockOf, unseated } from "./team_seats.js";
import { nameOf, themeOf } from "./team_words.js";

/** @param {{desk: any, day: any, teams: any, people: any, words: any, asking: any, wishes: any, onOffer: any, onWhy: any}} board */
export function TeamColumns(board) {
  const { teams, people, words, asking, onOffer } = board;
  const [open, setOpen] = useState("");
  if (!teams.version) return null;
  const without = unseated(teams, people);

  async function propose(person, to) {
    const told = await asking.proposal([[person, to]]);
    const title = _("Déplacer %(who)s ?", { who: nameOf(words, person) });
    onOffer({ person, title, what: "move", out: false, refusal: told.refusal, options: told.refusal ? [] : [told] });
  }

  async function proposeSwap([one, from], [other, to]) {
    const told = await asking.proposal([[one, to], [other, from]]);
    const title = _("Échanger %(one)s et %(other)s ?", { one: nameOf(words, one), other: nameOf(words, other) });
    onOffer({ person: one, title, what: "swap", out: false, refusal: told.refusal, options: told.refusal ? [] : [told] });
  }

  async function arrive(id) {
    const told = await asking.arrival(id);
    onOffer({ person: id, title: _("Où asseoir %(who)s ?", { who: nameOf(words, id) }), what: "seat", out: true, refusal: told.refusal || (told.options.length ? "" : _("Aucune place trouvée. Recalculez.")), options: told.options || [] });
  }

  const parts = { ...board, onSwap: proposeSwap, onArrive: arrive, open, onOpen: (id) => setOpen(open === id ? "" : id), onMove: propose };
  return html`<div class="desk-teams">
    ${without.length > 0 && html`<${Unseated} ...${parts} without=${without} />`}
    ${teams.teams.map((team) => html`<${Column} key=${team.number} ...${parts} team=${team} />`)}
  </div>`;
}

function Unseated(parts) {
  const list = useDragging(0, parts.onMove);
  return html`<section class="desk-team desk-team--none" aria-labelledby="team-0">
    <h3 class="desk-team__title" id="team-0">${_("Sans équipe")} <span class="badge">${parts.without.length}</span></h3>
    <ul class="desk-team__people" ref=${list} data-team="0">
      ${parts.without.map((id) => html`<${Person} key=${id} ...${parts} id=${id} team=${null} />`)}
    </ul>
  </section>`;
}

function Column(parts) {
  const { team, words, teams, people } = parts;
  const list = useDragging(team.number, parts.onMove);
  const broken = (teams.breaches || []).some((one) => one.team === team.number);
  return html`<section class=${"desk-team" + (broken ? " desk-team--broken" : "")} aria-labelledby=${"team-" + team.number}>
    <div class="desk-team__head">
      <h3 class="desk-team__title" id=${"team-" + team.number}>
        ${_("Équipe %(team)s", { team: team.number })}<span class="desk-team__table">${team.table ? _("table %(table)s", { table: team.table }) : _("sans table")}</span>
      </h3>
      ${parts.names[team.number] && html`<p dir="auto"><strong>${parts.names[team.number]}</strong></p>`}
      <p class="small" dir="auto">${themeOf(words, team.theme)}</p>
      <${Badges} team=${team} teams=${teams} people=${people} words=${words} />
    </div>
    <ul class="desk-team__people" ref=${list} data-team=${team.number}>
      ${team.members.map((id) => people[id] && html`<${Person} key=${id} ...${parts} id=${id} />`)}
    </ul>
    ${team.number in parts.names && html`<${TeamName} ...${parts} />`}
    <${TeamLock} ...${parts} />
  </section>`;
}

/** Residents, professionals, who leads, languages, a table without a step. */
function Badges({ team, teams, people, words }) {
  const here = team.members.map((id) => ({ id, ...people[id] })).filter((person) => person.status === "present");
  const count = (perspective) => here.filter((person) => person.perspective === perspective).length;
  const leads = here.filter((person) => teams.facilitators.indexOf(person.id) >= 0).length;
  const asks = here.filter((person) => person.needs.indexOf("interpreter") >= 0);
  const languages = Array.from(new Set([].concat(...asks.map((person) => person.speaks)))).filter((code) => code !== words.event.language);
  const gone = team.members.filter((id) => people[id] && people[id].status === "gone").length;
  const early = here.map((person) => teams.until[person.id]).filter((minute) => minute !== undefined);
  const stepFree = here.some((person) => person.needs.indexOf("step_free") >= 0);
  return html`<p class="desk-team__badges">
    ${["resident", "professional"].map((side) => html`<span key=${side}><${Mark} perspective=${side} /> <span class="unseen">${labelOf(words.event, side)} : </span>${count(side)}</span>`)}
    ${gone > 0 && html`<span class="chip chip--waiting">${ngettext("%(num)s parti", "%(num)s partis", gone)}</span>`}
    ${early.length > 0 && html`<span class="chip"><${Icon} name="clock" />${ngettext("%(num)s part à %(time)s", "%(num)s partent dès %(time)s", early.length, { time: clockOf(Math.min(...early)) })}</span>`}
    ${leads > 0 && html`<span class="chip"><${Icon} name="hand" />${_("anime")}</span>`}
    ${languages.length > 0 && html`<span class="chip"><${Icon} name="interpreter" />${languages.map(languageName).join(", ")}</span>`}
    ${stepFree && html`<span class="chip"><${Icon} name="wheelchair" />${_("sans marche")}</span>`}
    ${team.state === "locked" && html`<span class="chip chip--accent"><${Icon} name="lock" />${team.reason || _("verrouillée")}</span>`}
    ${team.state === "started" && html`<span class="chip chip--ok"><${Icon} name="play" />${_("commencée")}</span>`}
  </p>`;
}

/** What a published team is called: its members may say it too. */
function TeamName({ desk, team, names }) {
  const [name, setName] = useState(null);
  const now = name === null ? names[team.number] : name;
  return html`<details class="desk-team__more">
    <summary class="small">${_("Nommer l'équipe")}</summary>
    <div class="stack stack--close">
      <label class="small">${_("Nom de l'équipe")} <input class="field__input" value=${now} maxlength="40" onInput=${(event) => setName(event.target.value)} /></label>
      <${Press} desk=${desk} to=${"desk/teams/" + team.number + "/name"} fields=${{ name: now }} look="button--small" keep=${"name-team-" + team.number} onStored=${() => setName(null)}><${Icon} name="check" />${_("Enregistrer")}<//>
    </div>
  </details>`;
}

function TeamLock({ desk, teams, team }) {
  const [reason, setReason] = useState("");
  const locked = team.state === "locked";
  if (team.state === "started") return null;
  const fields = { version: teams.version, team: team.number, state: locked ? "open" : "locked", reason };
  return html`<details class="desk-team__more">
    <summary class="small">${locked ? _("Ouvrir l'équipe") : _("Verrouiller l'équipe")}</summary>
    <div class="stack stack--close">
      ${!locked && html`<label class="small">${_("Pourquoi ?")} <input class="field__input" value=${reason} maxlength="120" onInput=${(event) => setReason(event.target.value)} /></label>`}
      <${Press} desk=${desk} to="desk/teams/lock" fields=${fields} look="button--small" keep=${"lock-team-" + team.number}><${Icon} name=${locked ? "unlock" : "lock"} />${locked ? _("Ouvrir") : _("Verrouiller")}<//>
    </div>
  </details>`;
}

function Person(parts) {
  const { id, team, people, teams, words, open, onOpen, onArrive } = parts;
  const person = people[id];
  const lock = teams.locks[id];
  const panel = "person-actions-" + id;
  return html`<li class=${"desk-team__person" + (person.status === "gone" ? " desk-team__person--gone" : "")} data-person=${id}>
    <div class="desk-team__line">
      <span class="desk__handle" aria-hidden="true"><${Icon} name="menu" /></span>
      <span class="desk-team__name"><${Mark} perspective=${person.perspective} /> <span dir="auto">${nameOf(words, id)}</span>
        ${person.trade && words.namesakes[id] !== person.trade && html`<span class="small soft"> ${person.trade}</span>`}${" "}
        ${teams.until[id] !== undefined && person.status !== "gone" && html`<span class="chip"><${Icon} name="clock" />${_("part à %(time)s", { time: clockOf(teams.until[id]) })}</span>`}
        ${" "}${person.status === "gone" && html`<span class="chip">${_("parti·e")}</span>`}
        ${" "}${lock && html`<span class="chip chip--accent"><${Icon} name="lock" />${lock.reason || (lock.lock === "theme" ? _("sur ce thème") : _("ici"))}</span>`}
      </span>
      <button class="button button--bare button--quiet" type="button" aria-expanded=${String(open === id)} aria-controls=${panel} data-keep=${"person-" + id} onClick=${() => onOpen(id)}>
        <${Icon} name="more" /><span class="unseen">${_("Actions pour %(who)s", { who: nameOf(words, id) })}</span>
      </button>
    </div>
    ${!team && html`<p class="desk-team__arrive"><button class="button button--primary button--small" type="button" data-keep=${"seat-" + id} onClick=${() => onArrive(id)}><${Icon} name="plus" />${_("Vient d'arriver : où ?")}<span class="unseen"> ${nameOf(words, id)}</span></button></p>`}
    ${open === id && html`<div class="desk-team__actions stack stack--close" id=${panel}><${Actions} ...${parts} person=${person} lock=${lock} /></div>`}
  </li>`;
}

function Actions({ desk, teams, people, words, id, team, person, lock, asking, onMove, onSwap, onOffer, onWhy }) {
  const [reason, setReason] = useState("");
  const fields = { version: teams.version, person: id, reason };
  const leads = teams.facilitators.indexOf(id) >= 0;

  async function leave() {
    if (!(await desk.presses.press("desk/people/" + id + "/status", { status: "gone" }))) return;
    const told = await asking.departure();
    if (told.refusal || !told.broken) return;
    if (told.wanted.length) onOffer({ person: id, title: _("%(who)s est parti·e. Réparer l'équipe :", { who: nameOf(words, id) }), what: "mend", out: true, options: [told] });
    else if (!told.legal) onOffer({ person: id, title: _("%(who)s est parti·e. Une règle ne tient plus : recalculez.", { who: nameOf(words, id) }), what: "mend", out: true, options: [] });
  }

  return html`
    <${Chooser} label=${_("Aller dans...")} empty=${_("Choisir une équipe")} keep=${"move-" + id} onChoose=${(number) => onMove(id, Number(number))}>
        ${teams.teams.filter((one) => !team || one.number !== team.number).map((one) => html`<option key=${one.number} value=${one.number}>${_("Équipe %(team)s", { team: one.number })} · ${themeOf(words, one.theme)}</option>`)}
    <//>
    ${team && html`<${Chooser} label=${_("Échanger avec...")} empty=${_("Choisir une personne")} keep=${"swap-" + id} onChoose=${(other) => onSwap([id, team.number], other.split(":"))}>
        ${teams.teams.filter((one) => one.number !== team.number).map((one) => html`<optgroup key=${one.number} label=${_("Équipe %(team)s", { team: one.number })}>
          ${one.members.filter((other) => people[other]).map((other) => html`<option key=${other} value=${other + ":" + one.number}>${nameOf(words, other)}</option>`)}
        </optgroup>`)}
    <//>`}
    <div class="row">
      ${team && html`<button class="button button--small" type="button" data-keep=${"why-" + id} onClick=${() => onWhy(id)}><${Icon} name="help" />${_("Pourquoi ici ?")}</button>`}
      ${person.status === "present" && html`<button class="button button--small" type="button" data-keep=${"left-" + id} onClick=${leave}>${_("Est parti·e")}</button>`}
      ${team && html`<button class="button button--small" type="button" data-keep=${"out-" + id} onClick=${() => onMove(id, 0)}>${_("Sans équipe")}</button>`}
      <${Press} desk=${desk} to="desk/teams/leads" fields=${{ person: id, value: String(!leads) }} look="button--small" pressed=${leads} keep=${"leads-" + id}><${Icon} name="hand" />${_("Anime")}<//>
    </div>
    <${Leaves} desk=${desk} id=${id} until=${teams.until[id]} />
    ${lock
      ? html`<${Press} desk=${desk} to="desk/teams/unlock" fields=${{ version: teams.version, people: id }} look="button--small" keep=${"unlock-" + id}><${Icon} name="unlock" />${_("Enlever le verrou")}<//>`
      : html`<details><summary class="small">${_("Verrouiller")}</summary><div class="stack stack--close">
          <label class="small">${_("Pourquoi ?")} <input class="field__input" value=${reason} maxlength="120" onInput=${(event) => setReason(event.target.value)} /></label>
          <div class="row">
            ${team && html`<${Press} desk=${desk} to="desk/teams/lock" fields=${fields} look="button--small" keep=${"lock-" + id}><${Icon} name="lock" />${_("Dans cette équipe")}<//>`}
            ${team && team.theme > 0 && html`<${Press} desk=${desk} to="desk/teams/lock" fields=${{ ...fields, theme: team.theme }} look="button--small" keep=${"lock-theme-" + id}><${Icon} name="lock" />${_("Sur ce thème")}<//>`}
          </div>
        </div></details>`}
  `;
}

/**
 * A list to choose from: a choice by pointer is asked about at once, one by keyboard when its button is pressed,
 * for there every arrow chooses.
 */
function Chooser({ label, empty, keep, onChoose, children }) {
  const [chosen, setChosen] = useState("");
  const byKey = useRef(false);
  function choose(value) {
    if (byKey.current || !value) return setChosen(value);
    setChosen("");
    return onChoose(value);
  }
  return html`<div class="stack stack--close">
    <label class="small">${label}
      <select class="field__input" data-keep=${keep} value=${chosen} onKeyDown=${() => (byKey.current = true)} onPointerDown=${() => (byKey.current = false)} onChange=${(event) => choose(event.target.value)}>
        <option value="">${empty}</option>
        ${children}
      </select>
    </label>
    ${chosen && html`<button class="button button--small" type="button" data-keep=${keep + "-ask"} onClick=${() => onChoose(chosen)}>${_("Voir ce que ça change")}</button>`}
  </div>`;
}

/** When somebody leaves, if it is before the end. */
function Leaves({ desk, id, until }) {
  const [text, setText] = useState(null);
  const now = text === null ? clockOf(until) : text;
  return html`<div class="row">
    <label class="small">${_("Part à")} <input class="field__input" type="time" value=${now} data-keep=${"until-" + id} onInput=${(event) => setText(event.target.value)} /></label>
    ${now !== clockOf(until) && html`<${Press} desk=${desk} to="desk/teams/until" fields=${{ person: id, until: now }} look="button--small" keep=${"until-set-" + id} onStored=${() => setText(null)}><${Icon} name="check" />${_("Enregistrer")}<//>`}
  </div>`;
}

/** Drag a line into another team; the list is put back at once, and what it would do is asked. */
function useDragging(number, onMove) {
  const list = useRef(null);
  const move = useRef(onMove);
  move.current = onMove;
  useEffect(() => {
    const sortable = Sortable.create(list.current, {
      group: "team-people",
      handle: ".desk-team__line",
      filter: "button",
      preventOnFilter: false,
      sort: false,
      animation: 160,
      ghostClass: "desk__ghost",
      onEnd({ item, from, to, oldIndex }) {
        from.insertBefore(item, from.children[oldIndex] || null);
        if (from !== to) move.current(item.dataset.person, Number(to.dataset.team));
      },
    });
    return () => sortable.destroy();
  }, [number]);
  return list;
}
