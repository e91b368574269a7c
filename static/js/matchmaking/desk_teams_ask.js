/** What the desk asks of the server before it changes anything. */

import { _ } from "../live/i18n.js";
import { door } from "../live/page.js";

/**
 * Asks about the version in hand.
 * @param {number} version
 * @param {any} desk says what was refused
 */
export function createAsking(version, desk) {
  async function ask(what, fields) {
    const query = new URLSearchParams({ version, ...fields });
    try {
      const response = await fetch(door("desk/teams/" + what + ".json?" + query), { credentials: "same-origin", headers: { Accept: "application/json" } });
      const told = await response.json();
      if (response.ok) return told;
      return { refusal: told.sentence };
    } catch (error) {
      return { refusal: _("Le serveur ne répond pas. Vérifiez avant de recommencer.") };
    }
  }

  return {
    /** What moves [[person, team]...] would do; `linked`: who sits together comes along. */
    proposal: (moves, linked = true) => ask("proposal", { moves: movesText(moves), linked }),
    arrival: (person) => ask("arrival", { person }),
    departure: () => ask("departure", {}),
    why: (person) => ask("why", { person }),
    compare: (to) => ask("compare", { to }),
    desk,
  };
}

/** Moves as the doors take them: `person:team`, team 0 for none. */
export function movesText(moves) {
  return moves.map(([person, team]) => person + ":" + (team || 0)).join(",");
}
