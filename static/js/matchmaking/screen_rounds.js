/** The rounds on the screen: the time in great letters, "change!", and who sits where, page by page. */

import { html, useEffect } from "../../vendor/htm-preact.js";
import { formatClock } from "../live/clock.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { readRounds, seenAt } from "./round_clock.js";
import { Tables } from "./screen_tables.js";

const PAGE_MS = 9000;
const WALK_PAGE_MS = 6000;
const LAST_MS = 30000;
const ROOMY = 6;
const FITS = [{ names: "great" }, { names: "plain" }];
const DENSE_FITS = [
  { names: "great", columns: "usual" },
  { names: "plain", columns: "usual" },
  { names: "plain", columns: "more" },
];

/** @param {{event: any, step: any, items: any, now: number, onPages: (page: number, pages: number) => void}} props */
export function ScreenRounds({ event, step, items, now, onPages }) {
  const clock = (items.rounds || {})[step.id];
  if (!clock) return html`<${Topics} ...${{ event, step, topics: items.topic || {}, onPages }} />`;
  const seen = readRounds(clock, seenAt(step, now));
  const seating = ((items.seating || {})[step.id] || { rounds: {} }).rounds;
  const round = Math.max(1, seen.round);
  if (seen.state === "over") return html`<${Over} onPages=${onPages} />`;
  const boxes = boxesOf(event, seating[round] || {});
  // Many tables and everybody on their feet: names first, the time in one line above them.
  const dense = boxes.length > ROOMY && seen.state !== "talk";
  return html`<div class="screen-rounds" data-state=${seen.paused ? "paused" : seen.state} data-dense=${dense ? "yes" : "no"}>
    <${Moment} seen=${seen} round=${round} count=${clock.count} />
    <${Tables} key=${round + seen.state} boxes=${boxes} draw=${Box} fits=${dense ? DENSE_FITS : FITS} onPages=${onPages} pageMs=${seen.state === "talk" ? PAGE_MS : WALK_PAGE_MS} />
  </div>`;
}

function Over({ onPages }) {
  useEffect(() => onPages(0, 1), []);
  return html`<div class="screen-message">
    <h1 class="screen-message__title">${_("Merci !")}</h1>
    <p class="screen-message__text">${_("Les tours sont finis. Vos rencontres sont sur votre page.")}</p>
  </div>`;
}

/** The left side: what to do, and how long. */
function Moment({ seen, round, count }) {
  const [what, icon] = {
    before: [_("Trouvez votre première place"), "table"],
    change: [_("Changez de table !"), "arrow"],
    talk: [_("On parle"), "speak"],
  }[seen.state];
  const first = seen.state === "change" && round === 1 ? _("Allez à votre table !") : what;
  return html`<section class="screen-rounds__moment" data-last=${seen.state === "talk" && seen.remaining <= LAST_MS ? "yes" : "no"}>
    <p class="screen-rounds__round">${_("Tour %(round)s sur %(count)s", { round, count })}</p>
    <h1 class="screen-rounds__what"><${Icon} name=${icon} extra="icon--turns" />${first}</h1>
    ${seen.state !== "before" &&
    html`<p class="screen-rounds__time" role="timer">${formatClock(seen.remaining)}</p>
      ${seen.paused && html`<p class="screen-rounds__round"><${Icon} name="pause" /> ${_("En pause")}</p>`}`}
  </section>`;
}

/** One box a table: its number, who sits there, what is told. */
function boxesOf(event, tables) {
  return Object.keys(tables)
    .sort((a, b) => a - b)
    .map((number) => ({ key: number, event, number, people: tables[number] }));
}

function Box({ event, number, people }) {
  const topic = people.map((person) => person.topic).find(Boolean);
  return html`<article class="screen-table">
    <p class="screen-table__number">${number}</p>
    <div class="screen-table__people">
      ${topic && html`<p class="screen-table__topic" dir="auto">${topic}</p>`}
      <p>
        ${people.map(
          (person, n) => html`<span class="screen-table__name" key=${n}><${Mark} perspective=${person.perspective} /><span class="unseen">${labelOf(event, person.perspective)} </span><span dir="auto">${person.name || _("sans prénom")}</span></span> `,
        )}
      </p>
    </div>
  </article>`;
}

/** Before the seats: what can be heard, or the instruction. */
function Topics({ event, step, topics, onPages }) {
  const boxes = Object.keys(topics)
    .map((id) => ({ key: id, event, ...topics[id] }))
    .sort((a, b) => a.topic.localeCompare(b.topic));
  const none = !boxes.length;
  useEffect(() => {
    if (none) onPages(0, 1);
  }, [none]);
  if (none) {
    return html`<div class="screen-message" data-length="long">
      <h1 class="screen-message__title">${inLanguage(step.title)}</h1>
      <p class="screen-message__text">${inLanguage(step.instruction)}</p>
      <p class="screen-message__text">${_("Les places se préparent.")}</p>
    </div>`;
  }
  return html`<div class="screen-rounds" data-state="topics">
    <section class="screen-rounds__moment">
      <h1 class="screen-rounds__what">${_("Ce que nous pouvons nous raconter")}</h1>
      <p class="screen-rounds__round">${ngettext("%(num)s sujet", "%(num)s sujets", boxes.length)}</p>
    </section>
    <${Tables} boxes=${boxes} draw=${TopicBox} fits=${FITS} onPages=${onPages} pageMs=${PAGE_MS} />
  </div>`;
}

function TopicBox({ event, topic, name, perspective }) {
  return html`<article class="screen-table">
    <div class="screen-table__people">
      <p class="screen-table__topic" dir="auto">${topic}</p>
      <p><span class="screen-table__name"><${Mark} perspective=${perspective} /><span class="unseen">${labelOf(event, perspective)} </span><span dir="auto">${name || _("sans prénom")}</span></span></p>
    </div>
  </article>`;
}
