/** The wall on the screen: cards as large as they fit, pages when it is full, the newest in view. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Card, tileOf } from "./card.js";
import { chooseColumns, pageOf, paginate } from "./paging.js";

const PAGE_MS = 12000;
const FRESH_MS = 8000;
const MOST_COLUMNS = 4;

/** @param {{problems: Object<string, any>, event: any, onPages: (page: number, pages: number) => void}} props */
export function Wall({ problems, event, onPages }) {
  const cards = Object.keys(problems)
    .map((id) => ({ id, ...problems[id] }))
    .sort((a, b) => a.number - b.number);
  const [frame, plan] = usePlan(cards);
  const fresh = useFresh(cards);
  const shown = useTurn(plan.pages, cards, fresh);
  useEffect(() => onPages(shown, plan.pages.length), [shown, plan.pages.length]);
  const columns = plan.pages[Math.min(shown, plan.pages.length - 1)];
  return html`<div class="wall" ref=${frame} data-columns=${plan.columns}>
    ${columns.map(
      (column, place) => html`<div key=${place} class="wall__column">
        ${column.map(
          (index) =>
            cards[index] &&
            html`<${Card} key=${cards[index].id} problem=${cards[index]} event=${event} fresh=${fresh.has(cards[index].id)} />`,
        )}
      </div>`,
    )}
  </div>`;
}

/** What the room sees before the reveal: how many were written, by whom, and not what. */
export function HiddenWall({ written }) {
  const all = (written.resident || 0) + (written.professional || 0) + (written.prepared || 0);
  return html`<div class="screen-message">
    <p class="screen-message__title">${all}</p>
    <p class="screen-message__text">${_("problèmes écrits. Ils apparaîtront tous ensemble.")}</p>
  </div>`;
}

/** How the cards are dealt, measured in a copy of the wall that nobody sees. */
function usePlan(cards) {
  const frame = useRef(null);
  const heights = useRef(new Map());
  const [size, setSize] = useState("");
  const [plan, setPlan] = useState({ columns: 1, pages: [[[]]] });
  useEffect(() => {
    const changed = () => setSize(innerWidth + "x" + innerHeight);
    addEventListener("resize", changed);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(() => setSize("fonts " + innerWidth));
    return () => removeEventListener("resize", changed);
  }, []);
  useLayoutEffect(() => heights.current.clear(), [size]);
  useLayoutEffect(() => {
    const wall = frame.current;
    const room = { available: wall.clientHeight, gap: gapOf(wall) };
    const measure = (columns) => measureAll(wall, cards, columns, heights.current);
    const columns = chooseColumns(cards.length, measure, room, MOST_COLUMNS);
    setPlan({ columns, pages: paginate(measure(columns), { ...room, columns }) });
  }, [size, cards.map((card) => card.id + card.text + card.tile).join("|")]);
  return [frame, plan];
}

function gapOf(wall) {
  return parseFloat(getComputedStyle(wall).rowGap) || 16;
}

function measureAll(wall, cards, columns, known) {
  const key = (card) => columns + ":" + card.id + ":" + card.text + ":" + card.tile;
  const missing = cards.filter((card) => !known.has(key(card)));
  if (missing.length) {
    const copy = wall.cloneNode(false);
    copy.dataset.columns = String(columns);
    copy.classList.add("wall--measured");
    const column = document.createElement("div");
    column.className = "wall__column";
    copy.append(column);
    wall.parentNode.append(copy);
    missing.forEach((card) => {
      const node = drawPlain(card);
      column.append(node);
      known.set(key(card), node);
    });
    missing.forEach((card) => known.set(key(card), known.get(key(card)).offsetHeight));
    copy.remove();
  }
  return cards.map((card) => known.get(key(card)));
}

/** A card of the same size as the drawn one. */
function drawPlain(card) {
  const node = document.createElement("article");
  node.className = "card";
  const line = (name, text) => {
    const part = document.createElement("p");
    part.className = name;
    part.textContent = text;
    node.append(part);
  };
  if (card.perspective) {
    const mark = document.createElement("span");
    mark.className = "card__mark";
    mark.append(document.createElement("span"));
    mark.firstChild.className = "mark";
    node.append(mark);
  }
  const tile = tileOf(card.tile);
  if (tile) line("card__theme", inLanguage(tile.label));
  line("card__text", card.text);
  return node;
}

/** The ids of the cards that came in the last seconds, not those that were there at first. */
function useFresh(cards) {
  const known = useRef(null);
  const [fresh, setFresh] = useState(new Set());
  useEffect(() => {
    const ids = cards.map((card) => card.id);
    if (known.current === null) {
      known.current = new Set(ids);
      return;
    }
    const arrived = ids.filter((id) => !known.current.has(id));
    if (!arrived.length) return;
    arrived.forEach((id) => known.current.add(id));
    setFresh((before) => new Set([...before, ...arrived]));
    setTimeout(() => setFresh((before) => new Set([...before].filter((id) => !arrived.includes(id)))), FRESH_MS);
  }, [cards.map((card) => card.id).join()]);
  return fresh;
}

/** Which page is shown: the newest card's when one comes, else each in turn. */
function useTurn(pages, cards, fresh) {
  const [shown, setShown] = useState(0);
  const newest = cards.length - 1;
  const arriving = newest >= 0 && fresh.has(cards[newest].id);
  useEffect(() => {
    if (arriving) setShown(pageOf(pages, newest));
  }, [newest, arriving, pages]);
  useEffect(() => {
    if (pages.length < 2 || arriving) return undefined;
    const timer = setInterval(() => setShown((page) => (page + 1) % pages.length), PAGE_MS);
    return () => clearInterval(timer);
  }, [pages.length, arriving]);
  return Math.min(shown, pages.length - 1);
}
