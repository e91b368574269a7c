/** A new round is said once in the phone's status line, whatever page is open, and felt in the pocket. */

import { useEffect, useRef } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { readRounds, seenAt } from "./round_clock.js";

/**
 * Say what becomes of the rounds of the current step, from now on.
 * @param {{step: any, board: any, owner: string, news: any}} parts
 * @param {number} now
 */
export function useRoundNews({ step, board, owner, news }, now) {
  const clock = step && (board.items.rounds || {})[step.id];
  const seen = clock ? readRounds(clock, seenAt(step, now)) : null;
  const mine = (board.items.my_rounds || {})[owner];
  const places = (step && mine && mine.steps[step.id]) || [];
  const heard = { step: step && step.id, phase: seen ? seen.state + seen.phase : "", seated: places.length > 0 };
  const before = useRef(heard);
  useEffect(() => {
    const last = before.current;
    before.current = heard;
    if (!seen || last.step !== heard.step) return;
    const words = last.phase === heard.phase || !last.phase ? (heard.seated && !last.seated ? seatedWords(seen, places) : "") : roundWords(seen, places);
    if (words) news.say(words);
    if (seen.state === "change" && last.phase !== heard.phase && navigator.vibrate) navigator.vibrate([200, 100, 200]);
  }, [heard.step, heard.phase, heard.seated]);
}

/** Where somebody sits in a round, if they are there. */
export function placeIn(places, round) {
  return places.find((place) => place.round === round && !place.absent) || null;
}

/** The moment that has just begun, for somebody with these places; "" before the first. */
export function roundWords(seen, places) {
  const place = placeIn(places, seen.round);
  const before = placeIn(places, seen.round - 1);
  if (seen.state === "over") return _("Les tours sont finis.");
  if (seen.state === "before" || !places.length) return "";
  if (!place) return seen.state === "change" ? _("Tour %(round)s : une pause pour vous.", seen) : "";
  if (seen.state === "talk") return _("Tour %(round)s : on parle.", seen);
  if (!before) return _("Tour %(round)s : allez à la table %(table)s.", place);
  return before.table === place.table ? _("Tour %(round)s : restez à la table %(table)s.", place) : _("Changez de place : table %(table)s.", place);
}

/** The places have just come: the next one. */
function seatedWords(seen, places) {
  const next = places.find((place) => place.round >= Math.max(1, seen.round) && !place.absent);
  return next && seen.state !== "over" ? _("Votre place est prête. Tour %(round)s : table %(table)s.", next) : "";
}
