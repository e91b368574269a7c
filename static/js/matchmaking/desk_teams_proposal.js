/** A change before it is made: what it does, and yes or no. */

import { html, useEffect, useRef } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { movesText } from "./desk_teams_ask.js";
import { breachWords, changeWords, differenceWords, nameOf, themeOf } from "./team_words.js";

const BY_HAND = ["move", "swap"];

/**
 * @param {{desk: any, teams: any, words: any, offer: {title: string, what: string, out: boolean,
 *   options: any[], refusal?: string}, onClose: () => void}} props
 */
export function Proposal({ desk, teams, words, wishes, offer, onClose }) {
  const box = useRef(null);
  useEffect(() => {
    const first = box.current.querySelector("[data-first] button, button");
    if (first) first.focus();
  }, [offer]);
  const stale = offer.version !== teams.version;
  const leave = (event) => event.key === "Escape" && onClose();
  return html`<section class="desk-teams__offer stack stack--close" ref=${box} aria-label=${_("Proposition")} onKeyDown=${leave}>
    <p><strong>${offer.title}</strong></p>
    ${stale && html`<p role="status"><${Icon} name="warning" /> ${_("Les équipes ont changé entre-temps. Redemandez ce changement.")}</p>`}
    ${offer.refusal && html`<p><${Icon} name="warning" /> ${offer.refusal}</p>`}
    <div class="desk-teams__options">
      ${!stale && offer.options.map((option, place) => html`<${Option} key=${place} ...${{ desk, teams, words, wishes, offer, option, place, onClose }} />`)}
    </div>
    ${BY_HAND.indexOf(offer.what) >= 0 && html`<p class="small soft"><${Icon} name="lock" /> ${_("Une place choisie à la main est gardée à chaque calcul.")}</p>`}
    <p><button class="button" type="button" onClick=${onClose}>${_("Ne rien changer")}</button></p>
  </section>`;
}

function Option({ desk, teams, words, wishes, offer, option, place, onClose }) {
  const fields = { version: offer.version, moves: movesText(option.wanted), what: offer.what, out: String(Boolean(offer.out)) };
  return html`<div class="desk-teams__option stack stack--close" data-first=${place === 0 ? "" : null}>
    <ul class="desk-teams__list">${option.moves.map(([person, before, after]) => html`<li key=${person}>${stepWords(words, teams, person, before, after)}</li>`)}</ul>
    ${offer.what === "seat" && html`<p class="small" dir="auto">${seatWords(words, teams, wishes, option)}</p>`}
    <p class="small">${differenceWords(option)}</p>
    ${option.broken.map((one, n) => html`<p key=${n} class="small"><${Icon} name="warning" /> ${breachWords(words, one)}</p>`)}
    ${option.allowed
      ? option.moves.length > 0 &&
        html`<${Press} desk=${desk} to="desk/teams/move" fields=${fields} look=${option.broken.length ? "" : "button--primary"} sure=${option.broken.length && teams.mode === "warn" ? _("Oui, malgré la règle") : ""} onStored=${onClose}><${Icon} name="check" />${_("Accepter")}${offer.options.length > 1 && html`<span class="unseen"> : ${stepWords(words, teams, ...option.moves[0])}</span>`}<//>`
      : html`<p class="small"><${Icon} name="lock" /> ${_("Le mode strict refuse ce changement.")}</p>`}
  </div>`;
}

/** What somebody who has just come finds there: the theme, whether it was wished, how many they are. */
function seatWords(words, teams, wishes, { wanted, size, score }) {
  const [person, number] = wanted[0];
  const { theme } = teams.teams.find((one) => one.number === number);
  const wished = (wishes[person] || { themes: [] }).themes;
  const ranks = [_("hors de ses souhaits"), _("son premier souhait"), _("son deuxième souhait"), _("son troisième souhait")];
  const rank = wished.length ? ranks[wished.indexOf(theme) + 1] || _("un de ses souhaits") : "";
  const counts = { ...score, moved: 0, second: 0, third: 0, unlisted: 0 };
  const others = Object.values(counts).some(Boolean) && changeWords(counts);
  return [themeOf(words, theme), rank, ngettext("%(num)s personne", "%(num)s personnes", size), others].filter(Boolean).join(" · ");
}

function stepWords(words, teams, person, before, after) {
  const place = (number) => {
    const team = teams.teams.find((one) => one.number === number);
    return team && team.table ? _("équipe %(team)s (table %(table)s)", { team: number, table: team.table }) : _("équipe %(team)s", { team: number });
  };
  const who = nameOf(words, person);
  if (!after) return _("%(who)s : sans équipe", { who });
  if (!before) return _("%(who)s → %(to)s", { who, to: place(after) });
  return _("%(who)s : %(from)s → %(to)s", { who, from: place(before), to: place(after) });
}
