/** The end of the day on a phone: my team, our idea, and how to follow them; my problems stand below, as on every step. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { provide } from "../live/parts.js";
import { page } from "../live/page.js";
import { MyIdea } from "./my_idea.js";
import { teamWords } from "./idea_card.js";

/** @param {{event: any, step: any, steps: any[], board: any, me: any, owner: string}} props */
export function PhoneClose(props) {
  const { step, board, me, owner } = props;
  const themes = board.items.theme || {};
  const team = ((board.items.my_idea || {})[owner] || {}).team;
  const theme = team && themes[team.theme];
  return html`<div class="stack stack--wide">
    ${team && html`<section class="stack stack--close"><h2 class="heading">${_("Mon équipe")}</h2><p class="lead">${teamWords(team)}${team.table && " · " + _("table %(table)s", { table: team.table })}</p>${theme && html`<p>${theme.question || theme.title}</p>`}</section>`}
    <${MyIdea} ...${props} />
    <section class="stack stack--close"><h2 class="heading">${_("Et maintenant ?")}</h2>
      <p>${_("L'organisation relit tout et écrit une synthèse.")}</p>
      <p>${_("Les idées retenues deviennent des essais.")}</p>
      ${step.settings.contact !== false &&
      html`<p>${_("Pour suivre la suite, gardez cette adresse et votre code :")}</p>
        <p><b translate=${false}>${page.address.replace(/^https?:\/\//, "")}</b></p>
        <p class="own-code"><span class="own-code__label">${_("Votre code personnel")}</span><strong class="own-code__value" translate=${false}>${me.code}</strong></p>`}
    </section>
  </div>`;
}

provide("close", PhoneClose);
