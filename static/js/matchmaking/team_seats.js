/** Who sits where in the version in hand, and until when. */

/** Who is here and without a team. */
export function unseated(teams, people) {
  const seated = new Set([].concat(...teams.teams.map((team) => team.members)));
  return Object.keys(people).filter((id) => people[id].status === "present" && !seated.has(id));
}

/** A minute of the day as a clock shows it; nothing for none. */
export function clockOf(minute) {
  if (minute === null || minute === undefined) return "";
  const two = (number) => String(number).padStart(2, "0");
  return two(Math.floor(minute / 60)) + ":" + two(minute % 60);
}
