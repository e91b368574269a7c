/** A question on top of the desk. The focus goes in, and comes back to where it was. */

import { html, useEffect, useRef } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/** @param {{title: string, onClose: () => void, children?: any}} props */
export function Dialog({ title, onClose, children }) {
  const box = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
    return () => {
      if (dialog.open && dialog.close) dialog.close();
      if (before && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog class="dialog" ref=${box} aria-labelledby="dialog-title" onCancel=${cancel}>
    <div class="dialog__box stack">
      <div class="dialog__head">
        <h2 id="dialog-title">${title}</h2>
        <button class="button button--bare button--quiet not-printed" type="button" onClick=${onClose}><${Icon} name="close" /><span class="unseen">${_("Fermer")}</span></button>
      </div>
      ${children}
    </div>
  </dialog>`;
}
