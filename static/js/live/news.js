/** A short sentence about what has just happened, said once and gone after a while. */

const LASTS_MS = 8000;

/** What `say` says is heard by every subscriber; "" when it is over. */
export function createNews() {
  const listeners = new Set();
  let timer = null;

  function tell(sentence) {
    listeners.forEach((listener) => listener(sentence));
  }

  return {
    say(sentence) {
      clearTimeout(timer);
      timer = setTimeout(() => tell(""), LASTS_MS);
      tell(sentence);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
