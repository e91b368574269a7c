/**
 * What the server put in the page: which surface this is, of which event, and its first board.
 * @typedef {{surface: string, code: string, language: string, catalogue: Object<string, string|string[]>,
 *   languages: [string, string][], icons: string, scripts: string, tiles: any[], spoken?: Object<string, string>, now: number, board: import("./store.js").Board}} Page
 */

const island = document.getElementById("island");

/** @type {Page} */
export const page = JSON.parse(island ? island.textContent : "{}");

/** The address of a door of this event. */
export function door(path) {
  return "/e/" + page.code + (path ? "/" + path : "");
}

/** A random name for one request; `crypto.randomUUID` does not exist on plain HTTP. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
