/** A column of the desk: a theme with its cards and what can be done with it, or what is to be placed. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { GroupCard } from "./desk_group_card.js";
import { useCardList } from "./desk_group_drag.js";
import { countProblems } from "./theme_columns.js";
import { problemWords } from "./theme_words.js";

/** What is in no theme yet. */
export function Loose({ hand, cards }) {
  const [limit, setLimit] = useState(hand.few);
  return html`<section class="group-column group-column--loose" aria-labelledby="loose-title">
    <div class="group-column__head">
      <h3 class="group-column__title" id="loose-title">${_("À placer")}</h3>
      <${Count} cards=${cards} />
    </div>
    <${Cards} hand=${hand} theme="" cards=${cards.slice(0, limit)} nothing=${_("Tout est placé.")} />
    ${cards.length > limit &&
    html`<button class="button button--small" type="button" onClick=${() => setLimit(500)}>${ngettext("Voir %(num)s autre", "Voir les %(num)s autres", cards.length - limit)}</button>`}
  </section>`;
}

/** @param {{hand: any, column: any, place: number}} props `hand`: what the board holds and can do */
export function Column({ hand, column, place }) {
  const name = "theme-" + column.id;
  const open = hand.open === name;
  return html`<section class=${"group-column" + (open ? " group-column--open" : "")} aria-labelledby=${name + "-title"}>
    <div class="group-column__head">
      <h3 class="group-column__title" id=${name + "-title"} dir="auto">${column.title}</h3>
      <${Count} cards=${column.cards} />
      <button class="button button--bare button--quiet" type="button" aria-expanded=${String(open)} aria-controls=${name + "-deeds"} data-keep=${name + "-more"} onClick=${() => hand.onOpen(name)}>
        <${Icon} name="more" /><span class="unseen">${_("Actions du thème « %(title)s »", { title: column.title })}</span>
      </button>
    </div>
    ${column.question && html`<p class="group-column__question" dir="auto">${column.question}</p>`}
    ${column.goes_on && html`<p><span class="chip chip--ok"><${Icon} name="check" />${_("Continue")}</span></p>`}
    ${open && html`<${ThemeDeeds} ...${{ hand, column, place, name }} />`}
    <${Cards} hand=${hand} theme=${column.id} cards=${column.cards} nothing=${_("Rien ici pour l'instant.")} />
  </section>`;
}

function Count({ cards }) {
  const count = countProblems(cards);
  return html`<span class="badge group-column__count">${count}<span class="unseen"> ${problemWords(count).replace(/^\d+\s*/, "")}</span></span>`;
}

function Cards({ hand, theme, cards, nothing }) {
  const list = useRef(null);
  useCardList(list, (id, to, before) => {
    const together = hand.chosen.includes(id) ? hand.chosen : [id];
    hand.move(together, to, together.includes(before) ? "" : before);
  });
  return html`<div class="group-column__cards" ref=${list} data-theme=${theme} data-nothing=${nothing}>
    ${cards.map((card) => html`<${GroupCard} key=${card.id} hand=${hand} card=${card} column=${cards} theme=${theme} />`)}
  </div>`;
}

function ThemeDeeds({ hand, column, place, name }) {
  const { desk, columns } = hand;
  const door = (what) => "desk/themes/" + column.id + "/" + what;
  const after = columns[place + 2] ? columns[place + 2].id : "";
  return html`<div class="group-column__deeds" id=${name + "-deeds"}>
    <button class="button button--small button--primary" type="button" data-keep=${name + "-ask"} onClick=${() => hand.onAsk(column)}><${Icon} name="help" />${_("Dire en question")}</button>
    <${Rename} desk=${desk} column=${column} onDone=${() => hand.onOpen(name)} />
    <div class="row">
      <${Press} desk=${desk} to=${door("order")} fields=${{ before: place > 0 ? columns[place - 1].id : "" }} look="button--small" off=${place === 0} keep=${name + "-up"}><${Icon} name="arrow-back" extra="icon--turns" />${_("Avancer")}<//>
      <${Press} desk=${desk} to=${door("order")} fields=${{ before: after }} look="button--small" off=${place === columns.length - 1} keep=${name + "-down"}><${Icon} name="arrow" extra="icon--turns" />${_("Reculer")}<//>
      <${Press} desk=${desk} to=${door("goes-on")} fields=${{ value: column.goes_on ? "" : "true" }} look="button--small" pressed=${column.goes_on} keep=${name + "-on"}><${Icon} name="check" />${_("Continue")}<//>
    </div>
    ${columns.length > 1 && html`<${Join} ...${{ desk, column, columns, door }} />`}
    <${Press} desk=${desk} to=${door("remove")} look="button--small button--danger" sure=${_("Appuyez encore : ses problèmes seront à placer")} keep=${name + "-remove"}><${Icon} name="trash" />${_("Retirer le thème")}<//>
  </div>`;
}

function Rename({ desk, column, onDone }) {
  const [title, setTitle] = useState(column.title);
  const field = "rename-" + column.id;
  async function submit(event) {
    event.preventDefault();
    if (title.trim() && (await desk.presses.press("desk/themes/" + column.id, { title }))) onDone();
  }
  return html`<form class="group__line" method="post" onSubmit=${submit}>
    <label class="small" for=${field}>${_("Titre")}</label>
    <input class="field__input" id=${field} name="title" value=${title} maxlength="160" autocomplete="off" onInput=${(event) => setTitle(event.target.value)} />
    <button class="button button--small" type="submit">${_("Renommer")}</button>
  </form>`;
}

/** Another theme's problems come into this one. */
function Join({ desk, column, columns, door }) {
  const others = columns.filter((one) => one.id !== column.id);
  const [other, setOther] = useState("");
  const field = "join-" + column.id;
  return html`<form class="group__line" method="post" onSubmit=${(event) => {
    event.preventDefault();
    if (other) desk.presses.press(door("join"), { theme: other });
  }}>
    <label class="small" for=${field}>${_("Y réunir un autre thème")}</label>
    <select class="field__input" id=${field} name="theme" value=${other} onChange=${(event) => setOther(event.target.value)}>
      <option value="">${_("Choisir")}</option>
      ${others.map((one) => html`<option key=${one.id} value=${one.id}>${one.title}</option>`)}
    </select>
    <button class="button button--small" type="submit" aria-disabled=${other ? null : "true"}>${_("Réunir")}</button>
  </form>`;
}
