/**
 * The outbox: what a person sends is kept on the phone until the server has stored it, is sent
 * again after a drop, and is stored once however often it is sent.
 * @typedef {{key: string, path: string, fields: Object<string, string>, state: "kept"|"sending"|"refused",
 *   refusal: ?{refused: string, sentence: string}}} Letter
 */

import { door, freshKey, page } from "./page.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

/**
 * @param {string} owner whose letters these are: a phone that is passed on must not send another's
 * @param {{onStored?: (letter: Letter, answer: any) => void}} [on]
 */
export function createOutbox(owner, on = {}) {
  const shelf = "eventlab:outbox:" + page.code + ":" + owner;
  /** @type {Letter[]} */
  let letters = read(shelf).map((letter) => ({ ...letter, state: letter.state === "sending" ? "kept" : letter.state }));
  const listeners = new Set();
  let wait = FIRST_WAIT_MS;
  let timer = null;
  let busy = false;

  function changed() {
    write(shelf, letters);
    listeners.forEach((listener) => listener(letters));
  }

  function change(key, part) {
    letters = letters.map((letter) => (letter.key === key ? { ...letter, ...part } : letter));
    changed();
  }

  function drop(key) {
    letters = letters.filter((letter) => letter.key !== key);
    changed();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(flush, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  async function flush() {
    if (busy) return;
    busy = true;
    try {
      for (;;) {
        const letter = letters.find((one) => one.state === "kept");
        if (!letter || !(await deliver(letter))) break;
      }
    } finally {
      busy = false;
    }
  }

  /** Whether to go on with the next letter. */
  async function deliver(letter) {
    change(letter.key, { state: "sending" });
    const answer = await post(letter.path, letter.fields, letter.key);
    if (answer.again) {
      change(letter.key, { state: "kept" });
      later();
      return false;
    }
    wait = FIRST_WAIT_MS;
    if (answer.refusal) {
      change(letter.key, { state: "refused", refusal: answer.refusal });
      return true;
    }
    drop(letter.key);
    if (on.onStored) on.onStored(letter, answer.stored);
    return true;
  }

  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  flush();

  return {
    get letters() {
      return letters;
    },
    /** Keep a letter for `path` (below the event's address) and send it as soon as possible. */
    send(path, fields) {
      const key = freshKey();
      letters = letters.concat([{ key, path, fields, state: "kept", refusal: null }]);
      changed();
      flush();
      return key;
    },
    /** Send a refused letter again, with other fields perhaps. */
    retry(key, fields) {
      change(key, { state: "kept", refusal: null, ...(fields ? { fields } : {}) });
      flush();
    },
    drop,
    flush,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * One form POST. `again` means that nobody answered and it should be sent again with the same key.
 * @returns {Promise<{stored?: any, refusal?: {refused: string, sentence: string}, again?: boolean}>}
 */
export async function post(path, fields, key = freshKey(), renewed = false) {
  let response;
  let answer;
  try {
    response = await fetch(door(path), {
      method: "POST",
      headers: { Accept: "application/json", "Idempotency-Key": key, "X-CSRFToken": csrfToken() },
      body: new URLSearchParams(fields),
    });
    answer = await response.json();
  } catch (error) {
    return { again: true };
  }
  if (response.ok) return { stored: answer };
  if (answer.refused === "stale_form" && !renewed && (await renewToken())) return post(path, fields, key, true);
  if (response.status >= 500) return { again: true };
  return { refusal: answer };
}

function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta ? meta.content : "";
}

async function renewToken() {
  try {
    const response = await fetch("/csrf.json", { headers: { Accept: "application/json" } });
    document.querySelector('meta[name="csrf-token"]').content = (await response.json()).token;
    return true;
  } catch (error) {
    return false;
  }
}

function read(shelf) {
  try {
    return JSON.parse(localStorage.getItem(shelf)) || [];
  } catch (error) {
    return []; // storage refused (private window) or damaged: memory only
  }
}

function write(shelf, letters) {
  try {
    localStorage.setItem(shelf, JSON.stringify(letters));
  } catch (error) {
    // kept in memory at least
  }
}
