/** A form of the kiosk left alone goes back to the start, what was typed with it. */

import { watchIdle } from "../sessions/idle.js";

const IDLE_MS = 90000;

watchIdle({
  idleMs: IDLE_MS,
  warnMs: 0,
  onTick() {},
  onIdle: () => location.replace(document.getElementById("start").href),
});
