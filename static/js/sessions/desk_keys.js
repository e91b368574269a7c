/** The desk's keys. They are shown beside their buttons and can be switched off on this device. */

const SHELF = "eventlab:keys";

/** {what: the key, as shown beside its button}, in the order the help lists them. */
export const KEYS = {
  next: "→",
  previous: "←",
  reveal: "␣",
  timer: "T",
  black: "B",
  full: "F",
  join: "J",
  hide: "H",
  lock: "L",
  undo: "Z",
  help: "?",
};

const BY_KEY = { arrowright: "next", arrowleft: "previous", " ": "reveal", "?": "help" };
["timer", "black", "full", "join", "hide", "lock", "undo"].forEach((what) => {
  BY_KEY[KEYS[what].toLowerCase()] = what;
});

const TYPING = "input, textarea, select, [contenteditable]";
const TAKES_SPACE = "button, a, summary, [role=button], [role=tab]";

/**
 * What this key press asks for, or null. A key held down counts once; with Ctrl, Alt or Meta it is
 * the browser's; in a field it is a letter; on a button, Space presses the button.
 * @param {{key: string, repeat?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean,
 *   shiftKey?: boolean, defaultPrevented?: boolean, target: any}} event
 */
export function keyAsks(event) {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.shiftKey && event.key !== "?") return null;
  const inside = (places) => Boolean(event.target && event.target.closest && event.target.closest(places));
  if (inside(TYPING) || (event.key === " " && inside(TAKES_SPACE))) return null;
  return BY_KEY[event.key.toLowerCase()] || null;
}

/** Whether the keys are on, on this device. */
export function keysOn() {
  try {
    return localStorage.getItem(SHELF) !== "off";
  } catch (error) {
    return true;
  }
}

/** Switch the keys on or off, and remember it on this device. */
export function switchKeys(on) {
  document.documentElement.classList.toggle("keys-off", !on);
  try {
    localStorage.setItem(SHELF, on ? "on" : "off");
  } catch (error) {
    // not remembered, still switched
  }
}

/** Call `act(what)` for each key that asks for something, unless `deaf()`. */
export function listenKeys(act, deaf) {
  document.addEventListener("keydown", (event) => {
    const what = keyAsks(event);
    if (!what || !keysOn() || deaf()) return;
    event.preventDefault();
    act(what);
  });
}
