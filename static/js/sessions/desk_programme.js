/** The programme in the facilitator's hands: where the day stands, and every step's actions. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import Sortable from "../../vendor/sortable.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { standing } from "./desk_day.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Drift } from "./desk_now.js";
import { Press } from "./desk_press.js";
import { timeOfDay } from "./desk_words.js";

/**
 * @param {{desk: any, day: any, time: any, onEdit: (step: any) => void, onAdd: (after: any) => void}} props
 *   `time`: what desk_day.readDay gives
 */
export function DeskProgramme({ desk, day, time, onEdit, onAdd }) {
  const list = useRef(null);
  const [open, setOpen] = useState(null);
  const [dragged, setDragged] = useState(null);
  const steps = inOrder(day.steps, dragged);
  useKeptFocus(list);
  useDragging(list, async (id, position) => {
    setDragged({ id, position });
    await desk.presses.press("desk/steps/" + id + "/place", { position });
    setDragged(null);
  });
  return html`<div class="stack stack--close">
    <${Drift} day=${time} />
    <ol class="steps" ref=${list}>
      ${steps.map(
        (step, place) => html`<${StepLine}
          key=${step.id}
          ...${{ desk, step, place, time, onEdit, onAdd }}
          last=${steps.length - 1}
          current=${day.step}
          open=${open === step.id}
          onToggle=${() => setOpen(open === step.id ? null : step.id)}
        />`,
      )}
    </ol>
    <p class="desk__full"><button class="button" type="button" onClick=${() => onAdd(steps[steps.length - 1])}><${Icon} name="plus" />${_("Ajouter une étape")}</button></p>
  </div>`;
}

/** The steps as they will be once the one just dragged is stored. */
function inOrder(steps, dragged) {
  const moving = dragged && steps.find((step) => step.id === dragged.id);
  if (!moving) return steps;
  const rest = steps.filter((step) => step !== moving);
  rest.splice(dragged.position, 0, moving);
  return rest;
}

/** Drag by the handle; the list is put back at once, and drawn again in the new order. */
function useDragging(list, onMove) {
  const move = useRef(onMove);
  move.current = onMove;
  useEffect(() => {
    const sortable = Sortable.create(list.current, {
      handle: ".desk__handle",
      animation: 160,
      ghostClass: "desk__ghost",
      onEnd({ item, oldIndex, newIndex }) {
        const others = Array.from(list.current.children).filter((one) => one !== item);
        list.current.insertBefore(item, others[oldIndex] || null);
        if (oldIndex !== newIndex) move.current(Number(item.dataset.step), newIndex);
      },
    });
    return () => sortable.destroy();
  }, []);
}

function StepLine(line) {
  const { step, current, open, onToggle } = line;
  const state = standing(step, current);
  const panel = "step-actions-" + step.id;
  return html`<li
    class=${"steps__item desk__line" + (state === "done" ? " steps__item--done" : "") + (state === "skipped" ? " desk__line--skipped" : "")}
    data-step=${step.id}
    aria-current=${state === "current" ? "step" : null}
  >
    <span class="desk__handle" aria-hidden="true"><${Icon} name="menu" /></span>
    <${Times} step=${step} time=${line.time} state=${state} />
    <span class="steps__title">
      ${state === "done" && html`<${Icon} name="check" /><span class="unseen">${_("Fait :")} </span>`}${inLanguage(step.title)}
      ${state === "skipped" && html` <span class="chip">${_("passée")}</span>`}
      <span class="steps__minutes">${step.minutes > 0 && " · " + _("%(num)s min", { num: step.minutes })}</span>
    </span>
    <button class="button button--bare button--quiet" type="button" aria-expanded=${String(open)} aria-controls=${panel} data-keep=${"open-" + step.id} onClick=${onToggle}>
      <${Icon} name="more" /><span class="unseen">${_("Actions de « %(title)s »", { title: inLanguage(step.title) })}</span>
    </button>
    ${open && html`<div class="desk__line-actions" id=${panel}><${Actions} ...${line} state=${state} /></div>`}
  </li>`;
}

/** The planned hour; and the one it will be, when it differs by a minute or more. */
function Times({ step, time, state }) {
  const planned = timeOfDay(time.planned[step.id]);
  const began = state === "current" || state === "done" ? step.clock.started_ms : null;
  const moment = began !== null ? began : time.projected[step.id];
  const real = moment === undefined ? planned : timeOfDay(moment);
  return html`<span class="steps__time">
    ${real === planned
      ? planned
      : html`<s class="desk__planned"><span class="unseen">${_("Prévu :")} </span>${planned}</s> <b><span class="unseen">${began !== null ? _("Commencé :") : _("Maintenant attendu :")} </span>${real}</b>`}
  </span>`;
}

function Actions({ desk, step, place, last, current, state, onEdit, onAdd }) {
  const door = (what) => "desk/steps/" + step.id + "/" + what;
  const keep = (what) => what + "-" + step.id;
  return html`
    ${state !== "current" &&
    current &&
    html`<${Press} desk=${desk} to="desk/go" fields=${{ from_step: current.id, to_step: step.id }} look="button--small button--primary" keep=${keep("go")}>
      <${Icon} name="arrow" extra="icon--turns" />${_("Aller à cette étape")}
    <//>`}
    <${Press} desk=${desk} to=${door("place")} fields=${{ position: place - 1 }} look="button--small" off=${place === 0} keep=${keep("up")}>
      <span class="desk__up"><${Icon} name="chevron" /></span>${_("Monter")}
    <//>
    <${Press} desk=${desk} to=${door("place")} fields=${{ position: place + 1 }} look="button--small" off=${place === last} keep=${keep("down")}>
      <span class="desk__down"><${Icon} name="chevron" /></span>${_("Descendre")}
    <//>
    ${state !== "current" &&
    html`<${Press} desk=${desk} to=${door(step.skipped ? "unskip" : "skip")} look="button--small" keep=${keep("skip")}>
      <${Icon} name=${step.skipped ? "redo" : "eye-off"} />${step.skipped ? _("Ne plus passer") : _("Passer cette étape")}
    <//>`}
    <button class="button button--small" type="button" data-keep=${keep("edit")} onClick=${() => onEdit(step)}><${Icon} name="edit" />${_("Modifier")}</button>
    <button class="button button--small" type="button" data-keep=${keep("add")} onClick=${() => onAdd(step)}><${Icon} name="plus" />${_("Ajouter après")}</button>
    ${state !== "current" &&
    html`<${Press} desk=${desk} to=${door("remove")} look="button--small button--danger" sure=${_("Appuyez encore pour retirer")} keep=${keep("remove")}>
      <${Icon} name="trash" />${_("Retirer")}
    <//>`}
  `;
}
