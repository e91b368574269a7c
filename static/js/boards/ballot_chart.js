/** The chart of a closed vote: the server's drawing, adopted by this page. */

import { html, useEffect, useRef } from "../../vendor/htm-preact.js";
import { door } from "../live/page.js";
import { titleOf } from "./ballot_line.js";

const AGAIN_MS = 3000;

/**
 * @param {{ballot: any, stage: number, shape: string, themes?: any, ahead?: boolean, onDrawn?: (svg: Element) => void}} props
 *   `ahead`: the desk looks at a stage the room has not been shown; `themes`: which of them go on to the teams is drawn
 */
export function BallotChart({ ballot, stage, shape, themes = {}, ahead = false, onDrawn }) {
  const frame = useRef(null);
  const titles = ballot.lines.map(titleOf).join("\n"); // a text taken away is drawn no more
  const going = ballot.on === "themes" ? ballot.lines.filter((line) => (themes[line.id] || {}).goes_on).map((line) => line.id) : [];
  useEffect(() => {
    let wanted = true;
    let timer = null;
    const path = "ballots/" + ballot.id + "/chart.svg?shape=" + shape + (ahead ? "&stage=" + stage : "");
    const draw = () =>
      fetchDrawing(path).then((svg) => {
        if (!wanted) return;
        if (!svg) timer = setTimeout(draw, AGAIN_MS);
        else put(frame.current, svg, onDrawn);
      });
    draw();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [ballot.id, titles, going.join(), stage, shape]);
  return html`<div class="ballot-frame" ref=${frame}></div>`;
}

function put(frame, svg, onDrawn) {
  frame.textContent = "";
  frame.appendChild(svg);
  if (onDrawn) onDrawn(svg);
}

/** The drawing, or null when it could not be had. Parsed as a picture: nothing in it is a page's markup. */
async function fetchDrawing(path) {
  try {
    const response = await fetch(door(path), { credentials: "same-origin", headers: { Accept: "image/svg+xml, application/json" } });
    if (!response.ok) return null;
    const parsed = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
    const root = parsed.documentElement;
    return root.nodeName === "svg" ? document.importNode(root, true) : null;
  } catch (error) {
    return null;
  }
}
