/** The screen during the work: how far each team is, and who has called. */

import { html } from "../../vendor/htm-preact.js";
import { elapsed } from "../live/clock.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { fieldsOf, promptAt } from "./sheet_words.js";
import { useScreenPages } from "./screen_pages.js";

const ON_A_PAGE = 12;

/** @param {{step: any, items: any, now: number, onPages: any}} props */
export function ScreenWork({ step, items, now, onPages }) {
  const tables = ((items.work || {}).room || {}).tables || [];
  const ours = fieldsOf([step]).map((field) => field.key);
  const prompt = promptAt(step.settings.prompts, step.clock.started_ms === null ? 0 : elapsed(step.clock, now));
  const [shown] = useScreenPages(tables, ON_A_PAGE, onPages);
  if (!tables.length) {
    return html`<div class="screen-message"><p class="screen-message__title">${inLanguage(step.title)}</p><p class="screen-message__text">${inLanguage(prompt || step.instruction)}</p></div>`;
  }
  return html`<div class="screen-work">
    <p class="screen-work__prompt">${inLanguage(prompt || step.instruction)}</p>
    <ul class="screen-work__tables" data-many=${shown.length > 6 ? "true" : null}>
      ${shown.map((table) => html`<${Table} key=${table.number} ...${{ table, ours }} />`)}
    </ul>
  </div>`;
}

function Table({ table, ours }) {
  const filled = ours.filter((key) => table.filled.indexOf(key) >= 0).length;
  const name = table.number ? table.name || _("Équipe %(number)s", { number: table.number }) : _("La salle");
  return html`<li class="screen-work__table">
    <p class="screen-work__name">${table.table ? html`<b>${_("Table %(table)s", { table: table.table })}</b> ` : ""}<span dir="auto">${name}</span></p>
    <p class="screen-work__marks">
      <span class="unseen">${_("%(num)s champs remplis sur %(all)s", { num: filled, all: ours.length })}</span>
      ${ours.map((key) => html`<span key=${key} class="screen-work__mark" data-filled=${table.filled.indexOf(key) >= 0 ? "true" : null}></span>`)}
      ${table.calls.length > 0 && html`<span class="screen-work__call"><${Icon} name="hand" />${_("a appelé")}</span>`}
    </p>
  </li>`;
}
