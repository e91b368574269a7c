/**
 * Which problems the facilitator looks at, in what order. The desk's problem items: eventlab/boards/items.py.
 * @typedef {{state: string, perspective: string, tile: string}} Filter  "" = any
 */

export const STATES = ["waiting", "shown", "hidden"];
export const EVERYTHING = { state: "", perspective: "", tile: "" };

/** Whether a problem is one of those asked for; `prepared` are those without an author's perspective. */
export function matches(problem, filter) {
  const perspective = problem.perspective || "prepared";
  return (
    (!filter.state || problem.state === filter.state) &&
    (!filter.perspective || perspective === filter.perspective) &&
    (!filter.tile || problem.tile === filter.tile)
  );
}

/**
 * The ids of those asked for: what waits in the order it came, the rest newest first.
 * @param {Object<string, any>} problems by id
 * @param {Filter} filter
 */
export function chosen(problems, filter) {
  const way = filter.state === "waiting" ? 1 : -1;
  return Object.keys(problems)
    .filter((id) => matches(problems[id], filter))
    .sort((a, b) => way * (problems[a].number - problems[b].number));
}

/** How many of each state there are under the rest of the filter: {"": all, waiting, shown, hidden}. */
export function countByState(problems, filter) {
  const counts = { "": 0 };
  STATES.forEach((state) => {
    counts[state] = chosen(problems, { ...filter, state }).length;
    counts[""] += counts[state];
  });
  return counts;
}

/** The theme tiles in use, the most used first. */
export function tilesInUse(problems) {
  const uses = {};
  Object.values(problems).forEach((problem) => {
    if (problem.tile) uses[problem.tile] = (uses[problem.tile] || 0) + 1;
  });
  return Object.keys(uses).sort((a, b) => uses[b] - uses[a] || (a < b ? -1 : 1));
}

/** The ids of the read-aloud queue, first to be read first. */
export function queueOf(problems) {
  return Object.keys(problems)
    .filter((id) => problems[id].aloud !== null)
    .sort((a, b) => problems[a].aloud - problems[b].aloud);
}
