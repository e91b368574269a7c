/** The projector, from the desk: what it shows now, in words, and what it is told. */

import { html } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { door } from "../live/page.js";
import { KEYS } from "./desk_keys.js";
import { Command } from "./desk_now.js";
import { layoutOf } from "./screen_layout.js";

let opened = null;

/** Open the screen in a window of its own, or bring it to the front. */
export function openScreen() {
  if (opened && !opened.closed) opened.focus();
  else opened = window.open(door("screen"), "_blank");
}

/** What the screen shows now, in words: the same decision as the screen's own. */
export function screenWords({ event, steps, step }, spotlight, visible, own = {}) {
  const controls = event.screen || {};
  const words = {
    black: () => _("Écran noir"),
    spotlight: () => _("Un texte seul : « %(text)s »", { text: spotlight.text }),
    welcome: () => _("L'accueil : le code et le QR"),
    step: () => _("L'étape : « %(title)s »", { title: inLanguage(step.title) }),
    message: () => _("Le message : « %(title)s »", { title: step ? inLanguage(step.title) : event.title }),
    hidden: () => _("Le mur caché : le nombre de textes, sans les textes"),
    wall: () => ngettext("Le mur : %(num)s texte", "Le mur : %(num)s textes", visible),
  }[layoutOf(steps, step, controls, spotlight, own)]();
  return controls.join && !controls.black ? words + " · " + _("le code par-dessus") : words;
}

/** @param {{desk: any, day: any, commands: any, spotlight: ?any, visible: number, own: Object<string, any>}} props
 *   `own`: the kinds of step with a layout of their own on the screen
 */
export function ScreenControls({ desk, day, commands, spotlight, visible, own }) {
  return html`<div class="desk__block stack stack--close">
    <h3 class="desk__subtitle">${_("L'écran")}</h3>
    <p class="desk__preview"><${Icon} name="screen" /><span dir="auto">${screenWords(day, spotlight, visible, own)}</span></p>
    <div class="desk__buttons">
      <${Command} desk=${desk} commands=${commands} what="black" icon="moon" toggles>${_("Noir")}<//>
      <${Command} desk=${desk} commands=${commands} what="join" icon="qr" toggles>${_("Code")}<//>
      <${Command} desk=${desk} commands=${commands} what="hide" icon="eye-off" toggles>${_("Cacher le mur")}<//>
      <${Command} desk=${desk} commands=${commands} what="theme" icon="sun" toggles>${_("Fond sombre")}<//>
      <button class="button button--full" type="button" onClick=${openScreen}>
        <${Icon} name="screen" />${_("Ouvrir l'écran")}<kbd class="key" aria-hidden="true">${KEYS.full}</kbd>
      </button>
    </div>
  </div>`;
}
