/** A text being written, kept on the phone so that a reload or an empty battery loses nothing. */

import { page } from "./page.js";

/** Where the drafts of this event lie, all owners together: see `forgetOwner`. */
function shelfOf(owner, name) {
  return "eventlab:draft:" + page.code + ":" + owner + ":" + name;
}

/** What was kept under `name` for `owner`; `otherwise` if nothing was, or storage is refused. */
export function readDraft(owner, name, otherwise) {
  try {
    const kept = JSON.parse(localStorage.getItem(shelfOf(owner, name)));
    return kept === null ? otherwise : kept;
  } catch (error) {
    return otherwise;
  }
}

/** Keep `value` under `name` for `owner`; null forgets it. */
export function keepDraft(owner, name, value) {
  try {
    if (value === null) localStorage.removeItem(shelfOf(owner, name));
    else localStorage.setItem(shelfOf(owner, name), JSON.stringify(value));
  } catch (error) {
    // storage refused: the text lives as long as the page
  }
}

/** Wipe everything this browser keeps of a person: drafts and letters. */
export function forgetOwner(owner) {
  try {
    Object.keys(localStorage)
      .filter((name) => name.indexOf(":" + page.code + ":" + owner) > 0 && name.indexOf("eventlab:") === 0)
      .forEach((name) => localStorage.removeItem(name));
  } catch (error) {
    // nothing was kept
  }
}
