/**
 * What the person is told of the connection, and how the page stays level without a socket.
 * @typedef {"connecting"|"live"|"slow"|"offline"|"ended"} ConnectionState
 *   slow: the socket does not come through, the page asks now and then; ended: the access was closed
 */

import { refresh } from "./refresh.js";
import { follow } from "./socket.js";

const FIRST_ASK_MS = 4000;
const ASK_EVERY_MS = 15000;
const ENDS = ["nobody_chosen", "access_ended", "not_joined", "not_allowed", "unknown_event"];

/**
 * Keep `store` level by the socket, or by asking; gives what to subscribe to.
 * @param {{path?: string, everyMs?: number, bySocket?: boolean,
 *   onPresence?: (presence: {phones: number}) => void}} [how] `bySocket` false: only by asking at
 *   `path`, every `everyMs`
 */
export function keepConnected(store, { path, everyMs = ASK_EVERY_MS, bySocket = true, onPresence } = {}) {
  const listeners = new Set();
  const byAsking = bySocket ? "slow" : "live";
  let socketLives = false;
  let timer = null;
  /** @type {ConnectionState} */
  let state = navigator.onLine === false ? "offline" : "connecting";

  function become(next) {
    if (state === next || state === "ended") return;
    state = next;
    listeners.forEach((listener) => listener(state));
  }

  function askLater(wait) {
    if (timer === null) timer = setTimeout(ask, wait * (0.75 + Math.random() / 2));
  }

  async function ask() {
    clearTimeout(timer);
    timer = null;
    if (socketLives || state === "ended") return;
    const answer = await refresh(store, path);
    if (ENDS.indexOf(answer) >= 0) end();
    else if (!socketLives) become(answer === "unreachable" ? "offline" : byAsking);
    askLater(everyMs);
  }

  function end() {
    clearTimeout(timer);
    become("ended");
  }

  function onStatus(status) {
    socketLives = status === "live";
    if (socketLives) return become("live");
    if (navigator.onLine === false) become("offline");
    else if (state === "live") become("connecting");
    return askLater(FIRST_ASK_MS);
  }

  if (bySocket) follow(store, { onStatus, onBye: end, onPresence });
  window.addEventListener("offline", () => become("offline"));
  window.addEventListener("online", () => (socketLives ? become("live") : ask()));
  askLater(bySocket ? FIRST_ASK_MS : everyMs);
  if (!bySocket) become(navigator.onLine === false ? "offline" : "live");

  return {
    get state() {
      return state;
    },
    /** A letter was answered, or not: the outbox knows before the socket does. */
    reached(answered) {
      if (!answered) become("offline");
      else if (state === "offline") become(socketLives ? "live" : byAsking);
    },
    /** The access has ended: an answer said so. */
    end,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
