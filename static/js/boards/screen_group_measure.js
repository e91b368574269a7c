/** How many cards of a theme fit under its words: measured in a copy that nobody sees. */

import { html, render } from "../../vendor/htm-preact.js";
import { paginate } from "./paging.js";
import { acrossFor } from "./screen_group_pages.js";

/**
 * @param {HTMLElement} frame what the columns will fill
 * @param {any[]} columns
 * @param {(one: any) => any} draw draws one column, as the page does
 * @returns {Object<string, any[][]>} the cards of each column cut into pages, by column id
 */
export function measureColumns(frame, columns, draw) {
  const copy = document.createElement("div");
  copy.className = "themes themes--measured";
  copy.setAttribute("aria-hidden", "true");
  frame.parentNode.append(copy);
  const whole = columns.map((column) => ({ column, cards: column.cards, part: 0, parts: 2 }));
  render(html`<div class="themes__columns" data-across=${acrossFor(columns)}>${whole.map(draw)}</div>`, copy);
  const parts = {};
  Array.from(copy.querySelectorAll(".theme-column")).forEach((drawn, n) => {
    parts[columns[n].id] = cut(columns[n].cards, drawn, frame.clientHeight);
  });
  render(null, copy);
  copy.remove();
  return parts;
}

function cut(cards, drawn, height) {
  const list = drawn.querySelector(".theme-column__cards");
  const heights = Array.from(list.children).map((one) => one.offsetHeight);
  const available = height - (list.offsetTop - drawn.offsetTop);
  const gap = parseFloat(getComputedStyle(list).rowGap) || 0;
  return paginate(heights, { columns: 1, available, gap }).map(([column]) => column.map((index) => cards[index]));
}
