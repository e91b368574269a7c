/** Who sits where in the version in hand. */

/** Who is here and without a team. */
export function unseated(teams, people) {
  const seated = new Set([].concat(...teams.teams.map((team) => team.members)));
  return Object.keys(people).filter((id) => people[id].status === "present" && !seated.has(id));
}
