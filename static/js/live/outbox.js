/**
 * The outbox: what a person sends is kept on the phone until the server has stored it, is sent
 * again after a drop, and is stored once however often it is sent.
 * A letter may carry a file (a photo): `file` is its name, and its bytes lie beside the letters.
 * @typedef {{key: string, path: string, fields: Object<string, string>, state: "kept"|"sending"|"refused",
 *   refusal: ?{refused: string, sentence: string}, file?: string}} Letter
 */

import { createFiles } from "./files.js";
import { _ } from "./i18n.js";
import { door, freshKey, page } from "./page.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;
const PATIENCE_MS = 15000;
const PATIENCE_WITH_A_FILE_MS = 60000;

/**
 * @param {string} owner whose letters these are: a phone that is passed on must not send another's
 * @param {{onStored?: (letter: Letter, answer: any) => void,
 *   onReach?: (reached: boolean) => void}} [on] `onReach` hears whether the server answered
 */
export function createOutbox(owner, on = {}) {
  const shelf = createShelf("eventlab:outbox:" + page.code + ":" + owner);
  const listeners = new Set();
  const files = createFiles();
  // A photo takes its time: words do not wait behind it.
  const lanes = [createLane((letter) => !letter.file), createLane((letter) => Boolean(letter.file))];

  /** Another window of this browser may hold the same letters: what is on the shelf counts. */
  function change(make) {
    shelf.put(make(shelf.letters()));
    tell();
  }

  function tell() {
    listeners.forEach((listener) => listener(shelf.letters()));
  }

  function mark(key, part) {
    change((letters) => letters.map((letter) => (letter.key === key ? { ...letter, ...part } : letter)));
  }

  function drop(key) {
    const dropped = shelf.letters().find((letter) => letter.key === key);
    change((letters) => letters.filter((letter) => letter.key !== key));
    if (dropped && dropped.file) files.drop(key);
  }

  function flush() {
    lanes.forEach((lane) => lane());
  }

  /** The letters that are sent one after another; gives what sends them. */
  function createLane(takes) {
    let wait = FIRST_WAIT_MS;
    let timer = null;
    let busy = false;

    function later() {
      clearTimeout(timer);
      timer = setTimeout(run, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }

    async function run() {
      if (busy) return;
      busy = true;
      try {
        for (;;) {
          const letter = shelf.letters().find((one) => one.state === "kept" && takes(one));
          if (!letter) break;
          if (!(await deliver(letter))) {
            later();
            break;
          }
          wait = FIRST_WAIT_MS;
        }
      } finally {
        busy = false;
      }
    }

    return run;
  }

  /** Whether to go on with the next letter. */
  async function deliver(letter) {
    mark(letter.key, { state: "sending" });
    const file = letter.file ? await files.get(letter.key) : undefined;
    const gone = Boolean(letter.file) && !file;
    const answer = gone ? { refusal: noFile() } : await post(letter.path, letter.fields, letter.key, file && { file, name: letter.file });
    if (on.onReach && !gone) on.onReach(!answer.again);
    if (answer.again || answer.slower) {
      mark(letter.key, { state: "kept" });
      return false;
    }
    if (answer.refusal) {
      mark(letter.key, { state: "refused", refusal: answer.refusal });
      return true;
    }
    // Stored first, dropped then: whoever draws in between sees it twice, never not at all.
    if (on.onStored) on.onStored(letter, answer.stored);
    drop(letter.key);
    return true;
  }

  change((letters) => letters.map((letter) => (letter.state === "sending" ? { ...letter, state: "kept" } : letter)));
  window.addEventListener("online", flush);
  window.addEventListener("storage", tell);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  flush();

  return {
    get letters() {
      return shelf.letters();
    },
    /** Keep a letter for `path` (below the event's address) and send it as soon as possible. */
    send(path, fields) {
      const key = freshKey();
      change((letters) => letters.concat([{ key, path, fields, state: "kept", refusal: null }]));
      flush();
      return key;
    },
    /** The same with a file, called `name`. */
    sendFile(path, fields, file, name) {
      const key = freshKey();
      files.put(key, file);
      change((letters) => letters.concat([{ key, path, fields, state: "kept", refusal: null, file: name }]));
      flush();
      return key;
    },
    /** Send a refused letter again, with other fields perhaps. */
    retry(key, fields) {
      mark(key, { state: "kept", refusal: null, ...(fields ? { fields } : {}) });
      flush();
    },
    drop,
    flush,
    /** The file of a letter, to be shown while it waits. */
    fileOf: files.get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function noFile() {
  return { refused: "file_gone", sentence: _("La photo n'est plus sur ce téléphone. Reprenez-la.") };
}

/**
 * One form POST, with a file perhaps. `again` means that nobody answered and it should be sent again with the same key.
 * @returns {Promise<{stored?: any, refusal?: {refused: string, sentence: string}, again?: boolean,
 *   slower?: boolean}>}
 */
export async function post(path, fields, key = freshKey(), attached = undefined, renewed = false) {
  let response;
  let answer;
  try {
    response = await withinPatience(
      fetch(door(path), {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json", "Idempotency-Key": key, "X-CSRFToken": csrfToken() },
        body: bodyOf(fields, attached),
      }),
      attached ? PATIENCE_WITH_A_FILE_MS : PATIENCE_MS,
    );
    answer = await withinPatience(response.json(), PATIENCE_MS);
  } catch (error) {
    return { again: true };
  }
  if (response.ok) return { stored: answer };
  if (answer.refused === "stale_form" && !renewed && (await renewToken())) return post(path, fields, key, attached, true);
  if (response.status >= 500) return { again: true };
  // "Retry-After": not a no, only slower.
  return { refusal: answer, slower: response.headers.has("Retry-After") };
}

function bodyOf(fields, attached) {
  if (!attached) return new URLSearchParams(fields);
  const form = new FormData();
  Object.keys(fields).forEach((name) => form.append(name, fields[name]));
  form.append("file", attached.file, attached.name);
  return form;
}

/** A request lost in a tunnel may hang for minutes; asking again with the same key is harmless. */
function withinPatience(promise, patience) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), patience);
  });
  promise.then(
    () => clearTimeout(timer),
    () => clearTimeout(timer),
  );
  return Promise.race([promise, tooLate]);
}

function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta ? meta.content : "";
}

async function renewToken() {
  try {
    const response = await fetch("/csrf.json", {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    document.querySelector('meta[name="csrf-token"]').content = (await response.json()).token;
    return true;
  } catch (error) {
    return false;
  }
}

/** Where the letters lie: in the browser's storage, or in memory when it refuses. */
function createShelf(name) {
  let letters = [];
  let stored = true;

  return {
    letters() {
      if (!stored) return letters;
      try {
        letters = JSON.parse(localStorage.getItem(name)) || [];
      } catch (error) {
        stored = false; // a private window, or damaged: what is in memory counts
      }
      return letters;
    },
    put(changed) {
      letters = changed;
      if (!stored) return;
      try {
        localStorage.setItem(name, JSON.stringify(letters));
      } catch (error) {
        stored = false;
      }
    },
  };
}
