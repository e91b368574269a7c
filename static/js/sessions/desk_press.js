/** Presses: each is a form POST to a named door, with a key of its own, its wait and its refusal shown. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { post } from "../live/outbox.js";
import { door, freshKey } from "../live/page.js";

const TRIES = 3;
const PAUSE_MS = 1200;

/**
 * @param {{say: (tone: "ok"|"refused", sentence: string, refusal?: any) => void,
 *   reached: (answered: boolean) => void}} on
 */
export function createPresses(on) {
  const waiting = new Set();
  const listeners = new Set();

  function tell() {
    listeners.forEach((listener) => listener());
  }

  async function deliver(path, fields) {
    const key = freshKey();
    for (let tried = 0; tried < TRIES; tried += 1) {
      if (tried) await new Promise((done) => setTimeout(done, PAUSE_MS * tried));
      const answer = await post(path, fields, key);
      on.reached(!answer.again);
      if (!answer.again) return answer;
    }
    return { lost: true };
  }

  return {
    /** Whether this press is under way. */
    waits(path, fields) {
      return waiting.has(nameOf(path, fields));
    },

    /**
     * Press: gives what the server stored, or null when it refused or did not answer. The same
     * press under way already is not sent twice.
     */
    async press(path, fields = {}) {
      const name = nameOf(path, fields);
      if (waiting.has(name)) return null;
      waiting.add(name);
      tell();
      try {
        const answer = await deliver(path, fields);
        if (answer.refusal) on.say("refused", answer.refusal.sentence, answer.refusal);
        if (answer.lost) on.say("refused", _("Le serveur ne répond pas. Vérifiez avant de recommencer."));
        return answer.stored || null;
      } finally {
        waiting.delete(name);
        tell();
      }
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function nameOf(path, fields) {
  return path + "?" + new URLSearchParams(fields);
}

/**
 * A button that is a form of its own.
 * @param {{desk: any, to: string, fields?: Object<string, any>, look?: string, pressed?: boolean,
 *   off?: boolean, sure?: string, keep?: string, onStored?: (stored: any) => void, children?: any}} props
 *   `off`: cannot be pressed now; `sure`: asked once more, in these words; `keep`: its name for the focus
 */
export function Press({ desk, to, fields = {}, look = "", pressed, off, sure, keep, onStored, children }) {
  const [asked, setAsked] = useState(false);
  const waits = useWaits(desk.presses, to, fields);
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => setAsked(false), 5000);
    return () => clearTimeout(timer);
  }, [asked]);

  async function submit(event) {
    event.preventDefault();
    if (off || waits) return;
    if (sure && !asked) return setAsked(true);
    setAsked(false);
    const stored = await desk.presses.press(to, fields);
    if (stored && onStored) onStored(stored);
  }

  return html`<form class="press" method="post" action=${door(to)} onSubmit=${submit}>
    ${Object.keys(fields).map((name) => html`<input key=${name} type="hidden" name=${name} value=${fields[name]} />`)}
    <button
      class=${"button " + (asked ? "button--danger" : look)}
      type="submit"
      aria-pressed=${pressed === undefined ? null : String(pressed)}
      aria-disabled=${off || waits ? "true" : null}
      aria-busy=${waits ? "true" : null}
      data-keep=${keep || null}
    >
      ${asked ? sure : children}
    </button>
  </form>`;
}

function useWaits(presses, to, fields) {
  const [waits, setWaits] = useState(presses.waits(to, fields));
  useEffect(() => {
    const look = () => setWaits(presses.waits(to, fields));
    look();
    return presses.subscribe(look);
  }, [presses, to, JSON.stringify(fields)]);
  return waits;
}
