/** A problem among the themes of the desk: to tick, to drag, to move by its own little panel. */

import { html } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { Deeds } from "./desk_group_deeds.js";
import { saidBy } from "./theme_words.js";

/** @param {{hand: any, card: any, column: any[], theme: string}} props `column`: the cards it stands among */
export function GroupCard({ hand, card, column, theme }) {
  const name = "card-" + card.id;
  const open = hand.open === name;
  const ticked = hand.chosen.includes(card.id);
  const looks = [ticked && "group-card--ticked", !card.visible && "group-card--unseen"].filter(Boolean).join(" ");
  const number = { num: card.number };
  return html`<article class=${"card group-card " + looks} data-id=${card.id} aria-label=${_("Problème n° %(num)s", number)}>
    <p class="card__text" dir="auto">${card.text}</p>
    <p class="group-card__signs">
      ${card.alike.length > 0 && html`<span class="chip chip--accent">${saidBy(card)}</span>`}
      ${!card.visible && html`<span class="chip"><${Icon} name="eye-off" />${unseenWords(card)}</span>`}
    </p>
    <div class="group-card__foot">
      <label class="check group-card__tick"><input class="check__input" type="checkbox" checked=${ticked} data-keep=${name + "-tick"} onChange=${() => hand.onTick(card.id)} /><span>${_("n° %(num)s", number)}</span>
        ${card.perspective && html`<${Mark} perspective=${card.perspective} /><span class="unseen">${labelOf(hand.event, card.perspective)}</span>`}</label>
      <button class="button button--small button--quiet" type="button" aria-expanded=${String(open)} aria-controls=${name + "-deeds"} data-keep=${name + "-move"} onClick=${() => hand.onOpen(name)}>
        ${_("Déplacer")}<span class="unseen"> ${_("le problème n° %(num)s", number)}</span>
      </button>
    </div>
    ${open && html`<div class="group-card__deeds" id=${name + "-deeds"}><${Inside} ...${{ hand, card, column, theme, name }} /></div>`}
  </article>`;
}

function unseenWords(card) {
  if (card.state === "hidden") return _("Caché");
  return card.state === "waiting" ? _("À relire") : _("Pas encore dévoilé");
}

function Inside({ hand, card, column, theme, name }) {
  const place = column.findIndex((one) => one.id === card.id);
  const together = hand.chosen.includes(card.id) ? hand.chosen : [card.id];
  const beside = (way) => column[place + way];
  const up = beside(-1);
  const down = beside(2);
  return html`
    <${Deeds} hand=${hand} ids=${together} name=${name} />
    ${theme &&
    html`<div class="row">
      <button class="button button--small" type="button" aria-disabled=${up ? null : "true"} data-keep=${name + "-up"} onClick=${() => up && hand.move([card.id], theme, up.id)}>${_("Monter")}</button>
      <button class="button button--small" type="button" aria-disabled=${beside(1) ? null : "true"} data-keep=${name + "-down"} onClick=${() => beside(1) && hand.move([card.id], theme, down ? down.id : "")}>${_("Descendre")}</button>
    </div>`}
    ${card.alike.length > 0 && html`<${Alike} desk=${hand.desk} card=${card} />`}
  `;
}

/** Everybody's words, and the way back: each may stand for itself again. */
function Alike({ desk, card }) {
  return html`<ul class="group-card__alike" aria-label=${_("Disent la même chose")}>
    ${card.alike.map(
      (one) => html`<li key=${one.id}>
        <span dir="auto">${one.text}</span> <span class="small soft">${_("n° %(num)s", { num: one.number })}</span>
        <${Press} desk=${desk} to="desk/themes/unmerge" fields=${{ problem: one.id }} look="button--small" keep=${"unmerge-" + one.id}>${_("Séparer")}<span class="unseen"> ${_("le problème n° %(num)s", { num: one.number })}</span><//>
      </li>`,
    )}
    ${card.alike.length > 1 && html`<li><${Press} desk=${desk} to="desk/themes/unmerge" fields=${{ problem: card.id }} look="button--small">${_("Tout séparer")}<//></li>`}
  </ul>`;
}
