/** Hiding something somebody wrote and saying why: its author reads the reason. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Press } from "../sessions/desk_press.js";
import { readyReasons } from "./hide_reasons.js";

/** @param {{desk: any, to: string, id: string, onDone: () => void}} props `to`: the door that hides; `id`: its name on the page */
export function HideBecause({ desk, to, id, onDone }) {
  return html`<p class="field__label" id=${"why-" + id}>${_("Cacher en disant pourquoi")}</p>
    <div class="row" role="group" aria-labelledby=${"why-" + id}>
      ${readyReasons().map(([reason, words]) => html`<${Press} key=${reason} desk=${desk} to=${to} fields=${{ reason }} look="button--small" onStored=${onDone}>${words}<//>`)}
    </div>
    <${Ask} desk=${desk} to=${to} name="reason" most="120" label=${_("Une autre raison")} act=${_("Cacher")} onDone=${onDone} />`;
}

/** Words to mask that no rule finds. @param {{desk: any, to: string, onDone: () => void}} props */
export function MaskWords({ desk, to, onDone }) {
  return html`<${Ask} desk=${desk} to=${to} name="words" most="280" label=${_("Des mots à masquer")} act=${_("Masquer")} onDone=${onDone} />`;
}

/** One line to fill in, and its button. */
function Ask({ desk, to, name, most, label, act, onDone }) {
  const [text, setText] = useState("");
  async function submit(event) {
    event.preventDefault();
    if (!text.trim()) return;
    if (await desk.presses.press(to, { [name]: text })) onDone();
  }
  return html`<form class="desk__ask" method="post" onSubmit=${submit}>
    <label><span class="small">${label}</span>
      <input class="field__input" name=${name} value=${text} maxlength=${most} autocomplete="off" onInput=${(event) => setText(event.target.value)} />
    </label>
    <button class="button button--small" type="submit" aria-disabled=${text.trim() ? null : "true"}>${act}</button>
  </form>`;
}
