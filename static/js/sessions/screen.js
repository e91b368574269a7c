/** What the projector shows beside the wall: welcome, a message, the programme. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon, Timer } from "../live/look.js";
import { door, page } from "../live/page.js";

const LONG_TITLE = 60;
const LONG_TEXT = 160;

/** The address without its scheme, as somebody types it. */
export function shortAddress() {
  return page.address.replace(/^https?:\/\//, "");
}

export function Top({ event, step, now }) {
  return html`<header class="screen__top">
    <p class="screen__titles">
      <span class="screen__event">${event.title}</span>
      <span class="screen__step">${step ? inLanguage(step.title) : ""}</span>
    </p>
    ${step && html`<${Timer} clock=${step.clock} now=${now} />`}
  </header>`;
}

/** The join code, always in the corner; then what belongs to the moment. */
export function Bottom({ event, children }) {
  return html`<footer class="screen__bottom">
    <div class="join">
      <div class="join__qr"><${Qr} address="qr.svg" /></div>
      <div class="join__words">
        <p class="join__address">${shortAddress()}</p>
        <p class="plate"><span class="plate__code">${event.code}</span></p>
      </div>
    </div>
    ${children}
  </footer>`;
}

export function Pager({ page: shown, pages }) {
  if (pages < 2) return null;
  return html`<p class="pager">
    <span class="pager__words">${_("Page %(page)s sur %(pages)s", { page: shown + 1, pages })}</span>
    ${pages <= 12 &&
    html`<span class="pager__dots" aria-hidden="true">
      ${Array.from(
        { length: pages },
        (_none, n) => html`<span key=${n} class=${n === shown ? "pager__dot pager__dot--current" : "pager__dot"}></span>`,
      )}
    </span>`}
  </p>`;
}

function Qr({ address }) {
  return html`<div class="qr"><img src=${door(address)} alt="" /></div>`;
}

export function Welcome({ event }) {
  return html`<div class="screen-welcome">
    <div>
      <h1 class="screen-welcome__title">${event.title}</h1>
      <p class="screen-welcome__how">${_("Scannez avec votre téléphone, ou tapez le code :")}</p>
      <p class="plate"><span class="plate__code">${event.code}</span></p>
      <p class="screen-welcome__address">${shortAddress()}</p>
    </div>
    <div class="screen-welcome__codes">
      ${event.wifi &&
      html`<figure>
        <${Qr} address="wifi.svg" />
        <figcaption>${_("1. Le Wi-Fi : %(name)s", { name: event.wifi })}</figcaption>
      </figure>`}
      <figure>
        <${Qr} address="qr.svg" />
        <figcaption>${event.wifi ? _("2. Rejoindre") : _("Rejoindre")}</figcaption>
      </figure>
    </div>
  </div>`;
}

export function Message({ title, text }) {
  const long = title.length > LONG_TITLE || text.length > LONG_TEXT;
  return html`<div class="screen-message" data-length=${long ? "long" : "short"}>
    <h1 class="screen-message__title">${title}</h1>
    ${text && html`<p class="screen-message__text">${text}</p>`}
  </div>`;
}

/** The next steps, beside the counters. */
export function Next({ steps, step }) {
  const here = step ? steps.findIndex((one) => one.id === step.id) : -1;
  const coming = steps.slice(here + 1).filter((one) => !one.skipped).slice(0, 2);
  if (!coming.length) return null;
  return html`<div class="screen__next">
    ${coming.map(
      (one, n) => html`<p key=${one.id}>${n === 0 ? _("Ensuite") : _("Puis")}<b>${inLanguage(one.title)}</b></p>`,
    )}
  </div>`;
}

/** Nobody is told that the connection is lost but the person who looks after the projector. */
export function Connection({ live }) {
  return live ? null : html`<p class="status" data-state="reconnecting"><${Icon} name="redo" />${_("Connexion perdue. Nouvel essai...")}</p>`;
}
