/** The socket: it says what is watched and brings the news. It never writes. */

import { io } from "../../vendor/socket.io-client.js";
import { setServerNow } from "./clock.js";
import { page } from "./page.js";
import { refresh } from "./refresh.js";

const REFETCH_SPREAD_MS = 3000;

/**
 * Keep `store` level with the server.
 * @param {ReturnType<import("./store.js").createStore>} store
 * @param {{onStatus?: (status: "live"|"waiting") => void, onBye?: (reason: string) => void,
 *   onPresence?: (presence: {phones: number}) => void}} [on]
 */
export function follow(store, on = {}) {
  const socket = io({ transports: ["websocket", "polling"], reconnectionDelay: 800, reconnectionDelayMax: 6000 });
  const status = on.onStatus || (() => {});
  let refetching = null;

  function watch() {
    const asked = Date.now();
    socket.emit("watch", { event: page.code, surface: page.surface, since: store.board.version }, (answer) => {
      if (answer && answer.now) setServerNow(answer.now, Date.now() - asked);
      if (answer && !answer.refused) status("live");
    });
  }

  async function refetch() {
    const answer = await refresh(store);
    if (answer === "unreachable") resync();
    else if (answer === "fresh" && socket.connected) watch();
  }

  /** A whole room is often told at once: the snapshots are fetched spread over some seconds. */
  function resync() {
    if (refetching) return;
    refetching = setTimeout(() => {
      refetching = null;
      refetch();
    }, Math.random() * REFETCH_SPREAD_MS);
  }

  socket.on("connect", watch);
  socket.on("disconnect", () => status("waiting"));
  socket.on("connect_error", () => status("waiting"));
  socket.on("news", (news) => {
    if (!store.merge(news)) watch();
  });
  socket.on("resync", resync);
  socket.on("presence", (presence) => on.onPresence && on.onPresence(presence));
  socket.on("bye", (bye) => {
    socket.disconnect();
    if (on.onBye) on.onBye(bye.reason);
  });
  // A phone that slept may hold a socket that is dead without knowing it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      if (socket.connected) watch();
      else socket.connect();
    }
  });
  return socket;
}
