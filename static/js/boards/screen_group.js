/** The themes on the screen: all of them at a glance, then each with its cards, page after page. */

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { writingStep } from "../sessions/screen_layout.js";
import { Card } from "./card.js";
import { measureColumns } from "./screen_group_measure.js";
import { TILES, acrossFor, pagesOf } from "./screen_group_pages.js";
import { columnsOf, countByPerspective, countProblems } from "./theme_columns.js";
import { problemWords, saidBy } from "./theme_words.js";
import { HiddenWall, Wall } from "./wall.js";

const PAGE_MS = 12000;

/** @param {{event: any, step: any, steps: any[], items: Object<string, any>, onPages: (page: number, pages: number) => void}} props */
export function GroupScreen({ event, step, steps, items, onPages }) {
  const writing = writingStep(steps, step);
  const grouped = useMemo(() => columnsOf(items), [items.theme, items.problem]);
  if (writing && writing.settings.hidden && !writing.revealed) return html`<${HiddenWall} written=${(items.written || {}).room || {}} />`;
  if (!grouped.columns.length) return html`<${Wall} problems=${items.problem || {}} event=${event} onPages=${onPages} />`;
  return html`<${Themes} ...${{ event, grouped, onPages }} />`;
}

function Themes({ event, grouped, onPages }) {
  const frame = useRef(null);
  const columns = withLoose(grouped);
  const parts = useMeasured(frame, columns, event);
  // What is to be placed has one page: its cards will be seen again where they go.
  if (parts[""]) parts[""] = parts[""].slice(0, 1);
  const pages = pagesOf(grouped.columns.length, columns, parts);
  const shown = useTurn(pages.length);
  useEffect(() => onPages(shown, pages.length), [shown, pages.length]);
  const page = pages[shown];
  return html`<div class="themes" ref=${frame}>
    ${page.kind === "all"
      ? html`<${AllThemes} ...${{ event, grouped, from: page.from }} />`
      : html`<${ThemeColumns} ...${{ event, shown: page.columns, across: acrossFor(columns) }} />`}
  </div>`;
}

/** What is still to be placed comes last, as a column of its own. */
function withLoose({ columns, loose }) {
  if (!loose.length) return columns;
  return columns.concat([{ id: "", title: _("À placer"), question: "", goes_on: false, cards: loose }]);
}

/** How the cards of each column are cut into pages: {column id: [[card]]}. */
function useMeasured(frame, columns, event) {
  const [size, setSize] = useState("");
  const [parts, setParts] = useState({});
  useEffect(() => {
    const changed = () => setSize(innerWidth + "x" + innerHeight);
    addEventListener("resize", changed);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(() => setSize("fonts " + innerWidth));
    return () => removeEventListener("resize", changed);
  }, []);
  const told = JSON.stringify(columns.map((one) => [one.id, one.title, one.question, one.cards.map((card) => [card.id, card.text, card.alike.length])]));
  useLayoutEffect(() => setParts(measureColumns(frame.current, columns, (one) => drawColumn(event, one))), [size, told]);
  return parts;
}

/** Which page is shown: each in turn. */
function useTurn(pages) {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (pages < 2) return undefined;
    const timer = setInterval(() => setShown((page) => (page + 1) % pages), PAGE_MS);
    return () => clearInterval(timer);
  }, [pages]);
  return Math.min(shown, pages - 1);
}

function AllThemes({ event, grouped, from }) {
  const shown = grouped.columns.slice(from, from + TILES);
  const waiting = countProblems(grouped.loose);
  return html`<div class="themes__all">
    <ol class="themes__tiles" data-across=${shown.length <= 4 ? 2 : shown.length <= 9 ? 3 : 4}>
      ${shown.map(
        (column) => html`<li key=${column.id} class="theme-tile">
          <h2 class="theme-tile__words" dir="auto">${column.question || column.title}</h2>
          <${Counts} event=${event} cards=${column.cards} />
        </li>`,
      )}
    </ol>
    ${waiting > 0 && html`<p class="themes__waiting">${ngettext("%(num)s problème reste à placer", "%(num)s problèmes restent à placer", waiting)}</p>`}
  </div>`;
}

function Counts({ event, cards }) {
  const counts = countByPerspective(cards);
  const all = countProblems(cards);
  return html`<p class="theme-counts"><b>${problemWords(all)}</b>
    ${["resident", "professional"].map(
      (who) => html`<span key=${who}><${Mark} perspective=${who} /> ${counts[who]}<span class="unseen"> ${labelOf(event, who)}</span></span>`,
    )}
  </p>`;
}

function ThemeColumns({ event, shown, across }) {
  return html`<div class="themes__columns" data-across=${across}>${shown.map((one) => drawColumn(event, one))}</div>`;
}

/** One column: its words, its counts, the cards of this page. */
function drawColumn(event, { column, cards, part, parts }) {
  return html`<section class="theme-column" key=${column.id + "-" + part}>
    <header class="theme-column__head">
      <h2 class="theme-column__words" dir="auto" data-length=${(column.question || column.title).length > 100 ? "long" : "short"}>${column.question || column.title}</h2>
      <div class="theme-column__facts"><${Counts} event=${event} cards=${column.cards} />${parts > 1 && html`<span>${_("%(part)s sur %(parts)s", { part: part + 1, parts })}</span>`}</div>
    </header>
    <div class="theme-column__cards">
      ${cards.map(
        (card) => html`<div class="theme-column__card" key=${card.id}>
          <${Card} problem=${card} event=${event} />
          ${card.alike.length > 0 && html`<p class="theme-column__same"><${Icon} name="people" />${saidBy(card)}</p>`}
        </div>`,
      )}
    </div>
  </section>`;
}
