/** Why somebody sits where they sit: the whole answer, for the facilitator. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Dialog } from "../sessions/desk_dialog.js";
import { changeWords, nameOf, namesOf, pinWords, ruleWords, themeOf } from "./team_words.js";

/** @param {{words: any, teams: any, asking: any, person: string, onClose: () => void}} props */
export function Why({ words, asking, person, onClose }) {
  const [told, setTold] = useState(null);
  useEffect(() => {
    asking.why(person).then(setTold);
  }, [person]);
  return html`<${Dialog} title=${_("Pourquoi %(who)s est ici", { who: nameOf(words, person) })} onClose=${onClose}>
    ${!told && html`<p>${_("Un instant...")}</p>`}
    ${told && told.refusal && html`<p><${Icon} name="warning" /> ${told.refusal}</p>`}
    ${told && !told.refusal && html`<${Answer} words=${words} told=${told} />`}
  <//>`;
}

function Answer({ words, told }) {
  const ranks = { 0: _("Ce thème n'est pas dans ses souhaits."), 1: _("C'est son premier souhait."), 2: _("C'est son deuxième souhait."), 3: _("C'est son troisième souhait.") };
  return html`<div class="stack">
    <p>${_("Équipe %(team)s", { team: told.team })} · ${themeOf(words, told.theme)}. ${told.rank === null ? _("Aucun souhait n'a été dit.") : ranks[told.rank] || ""}</p>
    ${told.pins.length > 0 && html`<ul class="desk-teams__list">${told.pins.map((pin, n) => html`<li key=${n}>${pinWords(words, pin)}</li>`)}</ul>`}
    <${Alternatives} title=${_("Ses souhaits préférés")} words=${words} list=${told.better} />
    <${Alternatives} title=${_("Les autres équipes du même thème")} words=${words} list=${told.sisters} />
    <p class="small soft">${_("La personne ne voit que ses propres faits, jamais ceux des autres.")}</p>
  </div>`;
}

function Alternatives({ title, words, list }) {
  if (!list.length) return null;
  return html`<div><h3 class="desk__subtitle">${title}</h3>
    <ul class="desk-teams__list">${list.map((one, n) => html`<li key=${n}>${alternativeWords(words, one)}</li>`)}</ul>
  </div>`;
}

function alternativeWords(words, one) {
  const place = _("Équipe %(team)s", { team: one.team }) + " (" + themeOf(words, one.theme) + ")";
  const how = one.other === null ? place : _("%(place)s, à la place de %(who)s", { place, who: nameOf(words, one.other) });
  if (one.rule) return _("%(how)s : %(rule)s.", { how, rule: ruleWords(words, one.rule) });
  const payers = one.payers.length ? _("%(who)s aurait un moins bon souhait", { who: namesOf(words, one.payers.map((payer) => payer[0])) }) : _("personne n'y perd son souhait");
  return _("%(how)s : %(change)s ; %(payers)s.", { how, change: changeWords(one.score), payers });
}
