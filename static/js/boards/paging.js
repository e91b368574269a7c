/**
 * Cards dealt into columns and pages. A card goes under the shortest column of the last page and
 * stays there: a new card moves nothing that is already on the wall.
 */

/**
 * @param {number[]} heights of the cards, in the order they came
 * @param {{columns: number, available: number, gap: number}} room height of a column and the gap, same unit
 * @returns {number[][][]} pages of columns of card indexes; one empty page when there are no cards
 */
export function paginate(heights, { columns, available, gap }) {
  const pages = [];
  let filled = [];
  heights.forEach((height, index) => {
    const place = filled.length ? shortest(filled) : -1;
    const top = place < 0 ? 0 : filled[place] + (filled[place] ? gap : 0);
    if (place >= 0 && (top + height <= available || filled[place] === 0)) {
      pages[pages.length - 1][place].push(index);
      filled[place] = top + height;
      return;
    }
    pages.push(emptyPage(columns));
    filled = new Array(columns).fill(0);
    pages[pages.length - 1][0].push(index);
    filled[0] = height;
  });
  return pages.length ? pages : [emptyPage(columns)];
}

/**
 * Cards one looks up by their order: down each column, then the next, columns about as long as each
 * other. The same shape as `paginate`.
 * @param {number[]} heights of the cards, in their order
 * @param {{columns: number, available: number, gap: number}} room
 */
export function paginateInOrder(heights, { columns, available, gap }) {
  const pages = [];
  for (let first = 0; first < heights.length; ) {
    const most = pageFrom(heights, first, columns, available, gap);
    const count = cardsOn(most);
    const all = heights.slice(first, first + count).reduce((sum, height) => sum + height + gap, 0);
    let page = null;
    for (let limit = all / columns; !page && limit < available; limit += available / 50) {
      const even = pageFrom(heights, first, columns, limit, gap);
      if (cardsOn(even) >= count) page = even;
    }
    pages.push(page || most);
    first += count;
  }
  return pages.length ? pages : [emptyPage(columns)];
}

/** One page from a card on, no column longer than `limit` unless by one card alone. */
function pageFrom(heights, first, columns, limit, gap) {
  const page = emptyPage(columns);
  let column = 0;
  let filled = 0;
  for (let index = first; index < heights.length; index += 1) {
    const top = filled ? filled + gap : 0;
    if (filled && top + heights[index] > limit) {
      column += 1;
      if (column === columns) break;
      filled = heights[index];
    } else {
      filled = top + heights[index];
    }
    page[column].push(index);
  }
  return page;
}

function cardsOn(page) {
  return page.reduce((sum, column) => sum + column.length, 0);
}

/**
 * The fewest columns (so the largest type) that hold every card on one page; the most if none does.
 * @param {number} count how many cards
 * @param {(columns: number) => number[]} measure heights of all cards at that number of columns
 */
export function chooseColumns(count, measure, room, most = 4) {
  for (let columns = 1; columns < most; columns++) {
    if (count > columns * 6) continue; // too many to be worth measuring
    if (paginate(measure(columns), { ...room, columns }).length === 1) return columns;
  }
  return most;
}

/** The page a card is on. */
export function pageOf(pages, index) {
  return Math.max(0, pages.findIndex((page) => page.some((column) => column.includes(index))));
}

function emptyPage(columns) {
  return Array.from({ length: columns }, () => []);
}

function shortest(filled) {
  return filled.indexOf(Math.min(...filled));
}
