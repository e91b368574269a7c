/** The end of the day on the screen: thanks, the day in five figures, the commitments. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { useScreenPages } from "./screen_pages.js";

const ON_A_PAGE = 4;

/** @param {{step: any, items: any, onPages: any}} props */
export function ScreenEvaluate({ step, items, onPages }) {
  const told = (items.evaluation || {})[step.id] || { answered: 0, of: 0 };
  const commitments = made(items);
  return html`<div class="screen-end">
    <div class="screen-end__thanks">
      <p class="screen-message__title">${_("Merci !")}</p>
      <p class="screen-message__text">${ngettext("%(num)s avis reçu sur %(of)s", "%(num)s avis reçus sur %(of)s", told.answered, { of: told.of })}</p>
    </div>
    ${commitments.length ? html`<${Commitments} list=${commitments} onPages=${onPages} />` : html`<p class="screen-message__text">${inLanguage(step.instruction)}</p>`}
  </div>`;
}

/** @param {{step: any, items: any, onPages: any}} props */
export function ScreenClose({ step, items, onPages }) {
  const figures = (items.figures || {}).room || {};
  const commitments = made(items);
  return html`<div class="screen-end">
    <ul class="screen-end__figures">${wordsOf(figures).map(([name, number, words]) => html`<li key=${name}><b>${number}</b> <span>${words}</span></li>`)}</ul>
    ${commitments.length ? html`<${Commitments} list=${commitments} onPages=${onPages} />` : html`<p class="screen-message__text">${inLanguage(step.instruction)}</p>`}
  </div>`;
}

function wordsOf(figures) {
  const said = {
    people: (n) => ngettext("personne est venue", "personnes sont venues", n),
    problems: (n) => ngettext("problème écrit", "problèmes écrits", n),
    themes: (n) => ngettext("thème", "thèmes", n),
    ideas: (n) => ngettext("idée", "idées", n),
    commitments: (n) => ngettext("engagement pris", "engagements pris", n),
  };
  return Object.keys(said).map((name) => [name, figures[name] || 0, said[name](figures[name] || 0)]);
}

function made(items) {
  const all = items.commitment || {};
  return Object.keys(all)
    .sort((a, b) => a - b)
    .map((id) => ({ id, ...all[id] }));
}

function Commitments({ list, onPages }) {
  const [shown] = useScreenPages(list, ON_A_PAGE, onPages);
  return html`<ul class="screen-end__commitments">
    ${shown.map((one) => html`<li key=${one.id}><p dir="auto"><b>${one.who}</b> – ${one.what}</p><p class="screen-end__when" dir="auto">${one.by_when}${one.answers ? " · " + _("en répond : %(name)s", { name: one.answers }) : ""}</p></li>`)}
  </ul>`;
}
