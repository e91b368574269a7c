/** Cards under a hand: dragging, and where they are drawn until the server has answered. */

import { useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import Sortable from "../../vendor/sortable.js";

/**
 * Problems as they are, with those just dropped already where they will be.
 * @param {Object<string, any>} stored the problems of the board
 * @returns {{problems: Object<string, any>, move: (ids: string[], theme: string, before: string, columns: any[]) => Promise<any>}}
 *   `move` gives what was stored, or null
 */
export function useDropped(desk, stored) {
  const [dropped, setDropped] = useState({});
  const problems = withDropped(stored, dropped);

  async function move(ids, theme, before, columns) {
    const places = placesFor(ids, theme, before, columns);
    const there = {};
    ids.forEach((id, n) => (there[id] = { theme: theme || null, place: places[n], was: stored[id] }));
    setDropped((known) => ({ ...known, ...there }));
    const seen = ids.map((id) => stored[id].theme || 0).join(",");
    const answer = await desk.presses.press("desk/themes/move", { problems: ids.join(","), theme, before, seen });
    if (!answer) setDropped((known) => without(known, ids));
    return answer;
  }

  return { problems, move };
}

/** What was dropped counts until the problem has changed at all: then the board knows better. */
export function withDropped(stored, dropped) {
  const drawn = { ...stored };
  Object.keys(dropped).forEach((id) => {
    const { was, theme, place } = dropped[id];
    if (stored[id] && stored[id] === was) drawn[id] = { ...was, theme, place };
  });
  return drawn;
}

/** Places between the neighbours, as the server will choose others of the same order. */
export function placesFor(ids, theme, before, columns) {
  const column = columns.find((one) => one.id === theme);
  const cards = column ? column.cards.filter((card) => !ids.includes(card.id)) : [];
  const found = cards.findIndex((card) => card.id === before);
  const at = found < 0 ? cards.length : found;
  const low = at > 0 ? cards[at - 1].place : at < cards.length ? cards[at].place - 1024 : 0;
  const high = at < cards.length ? cards[at].place : low + 1024;
  return ids.map((_id, n) => low + ((high - low) * (n + 1)) / (ids.length + 1));
}

function without(known, ids) {
  const rest = { ...known };
  ids.forEach((id) => delete rest[id]);
  return rest;
}

/**
 * Make the cards of a list go by hand, from and to the other lists. The list is put back at once:
 * what is drawn follows from the board.
 * @param {(id: string, theme: string, before: string) => void} onDrop
 */
export function useCardList(list, onDrop) {
  const drop = useRef(onDrop);
  drop.current = onDrop;
  useEffect(() => {
    const sortable = Sortable.create(list.current, {
      group: "cards",
      draggable: ".group-card",
      filter: "button, input, select, label, details",
      preventOnFilter: false,
      animation: 160,
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "card--ghost",
      chosenClass: "card--lifted",
      scrollSensitivity: 80,
      onEnd({ item, from, to, oldIndex, newIndex }) {
        const next = item.nextElementSibling;
        const others = Array.from(from.children).filter((one) => one !== item);
        from.insertBefore(item, others[oldIndex] || null);
        if (from === to && oldIndex === newIndex) return;
        drop.current(item.dataset.id, to.dataset.theme, next ? next.dataset.id : "");
      },
    });
    return () => sortable.destroy();
  }, []);
}
