/** The kiosk, put together: between two people, or at the page of one. */

import { html, render } from "../../vendor/htm-preact.js";
import { Mine, mineOf } from "../boards/mine.js";
import { PostStep } from "../boards/post.js";
import { Room } from "../boards/room.js";
import { storedLetter } from "../boards/stored.js";
import { keepConnected } from "../live/connection.js";
import { forgetOwner } from "../live/draft.js";
import { _ } from "../live/i18n.js";
import { createNews, createSource } from "../live/news.js";
import { createOutbox } from "../live/outbox.js";
import { page } from "../live/page.js";
import { takeOver } from "../live/rescue.js";
import { createStore } from "../live/store.js";
import { watchIdle } from "../sessions/idle.js";
import { refresh } from "../live/refresh.js";
import { KioskPerson, Waiting } from "../sessions/kiosk.js";
import { whenStepIsHere } from "../sessions/phone.js";
import { MyPart } from "../sessions/phone_me.js";
import { KIOSK_PARTS, STEP_PARTS, actsOf } from "./person_parts.js";

const IDLE_MS = 90000;
const WARN_MS = 30000;
const PATH = "kiosk/problems";

const store = createStore(page.board);
const news = createNews();
const sentHere = new Set();
const person = page.owner ? meetPerson() : null;

// One outbox for the whole tablet: a text leaves it with its author's pass, even late.
const outbox = createOutbox("kiosk", {
  onReach: (reached) => person && person.connection.reached(reached),
  onStored(letter, answer) {
    if (letter.fields.author !== page.author) return;
    storedLetter(store, letter, answer, news);
    // No socket here: what was stored is seen when the board is fetched.
    if (letter.path.indexOf(PATH) !== 0) refresh(store, "kiosk/board.json");
  },
});

if (person) drawPerson();
else render(html`<${Waiting} outbox=${outbox} />`, document.getElementById("waiting"));

function meetPerson() {
  return { connection: keepConnected(store, { path: "kiosk/board.json", everyMs: 10000, bySocket: false }), idle: createSource() };
}

function drawPerson() {
  const app = document.getElementById("app");
  const next = document.getElementById("next");
  const draw = () => render(html`<${KioskPerson} ...${{ store, outbox, news, ...person, Writing, Below }} stepParts=${STEP_PARTS} actsFor=${(channel) => actsOf(outbox, "kiosk/", { author: page.author, channel })} />`, app);
  whenStepIsHere(store, STEP_PARTS, () => takeOver(app, page.owner, draw));
  next.addEventListener("submit", wipe);
  watchIdle({
    idleMs: IDLE_MS,
    warnMs: WARN_MS,
    onTick: person.idle.tell,
    onIdle() {
      wipe();
      next.submit();
    },
  });
}

/** Drafts and screen go; a text not yet stored stays in the outbox until it is. */
function wipe() {
  forgetOwner(page.owner);
  document.getElementById("app").hidden = true;
}

function Writing(parts) {
  const refused = parts.letters.filter((letter) => letter.path === PATH && letter.state === "refused");
  return html`<${PostStep} ...${parts} path=${PATH} more=${more(parts)} refused=${refused} sentHere=${sentHere} lastStored=${0} />`;
}

function Below(parts) {
  const letters = parts.letters.filter((letter) => letter.path !== PATH || letter.state !== "refused");
  // Where teams form, the step itself asks with whom, until the person has a team.
  const asked = parts.step && parts.step.kind === "teams" && !((parts.board.items.my_team || {})[parts.owner] || {}).team;
  return html`
    ${!asked && Object.keys(KIOSK_PARTS).map((kind) => html`<${MyPart} key=${kind} kind=${kind} path=${KIOSK_PARTS[kind]} parts=${parts} />`)}
    <${Mine} title=${_("Ses problèmes")} end=${parts.step && parts.step.kind === "close"} problems=${mineOf(parts.board)} letters=${letters} outbox=${outbox} event=${parts.event} path=${PATH} more=${more(parts)} />
    <${Room} event=${parts.event} problems=${parts.board.items.problem || {}} />
  `;
}

function more(parts) {
  return { author: page.author, channel: parts.channel };
}

// The browser's back arrow must not bring the former person's page out of its memory.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
