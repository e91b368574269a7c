/** The vote on the screen: how many have finished, then the reveal, in the facilitator's own time. */

import { html, useRef } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { Message } from "../sessions/screen.js";
import { BallotChart } from "./ballot_chart.js";

const STEP_MS = 160;

/** @param {{event: any, step: any, items: any}} props */
export function VoteLayout({ event, step, items }) {
  const ballot = (items.ballot || {})[step.id];
  if (!ballot) return html`<${Message} title=${inLanguage(step.title)} text=${inLanguage(step.instruction)} />`;
  if (ballot.state === "open") return html`<${Voting} ballot=${ballot} turnout=${(items.turnout || {}).room} />`;
  if (!ballot.stage) return html`<${Message} title=${_("Le vote est fermé.")} text=${_("Les voix sont comptées. Personne ne peut plus savoir qui a voté quoi.")} />`;
  return html`<${Reveal} ...${{ event, ballot, themes: items.theme }} />`;
}

function Voting({ ballot, turnout }) {
  const { finished, of } = turnout || { finished: 0, of: 0 };
  return html`<div class="screen-vote">
    <p class="screen-vote__count"><b>${finished}</b> <span>${_("sur %(num)s", { num: of })}</span></p>
    <p class="screen-vote__words">${ngettext("personne a terminé", "personnes ont terminé", finished)}</p>
    <div class="screen-vote__track" aria-hidden="true"><progress max=${Math.max(of, 1)} value=${finished}></progress></div>
    <p class="screen-vote__how">
      ${ngettext("%(num)s voix par personne.", "%(num)s voix par personne.", ballot.dots)} ${_("Le vote est secret. On peut changer jusqu'à la fermeture.")}
    </p>
  </div>`;
}

function Reveal({ event, ballot, themes }) {
  const moved = useRef("");
  const seen = ballot.id + " " + ballot.stage;
  const onDrawn = (svg) => {
    if (moved.current === seen) svg.classList.add("ballot-chart--still");
    else inTurn(svg);
    moved.current = seen;
  };
  const voters = ballot.totals.voters;
  const split = ballot.stage > 1 && Object.values(ballot.totals.lines).some((line) => line.resident !== undefined);
  const room = voters.room === undefined ? voters.resident + voters.professional : voters.room;
  return html`<div class="screen-reveal" data-stage=${ballot.stage}>
    <p class="screen-reveal__key">
      <span>${ngettext("%(num)s personne a voté", "%(num)s personnes ont voté", room)}</span>
      ${split &&
      ["resident", "professional"].map(
        (side) => html`<span key=${side} class="screen-reveal__side"><${Mark} perspective=${side} />${_("%(group)s : %(num)s", { group: labelOf(event, side), num: voters[side] })}</span>`,
      )}
      <span class="screen-reveal__room">${_("La salle")}</span>
    </p>
    <div class="screen-reveal__chart"><${BallotChart} ballot=${ballot} stage=${ballot.stage} shape="wall" themes=${themes} onDrawn=${onDrawn} /></div>
  </div>`;
}

/** From the last line up to the first: each waits for the one below it, and the words for all of them. */
function inTurn(svg) {
  const rows = Array.from(svg.querySelectorAll(".ballot-chart__row")).reverse();
  const wait = (part, place) => {
    part.style.animationDelay = place * STEP_MS + "ms";
  };
  rows.forEach((row, place) => row.querySelectorAll("rect, circle, text, path").forEach((part) => wait(part, place)));
  svg.querySelectorAll(".ballot-chart__words").forEach((words) => wait(words, rows.length + 3));
}
