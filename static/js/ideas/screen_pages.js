/** A list shown page after page on a screen that never scrolls. */

import { useEffect, useState } from "../../vendor/htm-preact.js";

const PAGE_MS = 12000;

/** @returns {[any[], number]} what is on the page shown now, and which page it is */
export function useScreenPages(list, most, onPages) {
  const pages = Math.max(1, Math.ceil(list.length / most));
  const [turn, setTurn] = useState(0);
  const shown = turn % pages;
  useEffect(() => {
    if (pages < 2) return undefined;
    const timer = setInterval(() => setTurn((now) => now + 1), PAGE_MS);
    return () => clearInterval(timer);
  }, [pages]);
  useEffect(() => onPages(shown, pages), [shown, pages]);
  return [list.slice(shown * most, (shown + 1) * most), shown];
}
