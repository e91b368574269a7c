/** The rounds on a phone and at the kiosk: where to go now, with whom, for how long; and what comes. */

import { html, useState } from "../../vendor/htm-preact.js";
import { formatClock, serverNow } from "../live/clock.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { useNow } from "../live/hooks.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { readRounds, seenAt, talked } from "./round_clock.js";
import { placeIn, useRoundNews } from "./round_news.js";
import { Mutual, NOTHING, People, Person, Refused, SeeAgain, YesButton, metIn, standing } from "./round_parts.js";

/** @param {any} parts what every part of a step is drawn with: see pages/person_parts.js */
function RoundsStep(parts) {
  const { event, step, board, owner, letters, outbox, act } = parts;
  const now = seenAt(step, useNow());
  const clock = (board.items.rounds || {})[step.id];
  const mine = (board.items.my_rounds || {})[owner] || NOTHING;
  const places = mine.steps[step.id] || [];
  const seen = clock ? readRounds(clock, now) : null;
  useRoundNews(parts, now);
  const own = { event, step, board, owner, mine, letters, act };
  if (!seen) return html`<div class="stack"><${Refused} ...${{ letters, outbox }} /><${Bring} ...${own} open /></div>`;
  const met = metIn(places, talked(clock, now));
  return html`<div class="stack">
    <${Refused} ...${{ letters, outbox }} />
    ${!places.length && html`<${Late} />`}
    ${places.length > 0 && html`<${Now} ...${{ event, seen, clock, places }} />`}
    <${Mutual} event=${event} mine=${mine} />
    ${step.settings.meet_again && html`<${SeeAgain} ...${{ event, mine, met, letters, act }} />`}
    ${places.length > 0 && html`<${AllPlaces} ...${{ event, seen, places }} />`}
    ${seen.state !== "over" && html`<${Bring} ...${own} />`}
  </div>`;
}

/** Once the rounds are over, nobody is to go anywhere. */
RoundsStep.instead = ({ board, step }) => {
  const clock = (board.items.rounds || {})[step.id];
  if (!clock || readRounds(clock, seenAt(step, serverNow())).state !== "over") return "";
  return step.settings.meet_again ? _("Dites qui vous voulez revoir.") : _("Gardez le souvenir de vos rencontres.");
};

function Late() {
  return html`<p class="banner banner--waiting"><${Icon} name="info" /><span>
    ${_("Vous n'avez pas encore de place. Dites à l'animation que vous êtes là.")}
  </span></p>`;
}

/** Where to be now. */
function Now({ event, seen, clock, places }) {
  if (seen.state === "over") return html`<${Over} />`;
  const round = Math.max(1, seen.round);
  const place = placeIn(places, round);
  const next = places.find((one) => one.round > round && !one.absent);
  return html`<section class="round-now" data-state=${seen.paused ? "paused" : seen.state}>
    <p class="round-now__round">${_("Tour %(round)s sur %(count)s", { round, count: clock.count })}</p>
    ${place ? html`<${Place} ...${{ event, seen, place }} />` : html`<${Rest} />`}
    <${Left} seen=${seen} />
    ${next &&
    html`<p class="round-now__next">
      <${Icon} name="arrow" extra="icon--turns" />${next.keeps && place && place.table === next.table
        ? _("Tour %(round)s : vous restez à la table %(table)s", next)
        : _("Tour %(round)s : table %(table)s", next)}
    </p>`}
  </section>`;
}

function Place({ event, seen, place }) {
  const words = place.keeps
    ? _("Votre place. Les autres viennent à vous.")
    : seen.state === "talk"
      ? _("Vous êtes ici")
      : _("Allez ici");
  return html`
    <p class="round-now__what">${words}</p>
    <p class="round-now__table"><${Icon} name="table" />${_("Table %(table)s", { table: place.table })}</p>
    <h2 class="round-now__with">${_("Avec")}</h2>
    <${People} event=${event} place=${place} />
  `;
}

function Rest() {
  return html`<p class="round-now__what">${_("Une pause pour vous")}</p>
    <p>${_("Personne ne vous attend à ce tour. Restez près de l'écran.")}</p>`;
}

/** The time left, and what it is left for. */
function Left({ seen }) {
  if (seen.state === "before") return html`<p class="round-now__time">${_("Attendez le signal de l'animation.")}</p>`;
  const words = seen.paused ? _("En pause") : seen.state === "change" ? _("pour changer de place") : _("pour parler");
  return html`<p class="round-now__time" role="timer">
    <${Icon} name=${seen.paused ? "pause" : "clock"} /><b>${formatClock(seen.remaining)}</b> ${words}
  </p>`;
}

function Over() {
  return html`<section class="round-now" data-state="over">
    <p class="round-now__what">${_("Les tours sont finis. Merci !")}</p>
    <p>${_("Vos rencontres sont sur « Ma page ».")}</p>
  </section>`;
}

function AllPlaces({ event, seen, places }) {
  return html`<details class="fold">
    <summary class="fold__title">${_("Toutes mes places")}</summary>
    <ol class="round-list fold__body">
      ${places.map(
        (place) => html`<li class="round-list__line" key=${place.round} aria-current=${place.round === seen.round ? "true" : null}>
          <span><b>${_("Tour %(round)s : table %(table)s", place)}</b></span>
          <span>${place.with.map((person, n) => html`${n > 0 && ", "}<${Person} key=${person.id} event=${event} person=${person} />`)}</span>
        </li>`,
      )}
    </ol>
  </details>`;
}

/** What I bring: a topic, wishes, a place I keep. Open while the seats are being prepared. */
function Bring({ open, ...own }) {
  const experts = own.step.settings.meet === "experts";
  const body = html`
    ${experts && html`<${Topic} ...${own} /><${Index} ...${own} />`}
    <${KeepPlace} mine=${own.mine} letters=${own.letters} act=${own.act} alone=${experts && !own.mine.topic} />
  `;
  if (!open) {
    return html`<details class="fold"><summary class="fold__title">${experts ? _("Mon sujet et mes souhaits") : _("Garder ma place")}</summary>
      <div class="fold__body stack">${body}</div></details>`;
  }
  return html`<div class="stack">
    ${body}
    <p class="banner"><${Icon} name="clock" /><span>${_("Les places se préparent. Elles arriveront ici.")}</span></p>
  </div>`;
}

/** At experts' tables one comes only to those who tell something: who is `alone` with nothing to tell is asked for it. */
function KeepPlace({ mine, letters, act, alone }) {
  const on = standing(letters, "rounds/place", "", mine.fixed);
  return html`<div class="stack stack--close">
    <${YesButton} act=${act} path="rounds/place" on=${on} icon="wheelchair">${_("Je bouge peu : gardez-moi une place")}<//>
    ${on && html`<p class="small soft">${alone ? _("Proposez aussi un sujet : les autres viendront à vous.") : _("Les autres viendront à vous, dès les prochains tours préparés.")}</p>`}
  </div>`;
}

/** What I can tell in five minutes. */
function Topic({ mine, owner, letters, act }) {
  const [mending, setMending] = useState(false);
  const sent = letters.filter((letter) => letter.path.slice(-12) === "rounds/topic" && letter.state !== "refused");
  const topic = sent.length ? sent[sent.length - 1].fields.topic : mine.topic;
  if (topic && !mending) {
    return html`<section class="stack stack--close">
      <h2 class="heading">${_("Mon sujet")}</h2>
      <article class="card card--mine">
        <p class="card__text" dir="auto">${topic}</p>
        <p class="card__foot"><${TopicState} sent=${sent.length > 0} waiting=${mine.waiting} /></p>
        <div class="card__actions">
          <button class="button button--small" type="button" onClick=${() => setMending(true)}><${Icon} name="edit" />${_("Modifier")}</button>
          <button class="button button--small" type="button" onClick=${() => act("rounds/topic/withdraw")}>${_("Je préfère écouter")}</button>
        </div>
      </article>
    </section>`;
  }
  return html`<${TopicForm} key=${mine.topic} ...${{ mine, owner, letters, act }} onDone=${() => setMending(false)} />`;
}

function TopicState({ sent, waiting }) {
  if (sent) return html`<span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span>`;
  if (waiting) return html`<span class="chip chip--waiting"><${Icon} name="clock" />${_("L'animation le relit")}</span>`;
  return html`<span class="chip chip--ok"><${Icon} name="sent" />${_("Proposé à la salle")}</span>`;
}

function TopicForm({ mine, owner, letters, act, onDone }) {
  const back = letters.find((letter) => letter.path.slice(-12) === "rounds/topic" && letter.state === "refused");
  const [text, setText] = useState(() => (back ? back.fields.topic : readDraft(owner, "topic", mine.topic)));
  function change(value) {
    setText(value);
    keepDraft(owner, "topic", value || null);
  }
  function submit(event) {
    event.preventDefault();
    if (!text.trim()) return;
    act("rounds/topic", { topic: text.trim() });
    keepDraft(owner, "topic", null);
    onDone();
  }
  return html`<form class="stack stack--close" onSubmit=${submit}>
    <div class="field">
      <label class="field__label" for="topic">${_("Ce que je peux raconter en cinq minutes")}</label>
      <p class="field__hint" id="topic-hint">${_("La salle verra ce sujet et votre prénom. On vient vous écouter.")}</p>
      <input class="field__input" id="topic" value=${text} maxlength="100" autocomplete="off" dir="auto" aria-describedby="topic-hint" onInput=${(event) => change(event.target.value)} />
    </div>
    <button class="button button--primary button--wide" type="submit" aria-disabled=${text.trim() ? null : "true"}><${Icon} name="send" />${_("Proposer ce sujet")}</button>
  </form>`;
}

/** What can be heard, and my wishes. */
function Index({ event, step, board, owner, mine, letters, act }) {
  const topics = board.items.topic || {};
  const ids = Object.keys(topics).filter((id) => id !== owner).sort((a, b) => topics[a].topic.localeCompare(topics[b].topic));
  const most = step.settings.wishes_most || 0;
  const wished = (id) => standing(letters, "rounds/wish", id, mine.wishes.indexOf(id) >= 0);
  const chosen = ids.filter(wished).length;
  if (!ids.length) return html`<p class="soft">${_("Les sujets des autres apparaîtront ici.")}</p>`;
  return html`<section class="stack stack--close">
    <h2 class="heading">${_("L'index")}</h2>
    ${most > 0 &&
    html`<p>${ngettext("Choisissez %(num)s sujet à écouter au plus.", "Choisissez %(num)s sujets à écouter au plus.", most)} <b>${_("%(chosen)s sur %(most)s", { chosen, most })}</b></p>`}
    <ul class="round-list">
      ${ids.map((id) => {
        const topic = topics[id];
        return html`<li class="round-list__line" key=${id}>
          <span><span dir="auto">${topic.topic}</span><br /><span class="small"><${Person} event=${event} person=${topic} /></span></span>
          ${most > 0 &&
          html`<${YesButton} act=${act} path="rounds/wish" person=${id} on=${wished(id)} icon="star">
            ${wished(id) ? _("Choisi") : _("Choisir")}<span class="unseen"> : ${topic.topic}</span>
          <//>`}
        </li>`;
      })}
    </ul>
  </section>`;
}

provide("rounds", RoundsStep);
