/** What each key does, and switching the keys off on this device. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Dialog } from "./desk_dialog.js";
import { KEYS, keysOn, switchKeys } from "./desk_keys.js";

function meanings() {
  return {
    next: _("Étape suivante"),
    previous: _("Étape précédente"),
    reveal: _("Dévoiler ou cacher les textes"),
    timer: _("Démarrer ou arrêter le minuteur"),
    black: _("Écran noir"),
    full: _("Ouvrir l'écran"),
    join: _("Montrer le code à l'écran"),
    hide: _("Cacher le mur"),
    lock: _("Bloquer les envois"),
    undo: _("Annuler le dernier changement"),
    help: _("Cette aide"),
  };
}

/** @param {{onClose: () => void}} props */
export function Help({ onClose }) {
  const [on, setOn] = useState(keysOn());
  const words = meanings();
  const change = (event) => {
    setOn(event.target.checked);
    switchKeys(event.target.checked);
  };
  return html`<${Dialog} title=${_("Les touches")} onClose=${onClose}>
    <label class="check"><input class="check__input" type="checkbox" checked=${on} onChange=${change} /><span>${_("Se servir des touches sur cet appareil")}</span></label>
    <table class="table">
      <tbody>
        ${Object.keys(KEYS).map((what) => html`<tr key=${what}><th scope="row"><kbd class="key key--big">${KEYS[what]}</kbd></th><td>${words[what]}</td></tr>`)}
      </tbody>
    </table>
  <//>`;
}
