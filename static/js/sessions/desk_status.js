/** The desk's one polite line: the connection, what has just come in, what a press became. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";

const DIGEST_MS = 5000;
const TOAST_MS = 8000;

/** Sentences to say, to the eye (a toast) and to the ear (the status line). */
export function createSayings() {
  const listeners = new Set();
  return {
    /** @param {"ok"|"refused"} tone @param {any} [refusal] what the server answered */
    say(tone, sentence, refusal = null) {
      listeners.forEach((listener) => listener({ tone, sentence, refusal, at: Date.now() }));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What was said last, for a while; null otherwise. */
export function useSaying(sayings) {
  const [saying, setSaying] = useState(null);
  useEffect(() => sayings.subscribe(setSaying), [sayings]);
  useEffect(() => {
    if (!saying) return undefined;
    const timer = setTimeout(() => setSaying(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [saying]);
  return [saying, () => setSaying(null)];
}

/** The sentence of a saying; a refused move says where the day is now. */
function words(saying, step) {
  const moved = saying.refusal && saying.refusal.refused === "already_moved";
  return moved && step ? saying.sentence + " " + _("L'étape en cours est « %(title)s ».", { title: inLanguage(step.title) }) : saying.sentence;
}

/** How many came since, in the `words` for that number, said at most every five seconds. */
export function useDigest(count, words) {
  const [digest, setDigest] = useState("");
  const [told, setTold] = useState(count);
  useEffect(() => {
    if (count < told) {
      setTold(count); // what was said is dealt with
      setDigest("");
    }
    if (count <= told) return undefined;
    const timer = setTimeout(() => {
      setDigest(words(count - told));
      setTold(count);
    }, DIGEST_MS);
    return () => clearTimeout(timer);
  }, [Math.sign(count - told), told]);
  return digest;
}

const STATES = {
  connecting: ["reconnecting", "redo"],
  offline: ["reconnecting", "warning"],
  slow: ["reconnecting", "redo"],
  ended: ["refused", "lock"],
  live: ["connected", "wifi"],
};

function connectionWords(state) {
  return {
    connecting: _("Connexion..."),
    offline: _("Pas de réseau. Ce que vous voyez date un peu."),
    slow: _("Réseau lent : mise à jour toutes les 15 secondes."),
    ended: _("Cet accès a été fermé. Demandez un nouveau lien."),
    live: _("Connecté"),
  }[state];
}

/** @param {{state: string, digest: string, saying: any, step: any}} props */
export function StatusLine({ state, digest, saying, step }) {
  const [look, icon] = STATES[state];
  return html`<p class="status" data-state=${look} role="status">
    <${Icon} name=${icon} /><span>${connectionWords(state)}${digest && state === "live" ? " · " + digest : ""}<span class="unseen">${saying ? " " + words(saying, step) : ""}</span></span>
  </p>`;
}

/** What a press became, for the eye: the status line says it to the ear. */
export function Toast({ saying, step, onClose }) {
  if (!saying) return null;
  return html`<aside class="toasts">
    <p class="toast">
      <${Icon} name=${saying.tone === "refused" ? "warning" : "sent"} /><span class="toast__words">${words(saying, step)}</span>
      <button class="button button--small" type="button" onClick=${onClose}>${_("Fermer")}</button>
    </p>
  </aside>`;
}
