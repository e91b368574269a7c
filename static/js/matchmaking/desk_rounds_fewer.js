/** Who meets fewer people than the others of their side, told at the desk. */

import { html } from "../../vendor/htm-preact.js";
import { ngettext } from "../live/i18n.js";
import { namesakes } from "../sessions/namesakes.js";
import { fewerMeetings } from "./round_meetings.js";
import { nameOf } from "./round_parts.js";

/** So many names are read at a glance; more are folded away. */
const AT_A_GLANCE = 8;

/**
 * Lines for a list, the largest lack first; none where nobody has fewer, or no two sides meet.
 * @param {{event: any, step: any, rounds: any, people: any, guests: any, among?: any}} props
 *   `among`: only these, by id; else everybody who is present
 */
export function Fewer({ event, step, rounds, people, guests, among = people }) {
  if (step.settings.meet !== "sides") return null;
  const here = {};
  Object.keys(people).forEach((id) => people[id].status === "present" && among[id] && (here[id] = people[id]));
  const apart = namesakes(people, event);
  const nameWith = (id) => nameOf(event, people[id]) + inBrackets(apart[id], awayWords(awayRounds(guests[id], step)));
  return fewerMeetings(rounds, here).map(({ short, ids }) => {
    const names = ids.map(nameWith).join(", ");
    const folded = ids.length > AT_A_GLANCE;
    return html`<li key=${"fewer-" + short} dir="auto">${folded ? html`<details><summary>${manyWords(ids.length, short)}</summary>${names}</details>` : fewWords(ids.length, short, names)}</li>`;
  });
}

/** The rounds of a step in which somebody said they will be away. */
export function awayRounds(guest, step) {
  return (guest && guest.away[step.id]) || [];
}

function awayWords(rounds) {
  return rounds.length ? ngettext("absent·e au tour %(rounds)s", "absent·e aux tours %(rounds)s", rounds.length, { rounds: rounds.join(", ") }) : "";
}

function inBrackets(...words) {
  const said = words.filter(Boolean).join(", ");
  return said ? " (" + said + ")" : "";
}

function fewWords(people, short, names) {
  const fewer = fewerWords(short);
  return ngettext("%(num)s personne a %(fewer)s que les autres de son côté : %(names)s.", "%(num)s personnes ont %(fewer)s que les autres de leur côté : %(names)s.", people, { fewer, names });
}

function manyWords(people, short) {
  const fewer = fewerWords(short);
  return ngettext("%(num)s personne a %(fewer)s que les autres de son côté", "%(num)s personnes ont %(fewer)s que les autres de leur côté", people, { fewer });
}

function fewerWords(short) {
  return ngettext("%(num)s rencontre de moins", "%(num)s rencontres de moins", short);
}
