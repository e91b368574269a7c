/** The programme of the day: what is done, what is now, what comes, at what time. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/**
 * When each step is planned to begin, skipped ones left out.
 * @param {string} startsAt "09:00", the room's own time
 * @returns {{step: any, at: number}[]} minutes since midnight
 */
export function plannedTimes(startsAt, steps) {
  const [hours, minutes] = (startsAt || "09:00").split(":").map(Number);
  let at = hours * 60 + minutes;
  return steps
    .filter((step) => !step.skipped)
    .map((step) => {
      const planned = { step, at };
      at += step.minutes;
      return planned;
    });
}

/** `9 h 05` in French, `9:05` elsewhere. */
export function clockTime(minutes) {
  const rest = String(minutes % 60).padStart(2, "0");
  return _("%(hours)s h %(minutes)s", { hours: Math.floor(minutes / 60) % 24, minutes: rest });
}

/** @param {{event: any, steps: any[]}} props */
export function Programme({ event, steps }) {
  const current = steps.find((step) => step.id === event.current);
  return html`<ol class="steps">
    ${plannedTimes(event.starts_at, steps).map(({ step, at }) => {
      const done = current && step.position < current.position;
      return html`<li
        key=${step.id}
        class=${"steps__item" + (done ? " steps__item--done" : "")}
        aria-current=${step === current ? "step" : null}
      >
        <span class="steps__time">${clockTime(at)}</span>
        <span class="steps__title">
          ${done && html`<${Icon} name="check" /><span class="unseen">${_("Fait :")} </span>`}${inLanguage(step.title)}
        </span>
        <span class="steps__minutes">${step.minutes > 0 && _("%(num)s min", { num: step.minutes })}</span>
      </li>`;
    })}
  </ol>`;
}
