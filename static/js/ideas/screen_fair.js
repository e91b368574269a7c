/** The fair on the screen: one idea large with its minutes, or all of them. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Timer } from "../live/look.js";
import { door } from "../live/page.js";
import { SlipCounts, ideasOf, teamWords } from "./idea_card.js";
import { useScreenPages } from "./screen_pages.js";
import { fieldsOf, saidIn } from "./sheet_words.js";

const ON_A_PAGE = 6;
const MOST_TEXTS = 4;
const LONGEST = 220;

/** @param {{event: any, step: any, steps: any[], items: any, now: number, onPages: any}} props */
export function ScreenFair({ event, step, steps, items, now, onPages }) {
  const ideas = ideasOf(items, steps);
  const fair = (items.fair || {}).room || {};
  const large = ideas.find((idea) => idea.id === fair.idea);
  const [shown] = useScreenPages(large ? [large] : ideas, large ? 1 : ON_A_PAGE, onPages);
  if (!ideas.length) return html`<div class="screen-message"><p class="screen-message__title">${inLanguage(step.title)}</p><p class="screen-message__text">${inLanguage(step.instruction)}</p></div>`;
  if (large) return html`<${Large} ...${{ event, steps, now, fair }} idea=${large} slips=${(items.slips || {})[large.id]} />`;
  return html`<ul class="screen-fair" data-few=${shown.length <= 3 ? "true" : null}>
    ${shown.map((idea) => html`<li class="screen-fair__idea" key=${idea.id}>
      <p class="screen-fair__team">${teamWords(idea.team)}</p>
      <p class="screen-fair__title" dir="auto" data-length=${shown.length > 3 && idea.title.length > 55 ? "long" : null}>${idea.title}</p>
      <${SlipCounts} event=${event} slips=${(items.slips || {})[idea.id]} brief />
    </li>`)}
  </ul>`;
}

/** One idea: what fits is large, the rest is on the phones. */
function Large({ event, steps, idea, slips, fair, now }) {
  const texts = inOrder(fieldsOf(steps)).filter((field) => idea.texts[field.key] && idea.texts[field.key] !== idea.title);
  const drawing = idea.drawings[0];
  return html`<article class="screen-idea" data-drawing=${drawing ? "true" : null}>
    <header class="screen-idea__head">
      <p class="screen-fair__team">${teamWords(idea.team)}</p>
      <${Timer} clock=${fair.clock} now=${now} />
    </header>
    <h2 class="screen-idea__title" dir="auto" data-length=${idea.title.length > 90 ? "long" : null}>${idea.title}</h2>
    <div class="screen-idea__body">
      <dl class="screen-idea__texts">
        ${texts.slice(0, drawing ? 3 : MOST_TEXTS).map((field) => html`<div key=${field.key}><dt>${inLanguage(field)}</dt><dd dir="auto">${short(saidIn(field, idea.texts[field.key]))}</dd></div>`)}
      </dl>
      ${drawing && html`<img class="screen-idea__drawing" src=${door("ideas/drawings/" + drawing + ".jpg")} alt=${_("Dessin de l'équipe")} />`}
    </div>
    <${SlipCounts} event=${event} slips=${slips} />
  </article>`;
}

/** What was asked together with the idea's own sentence comes first, the way there after it. */
function inOrder(fields) {
  const called = fields.find((field) => field.headline);
  const near = (field) => (called && field.step === called.step ? 0 : 1);
  return fields.map((field, place) => ({ field, place })).sort((a, b) => near(a.field) - near(b.field) || a.place - b.place).map((one) => one.field);
}

function short(text) {
  return text.length > LONGEST ? text.slice(0, LONGEST).replace(/\s+\S*$/, "") + "…" : text;
}
