/** The one line that says what the connection does and what became of what I sent: texts, votes, wishes. */

import { html } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/**
 * What the line says, most urgent first.
 * @param {string} connection a ConnectionState
 * @param {any[]} letters
 * @param {string} news what has just happened
 * @returns {{state: string, icon: string, text: string}}
 */
export function lineOf(connection, letters, news) {
  const kept = letters.filter((letter) => letter.state === "kept").length;
  const refused = letters.filter((letter) => letter.state === "refused").length;
  if (connection === "offline") {
    return { state: "reconnecting", icon: "warning", text: _("Pas de réseau : vos envois sont gardés sur ce téléphone.") };
  }
  if (letters.some((letter) => letter.state === "sending")) return { state: "", icon: "send", text: _("Envoi...") };
  if (kept) {
    return {
      state: "kept",
      icon: "phone",
      text: ngettext("%(num)s envoi gardé ici, il partira dès que possible.", "%(num)s envois gardés ici, ils partiront dès que possible.", kept),
    };
  }
  if (refused) return { state: "refused", icon: "warning", text: _("Un envoi a été refusé. Voyez pourquoi.") };
  if (news) return { state: "sent", icon: "sent", text: news };
  if (connection === "slow") return { state: "reconnecting", icon: "wifi", text: _("Réseau lent : la page suit avec un peu de retard.") };
  if (connection === "connecting") return { state: "reconnecting", icon: "wifi", text: _("Connexion...") };
  return { state: "connected", icon: "wifi", text: _("Connecté") };
}

/** @param {{connection: string, letters: any[], news: string, why?: string}} props `why`: where the refused are read */
export function StatusLine({ connection, letters, news, why }) {
  const line = lineOf(connection, letters, news);
  return html`<p class="status" role="status" aria-live="polite" data-state=${line.state}>
    <${Icon} name=${line.icon} />${why && line.state === "refused" ? html`<a href=${why}>${line.text}</a>` : line.text}
  </p>`;
}
