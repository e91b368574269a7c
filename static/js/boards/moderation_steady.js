/** A live list that holds still under a hand: nothing moves away from the finger that was about to press. */

import { useEffect, useRef, useState } from "../../vendor/htm-preact.js";

const AFTER_TOUCH_MS = 4000;

/** Whether somebody's pointer or focus is in `box`. */
export function useHand(box) {
  const [here, setHere] = useState(false);
  useEffect(() => {
    const area = box.current;
    let over = false;
    let touched = null;
    const look = () => setHere(over || touched !== null || area.contains(document.activeElement));
    const enter = (event) => {
      over = event.pointerType === "mouse";
      look();
    };
    const leave = () => {
      over = false;
      look();
    };
    const touch = () => {
      clearTimeout(touched);
      touched = setTimeout(() => {
        touched = null;
        look();
      }, AFTER_TOUCH_MS);
      look();
    };
    const soon = () => setTimeout(look, 0);
    const heard = { pointerenter: enter, pointerleave: leave, pointerdown: touch, focusin: look, focusout: soon };
    Object.keys(heard).forEach((name) => area.addEventListener(name, heard[name]));
    return () => {
      clearTimeout(touched);
      Object.keys(heard).forEach((name) => area.removeEventListener(name, heard[name]));
    };
  }, []);
  return here;
}

/**
 * The list as it was when the hand came, while the hand is there.
 * @param {string[]} ids the list as it is
 * @param {boolean} held
 * @returns {{ids: string[], more: number, refresh: () => void}} `more`: how many are not shown yet
 */
export function useSteady(ids, held) {
  const seen = useRef(ids);
  const [, redraw] = useState(0);
  if (!held || !seen.current.length) seen.current = ids;
  const shown = new Set(seen.current);
  return {
    ids: seen.current,
    more: ids.filter((id) => !shown.has(id)).length,
    refresh() {
      seen.current = ids;
      redraw((n) => n + 1);
    },
  };
}
