/** The step where teams form, at the desk: work them out, change them by hand, tell the room. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { door } from "../live/page.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { namesakes } from "../sessions/namesakes.js";
import { createAsking } from "./desk_teams_ask.js";
import { TeamColumns } from "./desk_teams_columns.js";
import { Links } from "./desk_teams_links.js";
import { Plan } from "./desk_teams_plan.js";
import { Proposal } from "./desk_teams_proposal.js";
import { Versions } from "./desk_teams_versions.js";
import { Why } from "./desk_teams_why.js";
import { solveAt } from "./solve_state.js";
import { clockOf, unseated } from "./team_seats.js";
import { breachWords, certificateWords, isRule, namesOf as namesOfPeople, qualityWords, scoreWords } from "./team_words.js";
import { gathered, teamsOf, waysOut } from "./team_ways.js";

/** @param {{desk: any, day: any, items: any, now: number}} props */
export function DeskTeams({ desk, day, items, now }) {
  const box = useRef(null);
  const [offer, setOffer] = useState(null);
  const [why, setWhy] = useState(null);
  const [made, setMade] = useState(null);
  // A lock or a seat that was pressed is gone with its button: the person's own button stays.
  useKeptFocus(box, (name) => box.current.querySelector('[data-keep="person-' + name.split("-").pop() + '"]'));
  const teams = (items.teams || {}).room;
  if (!teams) return null;
  const people = items.participant || {};
  const words = { event: day.event, people, namesakes: namesakes(people, day.event), themes: teams.themes };
  const asking = createAsking(teams.version, desk);
  const board = { desk, day, teams, people, words, asking, wishes: items.wishes || {}, names: namesOf(items.team), onOffer: (asked) => setOffer({ ...asked, version: teams.version }), onWhy: setWhy };
  // The next press knows what the way out has made, even before the board does.
  const seen = made && made.from === teams.version ? made.version : teams.version;
  /** The way out may go with what it mends: the next press is the calculation's. */
  function wayTaken(stored) {
    if (stored.version) setMade({ from: teams.version, version: stored.version });
    const next = box.current.querySelector('[data-keep="teams-solve"]');
    if (next) next.focus();
    desk.say("ok", teams.version ? _("C'est changé. Appuyez sur « Recalculer ».") : _("C'est changé. Appuyez sur « Former les équipes »."));
  }

  /** The proposal goes with its buttons: the focus goes back to the person it is about. */
  function close() {
    const back = box.current.querySelector('[data-keep="person-' + offer.person + '"]');
    if (back) back.focus({ preventScroll: true });
    setOffer(null);
  }

  return html`<div class="stack" ref=${box}>
    <${Head} ...${board} seen=${seen} solve=${solveAt((items.solve || {}).room, now)} wished=${(items.wished || {}).room} />
    <${Impossible} key=${teams.version + "-" + ((items.solve || {}).room || {}).id} ...${board} onWay=${wayTaken} />
    <${Foreseen} ...${board} />
    ${offer && html`<${Proposal} ...${board} offer=${offer} onClose=${close} />`}
    <${TeamColumns} ...${board} />
    <${Plan} ...${board} />
    <${Links} ...${board} />
    <${Versions} ...${board} versions=${items.team_version || {}} staff=${items.staff || {}} />
    ${why && html`<${Why} ...${board} person=${why} onClose=${() => setWhy(null)} />`}
  </div>`;
}

/** {number: name} of the published teams. */
function namesOf(published) {
  return Object.fromEntries(Object.values(published || {}).map((team) => [team.number, team.name]));
}

function Head({ desk, teams, seen, people, words, solve, wished }) {
  const running = Boolean(solve) && solve.state === "running";
  const out = teams.version > 0 && teams.version === teams.published;
  const fields = { version: seen };
  return html`<section class="stack stack--close" aria-labelledby="teams-title">
    <h2 class="desk__zone-title" id="teams-title">${_("Les équipes")}</h2>
    <${Numbers} teams=${teams} people=${people} wished=${wished} />
    ${running ? html`<${Running} desk=${desk} solve=${solve} />` : html`<${Quality} teams=${teams} words=${words} solve=${solve} out=${out} />`}
    <div class="row">
      <${Press} desk=${desk} to="desk/teams/solve" fields=${fields} look=${teams.version ? "" : "button--primary"} off=${running} keep="teams-solve"><${Icon} name="team" />${teams.version ? _("Recalculer") : _("Former les équipes")}<//>
      ${teams.version > 0 && html`<${Press} desk=${desk} to="desk/teams/publish" fields=${fields} look="button--primary" off=${out} keep="teams-publish"><${Icon} name="send" />${out ? _("Publié à la salle") : _("Publier à la salle")}<//>`}
      ${teams.version > 0 && html`<${Press} desk=${desk} to="desk/teams/undo" fields=${fields} off=${!teams.undo} keep="teams-undo"><${Icon} name="undo" />${_("Défaire")}<//>
        <${Press} desk=${desk} to="desk/teams/redo" fields=${fields} off=${!teams.redo} keep="teams-redo"><${Icon} name="redo" />${_("Refaire")}<//>`}
      ${teams.published > 0 && html`<a class="button" href=${door("desk/teams/print")} target="_blank" rel="noopener"><${Icon} name="print" />${_("Listes à imprimer")}</a>`}
      ${out && html`<${Start} desk=${desk} teams=${teams} />`}
    </div>
  </section>`;
}

DeskTeams.wide = true;

function Start({ desk, teams }) {
  const started = teams.teams.some((team) => team.state === "started");
  return html`<${Press} desk=${desk} to="desk/teams/start" fields=${{ version: teams.version, value: String(!started) }} pressed=${started} keep="teams-start">
    <${Icon} name=${started ? "lock" : "play"} />${started ? _("Équipes commencées") : _("Les équipes commencent")}
  <//>`;
}

function Numbers({ teams, people, wished }) {
  const by = (status) => Object.values(people).filter((person) => person.status === status).length;
  const without = teams.version ? unseated(teams, people).length : 0;
  const badges = [
    ["check", "chip--ok", ngettext("%(num)s présent", "%(num)s présents", by("present"))],
    ["clock", "", ngettext("%(num)s attendu", "%(num)s attendus", by("expected"))],
    ["arrow", "", ngettext("%(num)s parti", "%(num)s partis", by("gone"))],
  ];
  const words = wished ? ngettext("%(num)s a dit ses souhaits", "%(num)s ont dit leurs souhaits", wished.said) : _("aucun souhait pour l'instant");
  return html`<p class="row small">
    ${badges.map(([icon, look, said]) => html`<span key=${icon} class=${"chip " + look}><${Icon} name=${icon} />${said}</span>`)}
    <span class="soft">${words}</span>
    ${without > 0 && html`<span class="chip chip--waiting"><${Icon} name="person" />${ngettext("%(num)s sans équipe", "%(num)s sans équipe", without)}</span>`}
  </p>`;
}

function Running({ desk, solve }) {
  const stages = { themes: _("les thèmes"), teams: _("les équipes"), swaps: _("les derniers échanges"), annealing: _("une seconde opinion") };
  return html`<div class="banner banner--block stack stack--close">
    <p><${Icon} name="clock" /> ${_("Calcul en cours...")} ${solve.stage ? stages[solve.stage] || "" : ""}
      ${solve.hard === 0 && html` · ${_("toutes les règles tiennent")}`}</p>
    <progress class="desk-teams__progress" aria-label=${_("Calcul en cours...")}></progress>
    <${Press} desk=${desk} to="desk/teams/cancel" off=${Boolean(solve.cancel)} keep="teams-cancel"><${Icon} name="close" />${_("Arrêter, garder le meilleur")}<//>
  </div>`;
}

function Quality({ teams, words, solve, out }) {
  if (solve && solve.state === "failed") return html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${_("Le calcul s'est arrêté. Les équipes n'ont pas changé. Recommencez.")}</span></p>`;
  if (!teams.version && !Object.values(words.people).some((person) => person.status === "present")) return html`<p>${_("Personne n'est encore là : les équipes se forment avec les personnes présentes.")}</p>`;
  if (!teams.version) return html`<p>${_("Rien n'est montré à la salle avant « Publier ».")}</p>`;
  const breaches = (teams.breaches || []).filter(isRule);
  return html`<p class="row">
      <span class=${"chip " + (breaches.length ? "chip--refused" : teams.quality.statement === "proven_best" ? "chip--ok" : "")}><${Icon} name=${breaches.length ? "warning" : teams.quality.statement === "proven_best" ? "check" : "info"} />${qualityWords(teams.quality, breaches.length > 0)}</span>
      ${!out && html`<span class="chip chip--waiting"><${Icon} name="eye-off" />${teams.published ? _("Pas encore publié : la salle voit la version d'avant") : _("Pas encore publié")}</span>`}
    </p>
    ${teams.score && html`<p class="small soft">${scoreLine(teams)}</p>`}
    ${breaches.length > 0 && html`<details class="fold" open=${breaches.length < 4 && !teams.certificates.length}>
      <summary class="fold__title">${ngettext("%(num)s règle enfreinte", "%(num)s règles enfreintes", breaches.length)}</summary>
      <ul class="fold__body desk-teams__list">${breaches.map((one, place) => html`<li key=${place}>${breachWords(words, one)}</li>`)}</ul>
    </details>`}`;
}

/** What counts, in the order of the cards: what is the same for everybody is left out. */
function scoreLine({ order, score }) {
  const words = scoreWords(score);
  return order.filter((tier) => score[tier] !== 0).map((tier) => words[tier]).join(" · ");
}

/** Who leaves before the end, and what their teams will lack then. */
function Foreseen({ teams, words }) {
  const told = teams.foreseen || [];
  if (!told.length) return null;
  return html`<details class="fold" open=${told.length < 4 || told.some((one) => one.broken.length > 0)}>
    <summary class="fold__title">${_("Avant la fin")}</summary>
    <ul class="fold__body desk-teams__list">
      ${told.map(
        (one) => html`<li key=${one.minute}>${ngettext("À %(time)s part : %(who)s.", "À %(time)s partent : %(who)s.", one.people.length, { time: clockOf(one.minute), who: namesOfPeople(words, one.people) })}
          ${" "}${one.broken.length ? one.broken.filter(isRule).map((breach) => breachWords(words, breach)).join(" · ") : _("Toutes les règles tiennent encore.")}</li>`,
      )}
    </ul>
  </details>`;
}

/** It cannot be done: why, and the ways out. */
function Impossible({ desk, teams, words, onWay }) {
  const [taken, setTaken] = useState([]);
  if (!teams.certificates.length) return null;
  const told = gathered(teams.certificates);
  return html`<section class="stack stack--close" aria-label=${_("Impossible ainsi")}>
    ${told.map((one, place) => {
      const took = (stored) => {
        setTaken(taken.concat(place));
        onWay(stored);
      };
      // True until the way out was taken; whether it led out, the next calculation says.
      if (taken.indexOf(place) >= 0) return html`<p key=${one.kind + place} class="banner"><${Icon} name="check" /><span>${_("C'est changé.")}</span></p>`;
      return html`<div key=${one.kind + place} class="banner banner--refused banner--block stack stack--close">
        ${one.parts.map((part, n) => html`<p key=${n}><${Icon} name="warning" /> <strong>${certificateWords(words, part)}</strong></p>`)}
        <div class="row">
          ${one.kind === "no_theme" && html`<${Press} desk=${desk} to="desk/teams/counts" fields=${{ value: "0:" + teamsOf(Object.values(words.people).filter((p) => p.status === "present").length, teams.terms) }} look="button--small" keep="way-none" onStored=${took}>${_("Former des équipes sans thème")}<//>`}
          ${one.kind === "no_team" && teams.by_hand && html`<${Press} desk=${desk} to="desk/teams/counts" fields=${{ value: "" }} look="button--small" keep="way-counts" onStored=${took}>${_("Revenir à la proposition")}<//>`}
          ${waysOut(one, teams, words).map((way, n) => html`<${Way} key=${n} desk=${desk} way=${way} keep=${"way-" + place + "-" + n} onWay=${took} />`)}
        </div>
      </div>`;
    })}
    <p class="small soft">${teams.version ? _("Choisissez une sortie, puis « Recalculer ».") : _("Choisissez une sortie, puis « Former les équipes ».")}</p>
  </section>`;
}

function Way({ desk, way, keep, onWay }) {
  if (!way.to) return html`<span>${way.words}</span>`;
  return html`<${Press} desk=${desk} to=${way.to} fields=${way.fields} look="button--small" keep=${keep} onStored=${onWay}>${way.words}<//>`;
}
