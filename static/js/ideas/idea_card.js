/** An idea as the room reads it: what it is called, its texts, its drawings, its slips counted. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { door } from "../live/page.js";
import { fieldsOf, headlineOf, saidIn } from "./sheet_words.js";

export const SLIPS = ["support", "help", "concern"];

/** The words of a slip, as somebody gives it. */
export function slipWords(kind) {
  return { support: _("Je soutiens"), help: _("Je peux aider"), concern: _("Pour moi, ça ne marcherait pas") }[kind];
}

function briefWords(kind) {
  return { support: _("Soutiens"), help: _("Aides"), concern: _("Objections") }[kind];
}

export const SLIP_ICONS = { support: "star", help: "hand", concern: "warning" };

/** Who proposes an idea, as people say it. */
export function teamWords(team) {
  if (!team) return _("La salle");
  return team.name || _("Équipe %(number)s", { number: team.number });
}

/** The ideas the room may read, in the order of the fair: [{id, title, ...idea}]. */
export function ideasOf(items, steps) {
  const fields = fieldsOf(steps);
  const order = ((items.fair || {}).room || {}).order || [];
  const ideas = items.idea || {};
  return order
    .filter((id) => ideas[id])
    .map((id) => ({ id, ...ideas[id], title: headlineOf(fields, ideas[id].texts) || _("Idée n° %(number)s", { number: ideas[id].number }) }));
}

/** The texts of an idea under their questions; what it is called is left out when it stands above. */
export function IdeaTexts({ steps, idea, except = "" }) {
  const shown = fieldsOf(steps).filter((field) => idea.texts[field.key] && idea.texts[field.key] !== except);
  return html`<dl class="idea-texts">
    ${shown.map(
      (field) => html`<div key=${field.key} class="idea-texts__one"><dt>${inLanguage(field)}</dt><dd dir="auto">${saidIn(field, idea.texts[field.key])}</dd></div>`,
    )}
  </dl>`;
}

/** The drawings of an idea. */
export function IdeaDrawings({ idea }) {
  if (!idea.drawings.length) return null;
  return html`<p class="idea-drawings">
    ${idea.drawings.map((id) => html`<img key=${id} class="idea-drawings__one" src=${door("ideas/drawings/" + id + ".jpg")} alt=${_("Dessin de l'équipe")} />`)}
  </p>`;
}

/** The slips of an idea, for the room and by perspective when enough people of each gave one; `brief`: the room alone. */
export function SlipCounts({ event, slips, brief }) {
  if (!slips) return null;
  return html`<ul class="slip-counts">
    ${SLIPS.map(
      (kind) => html`<li key=${kind} class="slip-counts__one">
        <span><${Icon} name=${SLIP_ICONS[kind]} />${brief ? briefWords(kind) : slipWords(kind)}</span> <b>${slips.room[kind]}</b>
        ${slips.split &&
        !brief &&
        html`<span class="slip-counts__split">${["resident", "professional"].map(
          (side) => html`<span key=${side}><${Mark} perspective=${side} /><span class="unseen">${labelOf(event, side)} : </span>${slips.split[side][kind]}</span>`,
        )}</span>`}
      </li>`,
    )}
  </ul>`;
}
