/** Fetch the whole board again, when the socket cannot bring the news. */

import { setServerNow } from "./clock.js";
import { door, page } from "./page.js";

/**
 * Put a fresh snapshot into `store`. One that the person was told something after is older than what
 * they see: it is asked for once more.
 * @param {string} [path] below the event's address
 * @returns {Promise<string>} "fresh", "unreachable", or the name of the refusal
 */
export async function refresh(store, path = "board.json?surface=" + page.surface, again = true) {
  const asked = Date.now();
  const told = store.told;
  let response;
  let answer;
  try {
    response = await fetch(door(path), { credentials: "same-origin", headers: { Accept: "application/json" } });
    answer = await response.json();
  } catch (error) {
    return "unreachable";
  }
  if (response.ok) {
    setServerNow(answer.now, Date.now() - asked);
    if (again && store.told !== told) return refresh(store, path, false);
    store.replace(answer);
    return "fresh";
  }
  return response.status >= 500 ? "unreachable" : answer.refused;
}
