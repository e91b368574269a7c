/**
 * The desk at the step of grouping: problems and themes as columns. A card goes by hand, by "Aller
 * dans", or by keyboard; several go together; each change can be undone.
 */

import { html, useMemo, useRef, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { Column, Loose } from "./desk_group_column.js";
import { Deeds } from "./desk_group_deeds.js";
import { useDropped } from "./desk_group_drag.js";
import { Proposals } from "./desk_group_proposals.js";
import { QuestionForm } from "./desk_group_question.js";
import { undoGroupingWords } from "./desk_group_words.js";
import { Suggestions } from "./desk_suggestions.js";
import { columnsOf } from "./theme_columns.js";

/** @param {{desk: any, day: any, items: Object<string, any>}} props */
export function Group({ desk, day, items }) {
  const seen = [items.theme, items.problem, items.proposal, items.grouping, items.suggestion, items.staff, day.step, day.event];
  // The desk draws each second, for its timers; a hundred cards need not.
  return useMemo(() => html`<${Board} ...${{ desk, day, items }} />`, seen);
}

Group.wide = true;

function wide() {
  return window.matchMedia("(min-width: 64em)").matches;
}

function Board({ desk, day, items }) {
  const box = useRef(null);
  const { problems, move } = useDropped(desk, items.problem || {});
  const [ticked, tick] = useState([]);
  const [open, setOpen] = useState("");
  const [folded, fold] = useState(!wide());
  const [asking, ask] = useState(null);
  const { columns, loose } = columnsOf({ theme: items.theme, problem: problems });
  const cards = loose.concat(...columns.map((column) => column.cards));
  const chosen = ticked.filter((id) => cards.some((card) => card.id === id));
  useKeptFocus(box);

  const hand = {
    desk,
    event: day.event,
    columns,
    cards,
    chosen,
    few: wide() ? 500 : 12,
    open,
    onOpen: (name) => setOpen(open === name ? "" : name),
    onTick: (id) => tick(chosen.includes(id) ? chosen.filter((one) => one !== id) : chosen.concat(id)),
    onDone: () => (tick([]), setOpen("")),
    onAsk: (theme) => ask(theme.id),
    move: (ids, theme, before) => move(ids, theme, before, columns),
  };
  const asked = columns.find((column) => column.id === asking);
  return html`<div class=${"group" + (folded ? " group--folded" : "")} ref=${box}>
    <${Bar} ...${{ desk, items, folded, fold }} />
    <${Cap} step=${day.step} count=${columns.length} />
    <${Proposals} ...${{ desk, items, columns }} />
    <section class="group__suggestions" aria-label=${_("Groupes suggérés")}><${Suggestions} ...${{ desk, day, items }} /></section>
    <div class="group__board">
      <${Loose} hand=${hand} cards=${loose} />
      <div class="group__themes">
        ${columns.map((column, place) => html`<${Column} key=${column.id} ...${{ hand, column, place }} />`)}
        <${NewTheme} desk=${desk} />
      </div>
    </div>
    ${chosen.length > 0 && html`<${Chosen} hand=${hand} />`}
    ${asked && html`<${QuestionForm} desk=${desk} column=${asked} onClose=${() => ask(null)} />`}
  </div>`;
}

function Bar({ desk, items, folded, fold }) {
  const undo = ((items.grouping || {}).room || {}).undo;
  const member = undo && (items.staff || {})[undo.staff];
  return html`<div class="group__bar">
    <button class="button button--small" type="button" aria-pressed=${String(folded)} onClick=${() => fold(!folded)}>${_("Titres seuls")}</button>
    ${undo
      ? html`<${Press} desk=${desk} to="desk/themes/undo" fields=${{ change: undo.id }} look="button--small" keep="undo-grouping">
          <${Icon} name="undo" />${undoGroupingWords(undo)}${member && member.name && html`<span class="group__by">${_("Par %(name)s", { name: member.name })}</span>`}
        <//>`
      : html`<span class="small soft">${_("Chaque changement peut être annulé.")}</span>`}
  </div>`;
}

/** Too few or too many themes: said, never forbidden. */
function Cap({ step, count }) {
  const { least = 6, most = 12 } = step.settings;
  const many = count > most;
  if (!many && (count >= least || count === 0)) return null;
  const words = many
    ? _("%(count)s thèmes, %(most)s au plus étaient prévus. Réunissez-en, ou continuez ainsi.", { count, most })
    : ngettext("%(num)s thème. Il en était prévu au moins %(least)s.", "%(num)s thèmes. Il en était prévu au moins %(least)s.", count, { least });
  return html`<p class=${"banner" + (many ? " banner--waiting" : "")}><${Icon} name=${many ? "warning" : "info"} /><span>${words}</span></p>`;
}

/** What can be done with the cards that are ticked. */
function Chosen({ hand }) {
  const count = hand.chosen.length;
  return html`<section class="group__chosen" aria-label=${_("Problèmes cochés")}>
    <p class="group__chosen-count"><b>${ngettext("%(num)s coché", "%(num)s cochés", count)}</b>
      <button class="button button--small button--quiet" type="button" onClick=${hand.onDone}>${_("Tout décocher")}</button></p>
    <${Deeds} hand=${hand} ids=${hand.chosen} name="chosen" />
  </section>`;
}

function NewTheme({ desk }) {
  const [title, setTitle] = useState("");
  async function submit(event) {
    event.preventDefault();
    if (title.trim() && (await desk.presses.press("desk/themes", { title }))) setTitle("");
  }
  return html`<form class="group-column group-column--new" method="post" onSubmit=${submit}>
    <label class="field__label" for="new-theme">${_("Nouveau thème")}</label>
    <input class="field__input" id="new-theme" name="title" value=${title} maxlength="160" autocomplete="off" data-keep="new-theme" onInput=${(event) => setTitle(event.target.value)} />
    <button class="button button--small" type="submit" aria-disabled=${title.trim() ? null : "true"}><${Icon} name="plus" />${_("Créer")}</button>
  </form>`;
}
