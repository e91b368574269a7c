/** The participant's page, put together. */

import { html, render } from "../../vendor/htm-preact.js";
import { Mine, mineOf } from "../boards/mine.js";
import { KeptDraft, PostStep } from "../boards/post.js";
import { Room } from "../boards/room.js";
import { storedLetter } from "../boards/stored.js";
import { serverNow } from "../live/clock.js";
import { keepConnected } from "../live/connection.js";
import { _ } from "../live/i18n.js";
import { createNews } from "../live/news.js";
import { createOutbox } from "../live/outbox.js";
import { page } from "../live/page.js";
import { takeOver } from "../live/rescue.js";
import { createStore } from "../live/store.js";
import { tellOfTeam } from "../matchmaking/team_news.js";
import { Phone, whenStepIsHere } from "../sessions/phone.js";
import { MY_PARTS, STEP_PARTS, actsOf } from "./person_parts.js";

const store = createStore(page.board);
const owner = Object.keys(store.items("me"))[0];
const news = createNews();
const connection = keepConnected(store);
const sentHere = new Set();
let lastStored = 0;

const outbox = createOutbox(owner, {
  onReach: connection.reached,
  onStored(letter, answer) {
    if (letter.path === "problems") lastStored = serverNow();
    storedLetter(store, letter, answer, news);
  },
});

function Writing(parts) {
  const refused = parts.letters.filter((letter) => letter.path === "problems" && letter.state === "refused");
  return html`<${PostStep} ...${parts} refused=${refused} sentHere=${sentHere} lastStored=${lastStored} />`;
}

function Below(parts) {
  const posting = parts.step && parts.step.kind === "post";
  const end = parts.step && parts.step.kind === "close";
  const travelling = parts.letters.filter((letter) => letter.path !== "problems" || letter.state !== "refused" || !posting);
  return html`
    ${!posting && html`<${KeptDraft} owner=${owner} />`}
    <${Mine} title=${end ? _("Ce que j'ai écrit, et où c'est allé") : ""} end=${end} problems=${mineOf(parts.board)} letters=${travelling} outbox=${outbox} event=${parts.event} />
    <${Room} event=${parts.event} problems=${parts.board.items.problem || {}} />
  `;
}

tellOfTeam(store, owner, news);

const app = document.getElementById("app");
const draw = () => render(html`<${Phone} ...${{ store, outbox, connection, news, owner, Writing, Below }} stepParts=${STEP_PARTS} myParts=${MY_PARTS} act=${actsOf(outbox)} />`, app);
whenStepIsHere(store, STEP_PARTS, () => takeOver(app, owner, draw));
