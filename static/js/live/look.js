/** The small signs of templates/macros/look.html, for pages drawn by scripts. Words stand beside them. */

import { html } from "../../vendor/htm-preact.js";
import { formatClock, readClock } from "./clock.js";
import { _, inLanguage } from "./i18n.js";
import { page } from "./page.js";

/** A pictogram; it says nothing to a screen reader. Names: docs/design.md. */
export function Icon({ name, extra }) {
  const address = page.icons + "#" + name;
  return html`<svg class=${"icon" + (extra ? " " + extra : "")} aria-hidden="true" focusable="false"><use href=${address}></use></svg>`;
}

/** The disc of residents, the square of professionals. */
export function Mark({ perspective }) {
  return html`<span class=${"mark mark--" + perspective} aria-hidden="true"></span>`;
}

/** How the event calls a perspective. */
export function labelOf(event, perspective) {
  const labels = event.labels || {};
  return inLanguage(labels[perspective]) || (perspective === "resident" ? _("Usagers") : _("Professionnels"));
}

/** The mark with its label, as the event names it; nothing for a problem prepared beforehand. */
export function Perspective({ event, perspective }) {
  if (!perspective) return null;
  return html`<span class=${"perspective perspective--" + perspective}><${Mark} perspective=${perspective} />${labelOf(event, perspective)}</span>`;
}

/** Both perspectives and the room, always together. `counts` is {resident, professional, prepared?}. */
export function Counters({ event, counts }) {
  const both = ["resident", "professional"];
  const room = both.concat("prepared").reduce((sum, who) => sum + (counts[who] || 0), 0);
  return html`<dl class="counters">
    ${both.map(
      (who) => html`<div key=${who} class=${"counter counter--" + who}>
        <dt class="counter__label"><${Mark} perspective=${who} />${labelOf(event, who)}</dt>
        <dd class="counter__value">${counts[who] || 0}</dd>
      </div>`,
    )}
    <div class="counter counter--room">
      <dt class="counter__label">${_("La salle")}</dt>
      <dd class="counter__value">${room}</dd>
    </div>
  </dl>`;
}

const LAST_MINUTE_MS = 60000;

/** The timer of a step; it ends visibly and cuts nobody off. */
export function Timer({ clock, now }) {
  const time = readClock(clock, now);
  if (!time || !clock.planned_ms) return null;
  const state = time.paused ? "paused" : time.over ? "over" : time.remaining <= LAST_MINUTE_MS ? "last" : "running";
  const words = { paused: _("En pause"), over: _("Temps dépassé"), last: _("Dernière minute"), running: "" }[state];
  return html`<span class="timer" role="timer" data-state=${state}>
    <${Icon} name=${state === "paused" ? "pause" : "clock"} />
    <span class="timer__value">${formatClock(time.remaining)}</span>
    ${words && html`<span class="timer__words">${words}</span>`}
  </span>`;
}
