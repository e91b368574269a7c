/** A problem on paper. What people wrote is only ever put in as text. */

import { html } from "../../vendor/htm-preact.js";
import { inLanguage } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { page } from "../live/page.js";

/** The theme tile a problem was put under, or nothing. */
export function tileOf(key) {
  return (page.tiles || []).find((tile) => tile.key === key) || null;
}

/** @param {{problem: {number: number, text: string, tile: string, perspective: string}, event: any, fresh?: boolean}} props */
export function Card({ problem, event, fresh }) {
  const tile = tileOf(problem.tile);
  return html`<article class=${fresh ? "card card--new" : "card"}>
    ${problem.perspective &&
    html`<span class="card__mark"><${Mark} perspective=${problem.perspective} /><span class="unseen">${labelOf(event, problem.perspective)}</span></span>`}
    ${tile && html`<p class="card__theme"><${Icon} name=${tile.pictogram} />${inLanguage(tile.label)}</p>`}
    <p class="card__text">${problem.text}</p>
  </article>`;
}
