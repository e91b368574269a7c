/** The focus stays where the person put it, even when a live list is drawn again under it. */

import { useEffect, useLayoutEffect, useRef } from "../../vendor/htm-preact.js";

/**
 * Give the focus back to the element of the same `data-keep` when drawing again took it away: a
 * browser drops the focus of an element that is moved or replaced. When that element is gone,
 * `otherwise(name)` says which takes the place of the one so named.
 */
export function useKeptFocus(list, otherwise = () => null) {
  const kept = useRef(null);

  useEffect(() => {
    const box = list.current;
    const take = (event) => {
      const named = event.target.closest("[data-keep]");
      kept.current = named ? named.dataset.keep : null;
    };
    const leave = (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) kept.current = null;
    };
    // A press beside every button means that the person has let go.
    const letGo = (event) => {
      if (!event.target.closest || !event.target.closest("[data-keep]")) kept.current = null;
    };
    box.addEventListener("focusin", take);
    box.addEventListener("focusout", leave);
    document.addEventListener("pointerdown", letGo);
    return () => {
      box.removeEventListener("focusin", take);
      box.removeEventListener("focusout", leave);
      document.removeEventListener("pointerdown", letGo);
    };
  }, []);

  useLayoutEffect(() => {
    if (!kept.current || !lost()) return;
    const same = Array.from(list.current.querySelectorAll("[data-keep]")).find((one) => one.dataset.keep === kept.current);
    const target = same || otherwise(kept.current);
    if (target) target.focus({ preventScroll: true });
  });
}

function lost() {
  return !document.activeElement || document.activeElement === document.body;
}
