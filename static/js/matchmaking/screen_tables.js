/** Tables on the screen: boxes dealt into columns and pages by their measured heights. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { paginateInOrder } from "../boards/paging.js";

/**
 * Boxes in their order, down each column; the page turns by itself.
 * @param {{boxes: {key: any}[], draw: any, fits: Object<string, string>[], pageMs: number,
 *   onPages: (page: number, pages: number) => void}} props `draw`: what a box looks like. `fits`: what the
 *   frame's `data-` may say, the largest letters first; the first that needs as few pages as any is taken
 */
export function Tables({ boxes, draw, fits, pageMs, onPages }) {
  const frame = useRef(null);
  const measured = useRef(null);
  const [plan, setPlan] = useState([[[]]]);
  const [turn, setTurn] = useState(0);
  const size = useSize(frame);
  useLayoutEffect(() => {
    const deal = (fit) => {
      Object.assign(frame.current.dataset, fit);
      const heights = Array.from(measured.current.children, (node) => node.offsetHeight);
      const style = getComputedStyle(frame.current);
      const columns = parseInt(style.getPropertyValue("--table-columns"), 10) || 1;
      return paginateInOrder(heights, { columns, available: frame.current.clientHeight, gap: parseFloat(style.rowGap) || 16 });
    };
    const dealt = fits.map(deal);
    const fewest = Math.min(...dealt.map((pages) => pages.length));
    const best = dealt.findIndex((pages) => pages.length === fewest);
    Object.assign(frame.current.dataset, fits[best]);
    setPlan(dealt[best]);
  }, [JSON.stringify(boxes), size]);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), pageMs);
    return () => clearInterval(timer);
  }, [pageMs]);
  const page = turn % plan.length;
  useEffect(() => onPages(page, plan.length), [page, plan.length]);
  return html`<div class="screen-tables" ref=${frame}>
    ${plan[page].map((column, n) => html`<div class="screen-tables__column" key=${n}>${column.map((index) => boxes[index] && html`<${draw} ...${boxes[index]} />`)}</div>`)}
    <div class="screen-tables__column screen-tables__measured" ref=${measured} aria-hidden="true">${boxes.map((box) => html`<${draw} ...${box} />`)}</div>
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
