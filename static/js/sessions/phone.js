/** The participant's page: what to do now, and my page. It follows the current step. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { dayOf, useBoard, useConnection, useDay, useLetters, useNow } from "../live/hooks.js";
import { _, inLanguage } from "../live/i18n.js";
import { Counters, Icon, Timer } from "../live/look.js";
import { usePart, withPart } from "../live/parts.js";
import { door } from "../live/page.js";
import { Listen } from "./listen.js";
import { FirstCode, MyPage } from "./phone_me.js";
import { Notice } from "./phone_notice.js";
import { StatusLine } from "./phone_status.js";
import { Programme } from "./programme.js";

/**
 * @param {{store: any, outbox: any, connection: any, news: any, owner: string,
 *   Writing: any, Below: any, stepParts: Object<string, string>, myParts: Object<string, string>, act: any}} props
 *   `Writing` draws the `post` step and `Below` what comes under any step: they belong to the walls;
 *   the other steps' parts are fetched when they come
 */
export function Phone({ store, outbox, connection, news, owner, Writing, Below, stepParts, myParts, act }) {
  const board = useBoard(store);
  const day = useDay(store);
  const letters = useLetters(outbox);
  const state = useConnection(connection);
  const place = usePlace();
  const [codeSeen, setCodeSeen] = useState(() => readDraft(owner, "code-seen", false));
  const me = (board.items.me || {})[owner];
  const said = useNews(news, day.step);

  if (state === "ended" || !me) return html`<${Ended} />`;
  if (!codeSeen) {
    return html`<${FirstCode}
      me=${me}
      onSeen=${() => {
        keepDraft(owner, "code-seen", true);
        setCodeSeen(true);
      }}
    />`;
  }
  const texts = letters.filter((letter) => letter.path !== "notice");
  const parts = { ...day, store, board, me, owner, outbox, letters: texts, act, news };
  return html`
    <header class="bar">
      <div class="bar__titles">
        <p class="bar__event">${day.event.title}</p>
        <${place === "me" ? "p" : "h1"} class="bar__step">${day.step ? inLanguage(day.step.title) : day.event.title}<//>
      </div>
      <${StepTimer} step=${day.step} />
    </header>
    <${StatusLine} connection=${state} letters=${texts} news=${said} why="#me" />
    <main class="page stack" id="main" tabindex="-1">
      ${place === "me" ? html`<${MyPage} ...${parts} myParts=${myParts} />` : html`<${Now} ...${parts} ...${{ Writing, Below, stepParts }} />`}
    </main>
    <${Places} place=${place} />
  `;
}

/** Which place the address names; going to another one starts at its top. */
function usePlace() {
  const [place, setPlace] = useState(location.hash === "#me" ? "me" : "now");
  const first = useRef(true);
  useEffect(() => {
    const follow = () => {
      const named = location.hash.slice(1);
      if (named !== "main") setPlace(named === "me" ? "me" : "now"); // #main is the skip link's
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (!first.current) {
      window.scrollTo(0, 0);
      document.getElementById("main").focus();
    }
    first.current = false;
  }, [place]);
  return place;
}

/** What has just happened: a text stored, a new step. It fades after a while. */
function useNews(news, step) {
  const [said, setSaid] = useState("");
  const seen = useRef(step && step.id);
  useEffect(() => news.subscribe(setSaid), [news]);
  useEffect(() => {
    const id = step && step.id;
    if (seen.current !== id && step) news.say(_("Nouvelle étape : %(title)s", { title: inLanguage(step.title) }));
    seen.current = id;
  }, [step && step.id]);
  return said;
}

function StepTimer({ step }) {
  const now = useNow();
  return step ? html`<${Timer} clock=${step.clock} now=${now} />` : null;
}

function Places({ place }) {
  const places = [
    ["now", "#now", "pen", _("Maintenant")],
    ["me", "#me", "person", _("Ma page")],
  ];
  return html`<nav class="phone__places" aria-label=${_("Pages")}>
    ${places.map(
      ([key, href, icon, words]) => html`<a class="phone__place" key=${key} href=${href} aria-current=${key === place ? "page" : null}>
        <${Icon} name=${icon} />${words}
      </a>`,
    )}
  </nav>`;
}

/** One step: its title, its instruction, and what it asks for. */
function Now({ Writing, Below, stepParts, ...parts }) {
  const { event, step, steps, me, board, outbox } = parts;
  const instruction = useInstruction(stepParts, parts);
  const mustRead = step && step.kind === "post" && !me.notice_seen;
  return html`
    <div class="task">
      ${instruction && html`<p class="task__instruction">${instruction}</p>`}
      <${Listen} text=${instruction} />
    </div>
    ${step && step.kind === "welcome" && html`<${Welcome} event=${event} steps=${steps} counts=${(board.items.counts || {}).room} />`}
    ${mustRead && html`<${Notice} event=${event} onAccept=${() => acceptNotice(outbox, parts)} />`}
    ${step && step.kind === "post" && !mustRead && html`<${Writing} ...${parts} />`}
    <${StepPart} ...${parts} stepParts=${stepParts} />
    <${Below} ...${parts} />
    ${step &&
    step.kind !== "post" &&
    html`<section class="stack">
      <h2 class="heading">${_("La journée")}</h2>
      <${Programme} event=${event} steps=${steps} />
    </section>`}
  `;
}

/** The step's instruction, or the words its part has instead, once what it asked for is done. */
export function useInstruction(stepParts, parts) {
  const Part = useStepPart(stepParts, parts.step);
  return (Part && Part.instead && Part.instead(parts)) || (parts.step ? inLanguage(parts.step.instruction) : "");
}

function useStepPart(stepParts, step) {
  const kind = step ? step.kind : "";
  return usePart(kind, stepParts[kind]);
}

/** Draw once what the current step asks for can be drawn: until then the plain page is of more use. */
export function whenStepIsHere(store, stepParts, draw) {
  const { step } = dayOf(store.board);
  const kind = step ? step.kind : "";
  withPart(kind, stepParts[kind], draw);
}

/** What the current step asks for, where it has a part of its own. */
export function StepPart({ stepParts, ...parts }) {
  const Part = useStepPart(stepParts, parts.step);
  return Part ? html`<${Part} key=${parts.step.id} ...${parts} />` : null;
}

function acceptNotice(outbox, { store, owner, me }) {
  outbox.send("notice", {});
  // Read is read, network or not; the server hears of it when it can.
  store.merge({ items: { me: { [owner]: { ...me, notice_seen: true } } } });
}

function Welcome({ event, steps, counts }) {
  const seats = steps.some((step) => step.kind === "teams" || step.kind === "rounds");
  return html`${seats && html`<p><a class="button button--wide" href="#me"><${Icon} name="lock" />${_("Avec qui ? Pas avec qui ? En privé")}</a></p>`}
    ${counts && html`<${Inside} event=${event} counts=${counts} />`}`;
}

function Inside({ event, counts }) {
  return html`<section class="stack stack--close">
    <h2 class="heading">${_("Déjà dans la salle")}</h2>
    <${Counters} event=${event} counts=${counts} />
  </section>`;
}

/** The access was closed: why, and the way back. */
function Ended() {
  return html`<main class="page stack" id="main" tabindex="-1">
    <h1>${_("Cet accès est fermé")}</h1>
    <p class="lead">${_("Votre code a peut-être été remplacé. L'accueil peut vous le redonner.")}</p>
    <p>${_("Vos textes non envoyés restent sur ce téléphone.")}</p>
    <p><a class="button button--primary button--wide" href=${door("return")}>${_("Revenir avec mon code")}</a></p>
    <p class="centred"><a class="button button--quiet" href=${door("join")}>${_("Rejoindre à nouveau")}</a></p>
  </main>`;
}
