/** The teams on the screen: tables and names, large enough for the back of the room. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Message } from "../sessions/screen.js";
import { Tables } from "./screen_tables.js";
import { byTable, headOf, nameOf } from "./team_names.js";

const PAGE_MS = 15000;
const FITS = [
  { columns: "2", names: "great" },
  { columns: "2", names: "plain" },
  { columns: "3", names: "plain" },
];

/** @param {{event: any, step: any, items: any, onPages: (page: number, pages: number) => void}} props */
export function ScreenTeams({ event, step, items, onPages }) {
  const boxes = byTable(items.team || {}).map((team) => ({ key: team.number, event, team }));
  if (!boxes.length) return html`<${Before} step=${step} wished=${(items.wished || {}).room} />`;
  return html`<div class="screen-teams"><${Tables} boxes=${boxes} draw=${Team} fits=${FITS} pageMs=${PAGE_MS} onPages=${onPages} /></div>`;
}

function Before({ step, wished }) {
  const words = wished ? ngettext("%(num)s personne sur %(people)s a dit ses souhaits.", "%(num)s personnes sur %(people)s ont dit leurs souhaits.", wished.said, { people: wished.people }) : "";
  return html`<${Message} title=${inLanguage(step.title)} text=${[inLanguage(step.instruction), words].filter(Boolean).join(" ")} />`;
}

function Team({ event, team }) {
  const fresh = team.people.some((person) => person.new);
  return html`<section class=${"screen-table" + (fresh ? " screen-team--new" : "")}>
    <h2 class="screen-table__number"><span class="screen-team__word">${_("Table")} </span>${team.table || "?"}</h2>
    <div class="screen-table__people">
      <p class="screen-team__theme" dir="auto">${headOf(team)}</p>
      <ul class="screen-team__names">
        ${team.people.map((person, place) => html`<li key=${place} class="screen-team__name"><bdi>${nameOf(person, event)}</bdi>${person.new && html`<span class="screen-team__sign"> ← ${_("change")}</span>`}</li>`)}
      </ul>
    </div>
  </section>`;
}
