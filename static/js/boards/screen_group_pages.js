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
  for (let from = 0; from < columns.length; from += ACROSS) {
    const beside = columns.slice(from, from + ACROSS).map((column) => ({ column, parts: parts[column.id] || [[]] }));
    const turns = Math.max(...beside.map((one) => one.parts.length));
    for (let turn = 0; turn < turns; turn += 1) pages.push({ kind: "columns", columns: beside.map((one) => partOf(one, turn)) });
  }
  return pages;
}

/** A column that ends before its neighbours goes on showing its last part. */
function partOf({ column, parts }, turn) {
  const part = Math.min(turn, parts.length - 1);
  return { column, cards: parts[part], part, parts: parts.length };
}
