/** The numbers of a closed vote as a table: for the ear, and for who likes numbers. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Mark, labelOf } from "../live/look.js";
import { titleOf } from "./ballot_line.js";

const SIDES = ["resident", "professional"];

/** The lines of a shown ballot, most dots first: [{id, title, room, resident, professional}]. */
export function inRank(ballot) {
  const dots = (ballot.totals || {}).lines || {};
  return ballot.lines.map((line) => ({ ...line, ...dots[line.id] })).sort((a, b) => b.room - a.room);
}

/** @param {{ballot: any, event: any, themes: Object<string, any>}} props */
export function BallotNumbers({ ballot, event, themes }) {
  const lines = inRank(ballot);
  const split = lines.length > 0 && lines[0].resident !== undefined;
  return html`<details class="fold">
    <summary class="fold__title">${_("Le résultat en chiffres")}</summary>
    <div class="fold__body table-box">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${_("Ligne")}</th>
            <th scope="col" class="number">${_("La salle")}</th>
            ${split && SIDES.map((side) => html`<th key=${side} scope="col" class="number"><${Mark} perspective=${side} /> ${labelOf(event, side)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            (line) => html`<tr key=${line.id}>
              <th scope="row" dir="auto">${titleOf(line)}${ballot.on === "themes" && (themes[line.id] || {}).goes_on ? " · " + _("retenu") : ""}</th>
              <td class="number">${line.room}</td>
              ${split && SIDES.map((side) => html`<td key=${side} class="number">${line[side]}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
