/** The vote on a phone and at the kiosk: dots, changed until the ballot closes; then what the room decided. */

import { html, useEffect, useMemo, useState } from "../../vendor/htm-preact.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { page } from "../live/page.js";
import { provide } from "../live/parts.js";
import { refresh } from "../live/refresh.js";
import { BallotChart } from "./ballot_chart.js";
import { titleOf } from "./ballot_line.js";
import { inOwnOrder } from "./ballot_order.js";
import { BallotNumbers } from "./ballot_numbers.js";
import { lettersOf, mayGive, sameDots, spentOf, withDot } from "./own_ballot.js";

const CATCH_UP_MS = 2500;

function VoteStep(parts) {
  const { board, step } = parts;
  const ballot = (board.items.ballot || {})[step.id];
  if (!ballot) return html`<p class="banner"><${Icon} name="clock" /><span>${_("Le vote n'est pas encore ouvert.")}</span></p>`;
  if (ballot.state === "open") return html`<${Open} key=${ballot.id} ...${parts} ballot=${ballot} />`;
  return html`<${Closed} key=${ballot.id} ...${parts} ballot=${ballot} />`;
}

function Open({ ballot, event, board, owner, letters, act, outbox, store, news }) {
  const kept = (board.items.my_ballot || {})[owner];
  const mine = kept && kept.ballot === ballot.id ? kept : { dots: {}, done: false, voided: false };
  const [dots, setDots, note] = useOwnDots({ ballot, mine, owner, letters, outbox, store });
  const lines = useMemo(() => inOwnOrder(ballot.id, owner, ballot.lines), [ballot.id, owner, ballot.lines]);
  const paused = event.state !== "open" || event.locked;
  const left = ballot.dots - spentOf(dots);

  function tap(line, number) {
    if (paused || (number > 0 && !mayGive(ballot, dots, line.id))) return;
    const after = withDot(dots, line.id, number);
    setDots(after);
    act("ballots/" + ballot.id + "/dots", { line: line.id, number });
    news.say(leftWords(ballot.dots - spentOf(after)));
  }

  const me = (board.items.me || {})[owner];
  if (me && ballot.channels.length && ballot.channels.indexOf(me.channel) < 0) {
    return html`<p class="banner banner--waiting"><${Icon} name="lock" /><span>${_("Ce vote demande un code imprimé. Demandez-le à l'accueil.")}</span></p>`;
  }
  if (mine.voided) return html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${_("Ce vote n'est pas compté. Voyez l'accueil.")}</span></p>`;
  return html`<section class="ballot stack" aria-label=${_("Votre vote")}>
    <p class="ballot__left"><${Dots} ballot=${ballot} left=${left} /><strong>${leftWords(left)}</strong></p>
    ${paused && html`<p class="banner banner--waiting"><${Icon} name="pause" /><span>${_("Les votes sont en pause. Rien n'est perdu.")}</span></p>`}
    ${note && html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${note}</span></p>`}
    <ul class="ballot__lines">
      ${lines.map((line) => html`<${Line} key=${line.id} ...${{ line, ballot, dots, paused }} onTap=${(number) => tap(line, number)} />`)}
    </ul>
    <${Finish} ...${{ ballot, mine, left, act, paused, store, owner }} />
    <p class="small soft">${_("Votre vote est secret. Vous pouvez le changer jusqu'à la fermeture.")}</p>
  </section>`;
}

/** The dots shown, how to change them, and why the last tap came back. */
function useOwnDots({ ballot, mine, owner, letters, outbox, store }) {
  const [local, setLocal] = useState(null);
  const [note, setNote] = useState("");
  const { refused, travelling } = lettersOf(letters, ballot.id);
  useEffect(() => {
    if (!refused.length) return;
    setNote(refused[0].refusal.sentence);
    refused.forEach((letter) => outbox.drop(letter.key));
    setLocal(null);
  }, [refused.length]);
  useEffect(() => {
    if (local === null || travelling.length) return undefined;
    if (sameDots(local, mine.dots)) {
      setLocal(null);
      return undefined;
    }
    const timer = setTimeout(() => {
      refresh(store, page.surface === "kiosk" ? "kiosk/board.json" : undefined).then(() => setLocal(null));
    }, CATCH_UP_MS);
    return () => clearTimeout(timer);
  }, [local, travelling.length, mine.dots]);

  function change(dots) {
    setNote("");
    setLocal(dots);
    if (page.surface !== "kiosk") keepDraft(owner, "ballot-" + ballot.id, dots);
  }
  return [local || mine.dots, change, note];
}

function leftWords(left) {
  if (left === 0) return _("Toutes vos voix sont données.");
  return ngettext("Il vous reste %(num)s voix.", "Il vous reste %(num)s voix.", left);
}

/** The dots one has, those given already filled. */
function Dots({ ballot, left }) {
  if (ballot.dots > 10) return null;
  return html`<span class="ballot__dots" aria-hidden="true">
    ${Array.from({ length: ballot.dots }, (_none, n) => html`<span key=${n} class=${"ballot__dot" + (n < ballot.dots - left ? " ballot__dot--given" : "")}></span>`)}
  </span>`;
}

function Line({ line, ballot, dots, paused, onTap }) {
  const given = dots[line.id] || 0;
  const full = !given && spentOf(dots) >= ballot.dots;
  const words = html`<span class="ballot__words"><span class="ballot__title" dir="auto">${titleOf(line)}</span>${line.text && html`<span class="ballot__text" dir="auto">${line.text}</span>`}</span>`;
  if (ballot.per_line === 1) {
    return html`<li class="ballot__line" data-given=${given ? "yes" : null}>
      <button class="ballot__pick" type="button" aria-pressed=${String(given > 0)} aria-disabled=${paused || full ? "true" : null} onClick=${() => onTap(given ? -1 : 1)}>
        ${words}<span class="ballot__sign"><${Icon} name=${given ? "check" : "plus"} /></span>
      </button>
    </li>`;
  }
  return html`<li class="ballot__line ballot__line--several" data-given=${given ? "yes" : null}>
    ${words}
    <span class="ballot__amount" role="group" aria-label=${titleOf(line)}>
      <button class="button button--bare" type="button" aria-disabled=${paused || !given ? "true" : null} onClick=${() => given && onTap(-1)}><span aria-hidden="true">−</span><span class="unseen">${_("Reprendre une voix")}</span></button>
      <strong class="ballot__number">${given}</strong>
      <button class="button button--bare" type="button" aria-disabled=${paused || !mayGive(ballot, dots, line.id) ? "true" : null} onClick=${() => onTap(1)}><${Icon} name="plus" /><span class="unseen">${_("Donner une voix")}</span></button>
    </span>
  </li>`;
}

/** Finished is said by the last dot, or by this button with dots left. */
function Finish({ ballot, mine, left, act, paused, store, owner }) {
  if (left === 0 || mine.done) {
    return html`<div class="stack stack--close">
      <p class="banner"><${Icon} name="check" /><span>${_("C'est noté. Vous avez terminé.")}</span></p>
    </div>`;
  }
  function finish() {
    act("ballots/" + ballot.id + "/finish", { done: "true" });
    store.merge({ items: { my_ballot: { [owner]: { ballot: ballot.id, ...mine, done: true } } } });
  }
  return html`<button class="button button--wide" type="button" disabled=${paused} onClick=${finish}><${Icon} name="check" />${_("J'ai terminé")}</button>`;
}

function Closed({ ballot, event, owner, board }) {
  const own = readDraft(owner, "ballot-" + ballot.id, {});
  const chosen = ballot.lines.filter((line) => own[line.id]);
  return html`<section class="stack" aria-label=${_("Le résultat du vote")}>
    ${ballot.stage > 0
      ? html`<${BallotChart} ballot=${ballot} stage=${ballot.stage} shape="phone" themes=${board.items.theme} />
          <${BallotNumbers} ...${{ ballot, event, themes: board.items.theme || {} }} />`
      : html`<p class="banner"><${Icon} name="lock" /><span>${_("Le vote est fermé. Le résultat va s'afficher.")}</span></p>`}
    ${chosen.length > 0 &&
    html`<div class="stack stack--close">
      <h2 class="heading">${_("Votre choix")}</h2>
      <ul>${chosen.map((line) => html`<li key=${line.id} dir="auto">${titleOf(line)}${own[line.id] > 1 ? " (" + own[line.id] + ")" : ""}</li>`)}</ul>
      <p class="small soft">${_("Il n'est plus que sur ce téléphone.")}</p>
    </div>`}
  </section>`;
}

provide("vote", VoteStep);
