/** Fetch the whole board again, when the socket cannot bring the news. */

import { setServerNow } from "./clock.js";
import { door, page } from "./page.js";

/**
 * Put a fresh snapshot into `store`.
 * @param {string} [path] below the event's address
 * @returns {Promise<string>} "fresh", "unreachable", or the name of the refusal
 */
export async function refresh(store, path = "board.json?surface=" + page.surface) {
  const asked = Date.now();
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
    store.replace(answer);
    return "fresh";
  }
  return response.status >= 500 ? "unreachable" : answer.refused;
}
