/** The rounds on the screen: the time in great letters, "change!", and who sits where, page by page. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { paginateInOrder } from "../boards/paging.js";
import { formatClock } from "../live/clock.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { readRounds, seenAt } from "./round_clock.js";

const PAGE_MS = 9000;
const WALK_PAGE_MS = 6000;
const LAST_MS = 30000;
const ROOMY = 6;

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
    <${Pages} key=${round + seen.state} boxes=${boxes} onPages=${onPages} pageMs=${seen.state === "talk" ? PAGE_MS : WALK_PAGE_MS} />
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

/** Boxes dealt into columns and pages by their measured heights; the page turns by itself. */
function Pages({ boxes, onPages, pageMs, draw = Box }) {
  const frame = useRef(null);
  const measured = useRef(null);
  const [plan, setPlan] = useState([[[]]]);
  const [turn, setTurn] = useState(0);
  const size = useSize(frame);
  const named = JSON.stringify(boxes.map((box) => [box.key, box.people, box.topic]));
  useLayoutEffect(() => {
    const deal = (size) => {
      frame.current.dataset.names = size;
      const heights = Array.from(measured.current.children, (node) => node.offsetHeight);
      const style = getComputedStyle(frame.current);
      const columns = parseInt(style.getPropertyValue("--round-columns"), 10) || 2;
      return paginateInOrder(heights, { columns, available: frame.current.clientHeight, gap: parseFloat(style.rowGap) || 16 });
    };
    // Greater names while all tables still stand on one page.
    const great = deal("great");
    setPlan(great.length > 1 ? deal("plain") : great);
  }, [named, size]);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), pageMs);
    return () => clearInterval(timer);
  }, [pageMs]);
  const page = turn % plan.length;
  useEffect(() => onPages(page, plan.length), [page, plan.length]);
  return html`<div class="screen-rounds__tables" ref=${frame}>
    ${plan[page].map((column, n) => html`<div class="screen-rounds__column" key=${n}>${column.map((index) => boxes[index] && html`<${draw} ...${boxes[index]} />`)}</div>`)}
    <div class="screen-rounds__column screen-rounds__measured" ref=${measured} aria-hidden="true">${boxes.map((box) => html`<${draw} ...${box} />`)}</div>
  </div>`;
}

/** The size of the frame: the window may change, and so may the strips above and below. */
function useSize(frame) {
  const [size, setSize] = useState("");
  useEffect(() => {
    const changed = () => setSize(frame.current.clientWidth + "x" + frame.current.clientHeight);
    addEventListener("resize", changed);
    const watch = window.ResizeObserver ? new ResizeObserver(changed) : null;
    if (watch) watch.observe(frame.current);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(() => setSize("fonts " + innerWidth));
    return () => {
      removeEventListener("resize", changed);
      if (watch) watch.disconnect();
    };
  }, []);
  return size;
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
    <${Pages} boxes=${boxes} onPages=${onPages} pageMs=${PAGE_MS} draw=${TopicBox} />
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
