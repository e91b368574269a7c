/** The board inside components: draw again when it changed, and every second for timers. */

import { useEffect, useState } from "../../vendor/htm-preact.js";
import { serverNow } from "./clock.js";

/** The items of a kind, by id; the component is drawn again when the board changes. */
export function useItems(store, kind) {
  return useBoard(store).items[kind] || {};
}

/** The whole board, drawn again at each change. */
export function useBoard(store) {
  const [board, setBoard] = useState(store.board);
  useEffect(() => {
    setBoard(store.board);
    return store.subscribe(setBoard);
  }, [store]);
  return board;
}

/** The letters of an outbox, drawn again at each change. */
export function useLetters(outbox) {
  const [letters, setLetters] = useState(outbox.letters);
  useEffect(() => {
    setLetters(outbox.letters);
    return outbox.subscribe(setLetters);
  }, [outbox]);
  return letters;
}

/** The state of a connection, drawn again at each change. */
export function useConnection(connection) {
  const [state, setState] = useState(connection.state);
  useEffect(() => {
    setState(connection.state);
    return connection.subscribe(setState);
  }, [connection]);
  return state;
}

/** The server's time, drawn again every second. */
export function useNow() {
  const [now, setNow] = useState(serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The event and its current step. */
export function useDay(store) {
  return dayOf(useBoard(store));
}

export function dayOf(board) {
  const event = Object.values(board.items.event || {})[0] || {};
  const steps = Object.values(board.items.step || {}).sort((a, b) => a.position - b.position);
  return { event, steps, step: (board.items.step || {})[event.current] || null };
}
