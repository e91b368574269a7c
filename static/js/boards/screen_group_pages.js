/** The pages of the themes on the screen, as plain values. */

/** Themes at a glance on one page, and columns side by side on one. */
export const TILES = 12;
export const ACROSS = 3;

/**
 * @param {number} themes how many there are (the columns may hold what is to be placed too)
 * @param {any[]} columns in order
 * @param {Object<string, any[][]>} parts the cards of each column cut into pages, by column id
 * @returns {({kind: "all", from: number} | {kind: "columns", columns: {column: any, cards: any[], part: number, parts: number}[]})[]}
 */
export function pagesOf(themes, columns, parts) {
  const pages = [];
  for (let from = 0; from < themes; from += TILES) pages.push({ kind: "all", from });
  const all = columns.flatMap((column) => partsOf(column, parts[column.id] || [[]]));
  const across = acrossFor(columns);
  for (let from = 0; from < all.length; from += across) pages.push({ kind: "columns", columns: all.slice(from, from + across) });
  return pages;
}

/** How many stand side by side: a last page that is not full keeps the width the cards were measured in. */
export function acrossFor(columns) {
  return Math.max(1, Math.min(columns.length, ACROSS));
}

/** A theme of many problems goes on beside itself: no place on a page is left to a column that has ended. */
function partsOf(column, parts) {
  return parts.map((cards, part) => ({ column, cards, part, parts: parts.length }));
}
