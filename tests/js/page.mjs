/** A page without a browser: just enough of `document`, `localStorage` and `fetch` for our scripts. */

/** Put a page in place before the scripts are imported. */
export function openPage(island = {}) {
  const handlers = {};
  const listen = (name, handler) => (handlers[name] = (handlers[name] || []).concat([handler]));
  const first = { code: "K7QP2M", language: "fr", catalogue: {}, now: Date.now(), tiles: [], ...island };
  const meta = { content: "a-token" };
  globalThis.document = {
    visibilityState: "visible",
    getElementById: (id) => (id === "island" ? { textContent: JSON.stringify(first) } : null),
    querySelector: (what) => (what.indexOf("csrf") > 0 ? meta : null),
    addEventListener: listen,
    removeEventListener(name, handler) {
      handlers[name] = (handlers[name] || []).filter((one) => one !== handler);
    },
  };
  globalThis.window = { addEventListener: listen };
  globalThis.localStorage = memoryStorage();
  return {
    /** Let an event happen on the window or the document. */
    happen: (name) => (handlers[name] || []).forEach((handler) => handler({})),
    token: meta,
  };
}

export function memoryStorage() {
  const kept = new Map();
  return new Proxy(
    {
      getItem: (name) => (kept.has(name) ? kept.get(name) : null),
      setItem: (name, value) => void kept.set(name, String(value)),
      removeItem: (name) => void kept.delete(name),
    },
    {
      ownKeys: () => Array.from(kept.keys()),
      getOwnPropertyDescriptor: (_target, name) => kept.has(name) && { enumerable: true, configurable: true, value: kept.get(name) },
    },
  );
}

/** A server that answers what `answers` says, one after another; it remembers what it was asked. */
export function serveFetch(...answers) {
  const asked = [];
  globalThis.fetch = async (address, options = {}) => {
    asked.push({ address, headers: options.headers, fields: Object.fromEntries(options.body || []) });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === "lost") throw new TypeError("no network");
    if (answer === "silence") return new Promise(() => {});
    const headers = new Map(Object.entries(answer.headers || {}));
    return { ok: answer.status < 400, status: answer.status, headers, json: async () => answer.body };
  };
  return asked;
}

export const stored = (body) => ({ status: 200, body });
export const refused = (status, name, more = {}) => ({ status, body: { refused: name, sentence: name, ...more } });

/** Let everything that is ready happen. */
export async function settle() {
  for (let turn = 0; turn < 300; turn++) await Promise.resolve();
}

/** A clock moved by hand, in place of the machine's, until the test is over. */
export function holdTime(t) {
  const real = { setTimeout, clearTimeout, setInterval, clearInterval, now: Date.now };
  let now = real.now();
  let named = 0;
  const alarms = new Map();
  const set = (again) => (action, wait = 0) => {
    alarms.set(++named, { action, at: now + wait, every: again ? wait : 0 });
    return named;
  };
  const clear = (name) => void alarms.delete(name);
  Object.assign(globalThis, { setTimeout: set(false), clearTimeout: clear, setInterval: set(true), clearInterval: clear });
  Date.now = () => now;
  t.after(() => {
    const { now: realNow, ...timers } = real;
    Object.assign(globalThis, timers);
    Date.now = realNow;
  });
  return {
    /** Let so many milliseconds go by; each alarm rings at its own time. */
    pass(wait) {
      const until = now + wait;
      for (;;) {
        const [name, next] = Array.from(alarms).sort((a, b) => a[1].at - b[1].at)[0] || [];
        if (!next || next.at > until) break;
        now = next.at;
        if (next.every) next.at += next.every;
        else alarms.delete(name);
        next.action();
      }
      now = until;
    },
  };
}
