/** The rounds at the desk: work out the places, publish them, run the rounds, see who is missing. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { formatClock } from "../live/clock.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { namesakes } from "../sessions/namesakes.js";
import { Places } from "./desk_places.js";
import { Fewer, awayRounds } from "./desk_rounds_fewer.js";
import { GuestList } from "./desk_rounds_people.js";
import { readRounds, seenAt } from "./round_clock.js";
import { roundsWith } from "./round_meetings.js";
import { nameOf } from "./round_parts.js";

/** @param {{desk: any, day: any, items: any, now: number}} props */
export function DeskRounds({ desk, day, items, now }) {
  const box = useRef(null);
  // Publishing or dropping a proposal takes its buttons away: what comes next takes the focus.
  useKeptFocus(box, () => box.current.querySelector('[data-keep="rounds-go"], [data-keep="rounds-propose"]'));
  const { event, step } = day;
  const clock = (items.rounds || {})[step.id];
  const plan = (items.round_plan || {})[step.id] || { draft_from: 0, quality: {}, draft: {} };
  const seating = (items.seating || {})[step.id] || { rounds: {}, draft: {} };
  const seen = clock ? readRounds(clock, seenAt(step, now)) : null;
  const people = items.participant || {};
  const parts = { desk, event, step, plan, seating, seen, clock, people, topics: items.topic || {}, guests: items.round_guest || {}, places: ((items.places || {}).room || { without_step: [] }).without_step };
  return html`<div class="stack stack--wide" ref=${box}>
    ${clock && html`<${Run} ...${parts} />`}
    <${Prepare} ...${parts} />
    ${plan.draft_from > 0 && html`<${Proposal} ...${parts} />`}
    ${clock && html`<${Published} ...${parts} />`}
    <${GuestList} ...${parts} />
  </div>`;
}

const doorOf = (step, what) => "desk/rounds/" + step.id + "/" + what;

/** The clock of the rounds, and its buttons. */
function Run({ desk, step, seen, clock }) {
  const going = seen.state === "change" || seen.state === "talk";
  const goes = going && !seen.paused;
  const fields = { phase: seen.phase };
  const last = seen.phase === 2 * clock.count - 1;
  const next = seen.state === "change" ? _("Commencer le tour %(round)s", seen) : last ? _("Finir le dernier tour") : _("Changer de table maintenant");
  return html`<section class="desk__block stack stack--close" aria-labelledby="run-title">
    <h2 class="desk__zone-title" id="run-title">${_("Les tours")}</h2>
    <p class="desk-rounds__moment" role="timer"><${Moment} seen=${seen} clock=${clock} /></p>
    <div class="desk__buttons">
      ${goes
        ? html`<${Press} desk=${desk} to=${doorOf(step, "pause")} keep="rounds-go"><${Icon} name="pause" />${_("Mettre les tours en pause")}<//>`
        : html`<${Press} desk=${desk} to=${doorOf(step, "start")} look="button--primary" off=${seen.state === "over" && clock.ended_ms === null} keep="rounds-go"><${Icon} name="play" />${startWords(seen, clock)}<//>`}
      <${Press} desk=${desk} to=${doorOf(step, "next")} fields=${fields} off=${!going} keep="rounds-next"><${Icon} name="arrow" extra="icon--turns" />${next}<//>
      <${Press} desk=${desk} to=${doorOf(step, "minute")} fields=${fields} off=${!going} keep="rounds-minute"><${Icon} name="plus-minute" />${_("1 minute de plus à ce tour")}<//>
      <${Press} desk=${desk} to=${doorOf(step, "back")} fields=${fields} off=${!going} keep="rounds-back"><${Icon} name="arrow-back" extra="icon--turns" />${_("Revenir en arrière")}<//>
      <${Press} desk=${desk} to=${doorOf(step, "stop")} off=${!going} sure=${_("Appuyez encore pour arrêter les tours")} keep="rounds-stop">${_("Arrêter les tours")}<//>
    </div>
  </section>`;
}

function startWords(seen, clock) {
  if (seen.state === "before") return _("Lancer les tours");
  return clock.ended_ms !== null || seen.paused ? _("Reprendre les tours") : _("Les tours sont finis");
}

function Moment({ seen, clock }) {
  if (seen.state === "before") return _("Pas encore lancés. Chacun voit sa première place.");
  if (seen.state === "over") return clock.ended_ms !== null ? _("Arrêtés. Vous pouvez reprendre.") : _("Les tours sont finis.");
  const words = seen.paused ? _("en pause") : seen.state === "change" ? _("on change de place") : _("on parle");
  return html`<b>${formatClock(seen.remaining)}</b> ${_("Tour %(round)s sur %(count)s", { round: seen.round, count: clock.count })} · ${words}`;
}

/** What is there to seat, and the button that works it out. */
function Prepare(parts) {
  const { desk, step, plan, seen, people, places } = parts;
  const here = Object.values(parts.people).filter((person) => person.status === "present");
  const settings = step.settings;
  const lengths = _("%(count)s tours de %(minutes)s min, %(change)s min pour changer.", settings);
  return html`<section class="desk__block stack stack--close" aria-labelledby="prepare-title">
    <h2 class="desk__zone-title" id="prepare-title">${_("Préparer les places")}</h2>
    <p>${lengths} ${meetWords(settings)} <span class="soft">${_("Pour changer : modifiez l'étape dans le programme.")}</span></p>
    <p>${ngettext("%(num)s personne présente", "%(num)s personnes présentes", here.length)}${topicWords(parts)}</p>
    <${Enough} ...${parts} here=${here} />
    <${Moves} ...${parts} />
    <details class="fold" open=${places.indexOf(false) >= 0}>
      <summary class="fold__title">${_("Les tables sans marche")}</summary>
      <div class="fold__body"><${Places} desk=${desk} people=${people} stored=${places} number=${Math.max(1, Math.ceil(here.length / Math.max(2, settings.people)))} /></div>
    </details>
    <p class="desk__full">
      <${Press} desk=${desk} to=${doorOf(step, "propose")} look=${plan.draft_from || seen ? "" : "button--primary"} keep="rounds-propose">
        <${Icon} name="people" />${seen ? _("Calculer les tours à venir") : _("Calculer les places")}
      <//>
    </p>
    ${seen && seen.state !== "before" && html`<p class="small soft">${_("Les tours passés et le tour en cours ne changent pas. Personne ne revoit les mêmes, sauf s'il le faut.")}</p>`}
  </section>`;
}

function meetWords({ meet, people }) {
  if (meet === "experts") return _("Tables de %(people)s autour d'un sujet.", { people });
  if (meet === "sides") return people > 2 ? _("Une personne d'un côté avec %(num)s de l'autre.", { num: people - 1 }) : _("Face à face.");
  return _("Tables de %(people)s au plus.", { people });
}

function topicWords({ step, topics, people }) {
  if (step.settings.meet !== "experts") return "";
  const ready = Object.keys(topics).filter((id) => !topics[id].waiting && (people[id] || {}).status === "present").length;
  return " · " + ngettext("%(num)s sujet proposé", "%(num)s sujets proposés", ready);
}

/** Too few topics for the room, said in topics. */
function Enough({ step, topics, here }) {
  if (step.settings.meet !== "experts" || !here.length) return null;
  const ready = Object.values(topics).filter((topic) => !topic.waiting).length;
  const wanted = Math.ceil(here.length / Math.max(2, step.settings.people));
  if (ready >= wanted) return null;
  return html`<p class="banner banner--waiting"><${Icon} name="warning" /><span>
    ${ngettext("Il faudrait %(num)s sujet pour des tables de cette taille.", "Il faudrait %(num)s sujets pour des tables de cette taille.", wanted)}
    ${ready > 0 ? " " + _("Avec %(ready)s, les tables seront plus grandes.", { ready }) : ""}
  </span></p>`;
}

/** Who came or left since the places were published. */
function Moves({ event, step, seating, seen, people, guests }) {
  if (!seen || seen.state === "over") return null;
  const coming = Object.keys(seating.rounds).filter((round) => Number(round) > seen.round);
  const seated = seatedIn(coming.map((round) => seating.rounds[round]));
  if (!coming.length) return null;
  // Whoever sits now and pauses later was dealt with; two sides leave pauses.
  const now = seatedIn([seating.rounds[seen.round] || {}]);
  const arrived = Object.keys(people).filter((id) => people[id].status === "present" && !seated[id] && !now[id]);
  const left = Object.keys(seated).filter((id) => seated[id].absent);
  const away = Object.keys(seated).filter((id) => !seated[id].absent && awayRounds(guests[id], step).some((round) => sitsIn(seating, coming, round, id)));
  const keepers = seatedIn(coming.map((round) => seating.rounds[round]), (one) => one.keeps);
  // At experts' tables whoever only listens goes from one to the other.
  const asking = Object.keys(seated).filter((id) => step.settings.meet !== "experts" && !seated[id].absent && (guests[id] || {}).fixed && !keepers[id]);
  if (!arrived.length && !left.length && !away.length && !asking.length) return null;
  const apart = namesakes(people, event);
  const names = (ids) => ids.map((id) => nameOf(event, people[id] || seated[id]) + (apart[id] ? " (" + apart[id] + ")" : "")).join(", ");
  return html`<div class="banner banner--waiting"><${Icon} name="people" /><div>
    ${arrived.length > 0 && html`<p>${_("Sans place à venir : %(names)s.", { names: names(arrived) })}</p>`}
    ${left.length > 0 && html`<p>${_("Partis : %(names)s.", { names: names(left) })}</p>`}
    ${away.length > 0 && html`<p>${_("Attendus à un tour où ils s'absentent : %(names)s.", { names: names(away) })}</p>`}
    ${asking.length > 0 && html`<p>${_("Demandent à garder leur place : %(names)s.", { names: names(asking) })}</p>`}
    <p>${_("Calculez les tours à venir, puis publiez.")}</p>
  </div></div>`;
}

function sitsIn(seating, coming, round, id) {
  return coming.indexOf(String(round)) >= 0 && Object.values(seating.rounds[round]).some((table) => table.some((one) => one.id === id));
}

/** How good the places are, in words. */
export function qualityWords(step, facts) {
  if (!facts.people) return [];
  const meet = step.settings.meet;
  const sizes = facts.smallest === facts.largest ? facts.largest : _("%(smallest)s à %(largest)s", facts);
  return [
    ngettext("%(num)s table", "%(num)s tables", facts.tables) + " · " + _("%(sizes)s personnes par table", { sizes }),
    meet === "experts"
      ? _("%(pairs)s écoutes nouvelles sur %(possible)s possibles.", facts)
      : meet === "sides"
        ? _("%(mixed)s rencontres nouvelles entre les deux groupes, sur %(possible)s possibles.", facts)
        : _("%(pairs)s rencontres nouvelles sur %(possible)s possibles, dont %(mixed)s entre les deux groupes.", facts),
    facts.wished > 0 && _("%(wishes)s souhaits exaucés sur %(wished)s.", facts),
    meet !== "experts" && facts.repeats > 0 && ngettext("%(num)s rencontre se répète.", "%(num)s rencontres se répètent.", facts.repeats),
    facts.sharing > 0 && ngettext("%(num)s fois, deux personnes se revoient à une table sans marche : il y en a trop peu.", "%(num)s fois, deux personnes se revoient à une table sans marche : il y en a trop peu.", facts.sharing),
    facts.waiting > 0 && ngettext("%(num)s pause.", "%(num)s pauses, tous tours ensemble.", facts.waiting) + (facts.waiting > 1 ? " " + _("Par personne : %(pauses)s au plus.", facts) : ""),
    facts.empty > 0 && ngettext("Le dernier tour est vide : tout le monde se sera rencontré.", "Les %(num)s derniers tours sont vides : tout le monde se sera rencontré.", facts.empty),
    facts.faced > 0 && ngettext("%(num)s tête-à-tête là où un groupe était prévu.", "%(num)s tête-à-tête là où un groupe était prévu.", facts.faced),
    facts.alone > 0 && ngettext("%(num)s personne serait seule à une table.", "%(num)s personnes seraient seules à une table.", facts.alone),
    facts.steps > 0 && ngettext("%(num)s place est derrière une marche, pour qui il en faut une sans.", "%(num)s places sont derrière une marche, pour qui il en faut une sans.", facts.steps),
    facts.clashes > 0 && ngettext("%(num)s fois, deux personnes à séparer sont ensemble.", "%(num)s fois, deux personnes à séparer sont ensemble.", facts.clashes),
  ].filter(Boolean);
}

function Quality({ step, facts, children }) {
  return html`<ul class="stack stack--close">${qualityWords(step, facts).map((words) => html`<li key=${words}>${words}</li>`)}${children}</ul>`;
}

/** Everybody who has a seat in some round, by id; or only those whose seat `counts`. */
function seatedIn(rounds, counts = () => true) {
  const seated = {};
  Object.values(rounds).forEach((tables) => Object.values(tables).forEach((table) => table.filter(counts).forEach((one) => (seated[one.id] = one))));
  return seated;
}

function Proposal({ desk, event, step, plan, seating, people, guests }) {
  const rounds = roundsWith(seating, plan.draft_from);
  return html`<section class="desk__block stack stack--close" aria-labelledby="proposal-title">
    <h2 class="desk__zone-title" id="proposal-title">${_("Proposition, pas encore publiée")}</h2>
    <${Quality} step=${step} facts=${plan.draft}><${Fewer} ...${{ event, step, rounds, people, guests }} /><//>
    <div class="desk__buttons">
      <${Press} desk=${desk} to=${doorOf(step, "publish")} fields=${{ made_at: plan.made_at }} look="button--primary" keep="rounds-publish"><${Icon} name="send" />${_("Publier les places")}<//>
      <${Press} desk=${desk} to=${doorOf(step, "drop")} keep="rounds-drop">${_("Ne pas la garder")}<//>
    </div>
    <${Seats} event=${event} rounds=${seating.draft} first=${plan.draft_from} />
  </section>`;
}

function Published({ event, step, plan, seating, seen, people, guests }) {
  const seated = seatedIn(seating.rounds); // who has no seat at all is told above
  return html`<section class="desk__block stack stack--close" aria-labelledby="published-title">
    <h2 class="desk__zone-title" id="published-title">${_("Places publiées")}</h2>
    <${Quality} step=${step} facts=${plan.quality}><${Fewer} ...${{ event, step, people, guests }} rounds=${seating.rounds} among=${seated} /><//>
    <${Seats} key=${seen.round} event=${event} rounds=${seating.rounds} first=${Math.max(1, seen.round)} />
  </section>`;
}

/** Who sits where in one round, chosen among the rounds. */
function Seats({ event, rounds, first }) {
  const [chosen, setChosen] = useState(String(first));
  const numbers = Object.keys(rounds).sort((a, b) => a - b);
  const shown = numbers.indexOf(chosen) >= 0 ? chosen : numbers[0];
  const tables = rounds[shown] || {};
  return html`<div class="stack stack--close">
    <div class="row" role="group" aria-label=${_("Tour à montrer")}>
      ${numbers.map((number) => html`<button key=${number} class="button button--small" type="button" aria-pressed=${String(number === shown)} onClick=${() => setChosen(number)}>${_("Tour %(round)s", { round: number })}</button>`)}
    </div>
    <ul class="desk-rounds__tables">
      ${Object.keys(tables)
        .sort((a, b) => a - b)
        .map((number) => html`<li key=${number}><${TableLine} ...${{ event, number, people: tables[number] }} /></li>`)}
    </ul>
  </div>`;
}

function TableLine({ event, number, people }) {
  const topic = people.map((person) => person.topic).find(Boolean);
  return html`<b>${_("Table %(table)s", { table: number })}</b>
    ${topic && html` <span class="soft" dir="auto">${topic}</span>`}
    <span class="desk-rounds__people">
      ${people.map(
        (person) => html`<span key=${person.id} class="desk-rounds__person"><${Mark} perspective=${person.perspective} /><span class="unseen">${labelOf(event, person.perspective)} </span><span dir="auto">${nameOf(event, person)}</span>${person.keeps && html`<span class="soft"> (${_("reçoit")})</span>`}${person.absent && html` <span class="chip">${_("parti·e")}</span>`}</span>`,
      )}
    </span>`;
}
