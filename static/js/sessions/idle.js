/** A tablet left alone: after a while it says that it will wipe itself, counts down, and does. */

const SIGNS = ["pointerdown", "touchstart", "keydown", "input", "scroll"];

/**
 * Call `onTick(seconds left)` each second of the last `warnMs`, `onTick(null)` when somebody is there,
 * and `onIdle()` after `idleMs` without a sign of life.
 * @param {{idleMs: number, warnMs: number, onTick: (left: ?number) => void, onIdle: () => void}} options
 * @returns {() => void} how to stop it
 */
export function watchIdle({ idleMs, warnMs, onTick, onIdle }) {
  let last = Date.now();
  let warned = false;

  function alive() {
    last = Date.now();
    if (warned) onTick(null);
    warned = false;
  }

  function look() {
    const left = idleMs - (Date.now() - last);
    if (left <= 0) {
      stop();
      onIdle();
    } else if (left <= warnMs) {
      warned = true;
      onTick(Math.ceil(left / 1000));
    }
  }

  function stop() {
    clearInterval(timer);
    SIGNS.forEach((sign) => document.removeEventListener(sign, alive, true));
  }

  const timer = setInterval(look, 1000);
  SIGNS.forEach((sign) => document.addEventListener(sign, alive, { capture: true, passive: true }));
  return stop;
}
