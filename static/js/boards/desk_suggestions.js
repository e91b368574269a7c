/**
 * Suggested groups: asked for, read, accepted whole or card by card, or refused. Nothing is placed by
 * itself; what is accepted goes through the doors of the themes and can be undone like the rest.
 */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { readSuggestion, titleOf } from "./suggestion_state.js";

const SHOWN = 4;

/** @param {{desk: any, day: any, items: Object<string, any>}} props */
export function Suggestions({ desk, items }) {
  const box = useRef(null);
  const suggestion = readSuggestion(items);
  const Part = { working: Working, ready: Ready }[suggestion.state] || Ask;
  // The button that was pressed goes with its group: the next one takes the focus.
  useKeptFocus(box, () => box.current.querySelector(".suggest__groups button, .suggest__alike button, button"));
  return html`<div class="suggest" ref=${box}><${Part} ...${{ desk, items, suggestion }} /></div>`;
}

function Ask({ desk, suggestion }) {
  const why = { time: _("C'était trop long."), failed: _("Cela n'a pas marché.") }[suggestion.reason];
  return html`<div class="stack stack--close">
    <p class="row"><${Press} desk=${desk} to="desk/suggestions" keep="suggest"><${Icon} name="search" />${_("Proposer des groupes")}<//>
      <span class="small soft">${_("D'après les mots des problèmes à placer. Rien ne bouge sans vous.")}</span></p>
    ${suggestion.state === "failed" && why && html`<p class="small"><${Icon} name="warning" /> ${why} ${_("Vous pouvez réessayer, ou regrouper à la main.")}</p>`}
  </div>`;
}

function Working({ desk, suggestion }) {
  return html`<div class="stack stack--close">
    <p id="suggest-working">${ngettext("Lecture de %(num)s problème...", "Lecture de %(num)s problèmes...", suggestion.texts)}</p>
    <progress class="suggest__progress" aria-labelledby="suggest-working"></progress>
    <p><${Press} desk=${desk} to="desk/suggestions/cancel" look="button--small" keep="suggest"><${Icon} name="close" />${_("Arrêter")}<//></p>
  </div>`;
}

function Ready({ desk, items, suggestion }) {
  const { alike, groups, left } = suggestion;
  return html`<div class="stack">
    <div class="suggest__head">
      <h3>${_("Groupes proposés")} <span class="badge">${groups.length}</span></h3>
      <div class="row">
        <${Press} desk=${desk} to="desk/suggestions" look="button--small" keep="suggest"><${Icon} name="redo" />${_("Proposer de nouveau")}<//>
        <${Press} desk=${desk} to="desk/suggestions/cancel" look="button--small button--quiet" keep="suggest-away"><${Icon} name="close" />${_("Ranger la proposition")}<//>
      </div>
    </div>
    ${alike.length > 0 && html`<${SaidTwice} ...${{ desk, suggestion }} />`}
    ${groups.length > 0 && html`<div class="suggest__groups">
      ${groups.map((group) => html`<${Group} key=${suggestion.id + group.place} ...${{ desk, items, suggestion, group }} />`)}
    </div>`}
    ${!groups.length && !alike.length && html`<p class="soft">${_("Il n'y a plus rien à proposer.")}</p>`}
    ${left > 0 && html`<p class="small soft">${ngettext("%(num)s problème ne va dans aucun groupe.", "%(num)s problèmes ne vont dans aucun groupe.", left)}</p>`}
  </div>`;
}

function SaidTwice({ desk, suggestion }) {
  return html`<section class="stack stack--close" aria-labelledby="said-twice">
    <h4 id="said-twice">${_("Dit plusieurs fois ?")}</h4>
    <ul class="suggest__alike">
      ${suggestion.alike.map((one) => html`<${Alike} key=${suggestion.id + one.place} ...${{ desk, suggestion, one }} />`)}
    </ul>
  </section>`;
}

function Alike({ desk, suggestion, one }) {
  const numbers = one.cards.map((card) => card.number).join(", ");
  const [leader, ...others] = one.cards.map((card) => card.id);
  const fields = { suggestion: suggestion.id, place: one.place };
  const which = html`<span class="unseen"> ${_("(n° %(numbers)s)", { numbers })}</span>`;
  return html`<li class="suggest__pair">
    <ul class="suggest__texts">${one.cards.map((card) => html`<li key=${card.id} dir="auto">${card.text}</li>`)}</ul>
    <div class="row">
      <${Press} desk=${desk} to="desk/themes/merge" fields=${{ leader, problems: others.join(",") }} look="button--small button--primary" keep=${"alike-" + one.place}>
        <${Icon} name="check" />${_("C'est la même chose")}${which}<//>
      <${Press} desk=${desk} to="desk/suggestions/alike/refuse" fields=${fields} look="button--small" keep=${"apart-" + one.place}>${_("Non, garder les deux")}${which}<//>
    </div>
  </li>`;
}

function Group({ desk, items, suggestion, group }) {
  const [typed, setTitle] = useState(titleOf(group.words));
  const [all, showAll] = useState(false);
  const theme = (items.theme || {})[group.into];
  const title = typed.trim();
  const name = "group-" + group.place;
  const cards = all ? group.cards : group.cards.slice(0, SHOWN);
  const take = (ids) => (theme ? ["desk/themes/move", { problems: ids, theme: group.into }] : ["desk/themes", { title, problems: ids }]);
  const [to, fields] = take(group.cards.map((card) => card.id).join(","));
  const done = () => desk.say("ok", theme ? _("Placé dans « %(title)s ».", { title: theme.title }) : _("Thème « %(title)s » créé.", { title }));
  return html`<section class="suggest__group stack stack--close" aria-labelledby=${name}>
    <h4 class="suggest__words" id=${name}>${group.words.length ? group.words.map((word) => html`<span key=${word} class="chip" dir="auto">${word}</span> `) : _("Groupe sans mot commun")}</h4>
    ${theme
      ? html`<p class="small">${_("La suite va dans « %(title)s ».", { title: theme.title })}</p>`
      : html`<label class="small">${_("Titre du thème")}<input class="field__input" value=${typed} maxlength="160" autocomplete="off" data-keep=${name + "-title"} onInput=${(event) => setTitle(event.target.value)} /></label>`}
    <ul class="suggest__cards">
      ${cards.map((card) => html`<${Card} key=${card.id} ...${{ desk, card, done, off: !theme && !title }} take=${take(card.id)} />`)}
    </ul>
    ${group.cards.length > SHOWN &&
    html`<button class="button button--small button--quiet" type="button" data-keep=${name + "-all"} aria-expanded=${String(all)} onClick=${() => showAll(!all)}>
      ${all ? _("En montrer moins") : ngettext("Voir %(num)s problème de plus", "Voir %(num)s problèmes de plus", group.cards.length - SHOWN)}</button>`}
    <div class="row">
      <${Press} desk=${desk} to=${to} fields=${fields} look="button--small button--primary" off=${!theme && !title} keep=${name + "-take"} onStored=${done}>
        <${Icon} name="check" />${ngettext("Accepter ce problème", "Accepter les %(num)s problèmes", group.cards.length)}<//>
      <${Press} desk=${desk} to="desk/suggestions/groups/refuse" fields=${{ suggestion: suggestion.id, place: group.place }} look="button--small" keep=${name + "-refuse"}>${_("Refuser ce groupe")}<//>
    </div>
  </section>`;
}

function Card({ desk, card, take, off, done }) {
  return html`<li class="suggest__card">
    <p class="suggest__text" dir="auto">${card.text}</p>
    <${Press} desk=${desk} to=${take[0]} fields=${take[1]} look="button--small" off=${off} keep=${"take-" + card.id} onStored=${done}>
      ${_("Accepter")}<span class="unseen"> ${_("le problème n° %(num)s", { num: card.number })}</span><//>
  </li>`;
}
