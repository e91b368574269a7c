/** How many teams stand on a page of the screen. No drawing here. */

const MOST_COLUMNS = 3;
const COLUMN_LINES = 12.5; // as wide as so many lines are high: a long name, and that it is new
const FRAME_LINES = 1.35; // the paddings, the gap below
const THEME_LINE = 0.97; // its letters are smaller
const THEME_LETTERS = 24; // on one line, in the narrowest column

/** The teams in the order of their tables. */
export function byTable(items) {
  return Object.keys(items)
    .map((id) => items[id])
    .sort((a, b) => (Number(a.table) || 999) - (Number(b.table) || 999) || a.number - b.number);
}

/** What stands above the names: a name the team gave itself, its theme. */
export function headOf(team) {
  return [team.name, team.title].filter(Boolean).join(" · ");
}

/**
 * Pages of teams: rows of one to three, each as high as its longest team.
 * @param {{people: any[], name?: string, title?: string}[]} teams
 * @param {{width: number, height: number, line: number}} room the frame and the height of a line, same unit
 * @returns {{columns: number, pages: number[][]}} places in `teams`
 */
export function dealt(teams, { width, height, line }) {
  const most = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(width / (COLUMN_LINES * line))));
  let columns = Math.min(2, most);
  let pages = paged(teams, columns, height, line);
  while (pages.length > 1 && columns < most) {
    columns += 1;
    pages = paged(teams, columns, height, line);
  }
  return { columns, pages };
}

function paged(teams, columns, height, line) {
  const pages = [[]];
  let filled = 0;
  for (let first = 0; first < teams.length; first += columns) {
    const row = teams.slice(first, first + columns).map((_team, n) => first + n);
    const tall = Math.max(...row.map((place) => linesOf(teams[place]))) * line;
    if (filled > 0 && filled + tall > height) {
      pages.push([]);
      filled = 0;
    }
    pages[pages.length - 1].push(...row);
    filled += tall;
  }
  return pages;
}

function linesOf(team) {
  const head = headOf(team).length > THEME_LETTERS ? 2 : 1;
  return team.people.length + head * THEME_LINE + FRAME_LINES;
}
