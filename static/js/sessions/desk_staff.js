/** Those who serve: who has an access, new one-time links, ending an access. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Dialog } from "./desk_dialog.js";
import { Press } from "./desk_press.js";

function roleNames() {
  return { facilitator: _("Animation"), helper: _("Accueil"), screen: _("Écran") };
}

/** @param {{desk: any, staff: Object<string, any>, onLink: (link: {link: string, qr: string}) => void}} props */
export function StaffList({ desk, staff, onLink }) {
  const roles = roleNames();
  const ids = Object.keys(staff)
    .filter((id) => !staff[id].revoked)
    .sort((a, b) => (staff[a].role + staff[a].name < staff[b].role + staff[b].name ? -1 : 1));
  return html`<section class="desk__block stack stack--close" aria-labelledby="staff-title">
    <h2 class="desk__zone-title" id="staff-title">${_("L'équipe et ses accès")}</h2>
    <ul class="desk__people">
      ${ids.map(
        (id) => html`<li key=${id} class="desk__person">
          <div class="desk__person-words">
            <p><b dir="auto">${staff[id].name || roles[staff[id].role]}</b></p>
            <p class="small soft">${roles[staff[id].role]} · ${staff[id].entered ? _("accès ouvert") : _("lien pas encore utilisé")}</p>
          </div>
          <div class="row">
            <${Press} desk=${desk} to=${"desk/staff/" + id + "/link"} look="button--small" onStored=${onLink}><${Icon} name="qr" />${_("Nouveau lien")}<//>
            <${Press} desk=${desk} to=${"desk/staff/" + id + "/revoke"} look="button--small button--danger" sure=${_("Appuyez encore pour fermer")}>${_("Fermer l'accès")}<//>
          </div>
        </li>`,
      )}
    </ul>
    <${Invite} desk=${desk} roles=${roles} onLink=${onLink} />
  </section>`;
}

function Invite({ desk, roles, onLink }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState("helper");
  async function submit(event) {
    event.preventDefault();
    const stored = await desk.presses.press("desk/staff", { role, name });
    if (!stored) return;
    setName("");
    onLink(stored);
  }
  return html`<form class="desk__ask" method="post" onSubmit=${submit}>
    <label><span class="small">${_("Pour")}</span>
      <select class="field__input" name="role" value=${role} onChange=${(event) => setRole(event.target.value)}>
        ${Object.keys(roles).map((one) => html`<option key=${one} value=${one}>${roles[one]}</option>`)}
      </select>
    </label>
    <label><span class="small">${_("Nom, pour s'y retrouver")}</span>
      <input class="field__input" name="name" value=${name} maxlength="60" autocomplete="off" onInput=${(event) => setName(event.target.value)} />
    </label>
    <button class="button" type="submit"><${Icon} name="plus" />${_("Créer un lien")}</button>
  </form>`;
}

/** A link and its QR; what closes this has seen them for the last time. */
export function ShownOnce({ link, onClose }) {
  return html`<${Dialog} title=${_("Un lien, une seule fois")} onClose=${onClose}>
    <p>${_("Faites scanner ce lien maintenant : il ne sera plus montré.")}</p>
    <p class="qr desk__qr"><img src=${link.qr} alt=${_("QR du lien")} /></p>
    <p class="small desk__link" translate="no">${link.link}</p>
    <div class="dialog__actions"><button class="button button--primary" type="button" onClick=${onClose}>${_("C'est fait")}</button></div>
  <//>`;
}
