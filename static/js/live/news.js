/** Small sources of what has just happened: the last thing said is heard by every subscriber. */

const LASTS_MS = 8000;

/** `tell(something)` is heard by all who subscribed. */
export function createSource() {
  const listeners = new Set();
  return {
    tell(something) {
      listeners.forEach((listener) => listener(something));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Sentences said once and gone after a while ("" is then heard). */
export function createNews() {
  const source = createSource();
  let timer = null;

  return {
    say(sentence) {
      clearTimeout(timer);
      timer = setTimeout(() => source.tell(""), LASTS_MS);
      source.tell(sentence);
    },
    subscribe: source.subscribe,
  };
}
