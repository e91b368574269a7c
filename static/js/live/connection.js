/**
 * What the person is told of the connection, and how the page stays level without a socket.
 * @typedef {"connecting"|"live"|"slow"|"offline"|"ended"} ConnectionState
 *   slow: the socket does not come through, the page asks now and then; ended: the access was closed
 */

import { refresh } from "./refresh.js";
import { follow } from "./socket.js";

const FIRST_ASK_MS = 4000;
const ASK_EVERY_MS = 15000;
const ENDS = ["access_ended", "not_joined", "not_allowed", "unknown_event"];

/** Keep `store` level by the socket, or by asking; gives what to subscribe to. */
export function keepConnected(store) {
  const listeners = new Set();
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
    const answer = await refresh(store);
    if (ENDS.indexOf(answer) >= 0) end();
    else if (!socketLives) become(answer === "unreachable" ? "offline" : "slow");
    askLater(ASK_EVERY_MS);
  }

  function end() {
    clearTimeout(timer);
    become("ended");
  }

  follow(store, {
    onStatus(status) {
      socketLives = status === "live";
      if (socketLives) become("live");
      else {
        if (navigator.onLine === false) become("offline");
        else if (state === "live") become("connecting");
        askLater(FIRST_ASK_MS);
      }
    },
    onBye: end,
  });
  window.addEventListener("offline", () => become("offline"));
  window.addEventListener("online", () => (socketLives ? become("live") : ask()));
  askLater(FIRST_ASK_MS);

  return {
    get state() {
      return state;
    },
    /** A letter was answered, or not: the outbox knows before the socket does. */
    reached(answered) {
      if (!answered) become("offline");
      else if (state === "offline") become(socketLives ? "live" : "slow");
    },
    /** The access has ended: an answer said so. */
    end,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
