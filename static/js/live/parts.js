/**
 * Parts of a page, fetched when they are first needed: a phone that joins downloads what the first
 * hour needs and no more. A part is a module that calls `provide(name, component)`.
 */

import { useEffect, useState } from "../../vendor/htm-preact.js";
import { page } from "./page.js";

const provided = {};
const asked = {};
const listeners = new Set();

/** Called by a part's own module: it is there, and this draws it. */
export function provide(name, component) {
  provided[name] = component;
  listeners.forEach((listener) => listener());
}

/**
 * What draws a part, or null while its script is on the way. `import()` is younger than some
 * phones; a script element is not.
 * @param {string} name under which the module provides it
 * @param {?string} path of the module, below `static/js/`
 */
export function usePart(name, path) {
  const [, drawAgain] = useState(0);
  useEffect(() => {
    const listener = () => drawAgain((n) => n + 1);
    listeners.add(listener);
    if (path && !provided[name]) fetchPart(path);
    return () => listeners.delete(listener);
  }, [name, path]);
  return provided[name] || null;
}

/** Call `then` when the part can be drawn: at once where it is there or has no module. */
export function withPart(name, path, then) {
  if (!path || provided[name]) return then();
  const listener = () => {
    if (!provided[name]) return;
    listeners.delete(listener);
    then();
  };
  listeners.add(listener);
  return fetchPart(path);
}

function fetchPart(path) {
  if (asked[path]) return;
  asked[path] = true;
  const script = document.createElement("script");
  script.type = "module";
  script.src = page.scripts + path;
  // In a tunnel: ask again, a failed module is not remembered by the browser.
  script.onerror = () => {
    script.remove();
    setTimeout(() => {
      asked[path] = false;
      fetchPart(path);
    }, 3000);
  };
  document.head.appendChild(script);
}
