/** Which wishes count now, and how a tap changes them. No drawing here. */

import { orderFor } from "./wish_order.js";

/** A letter's door, without the kiosk's way to it. */
export function doorOf(letter) {
  return letter.path.replace(/^kiosk\//, "");
}

/**
 * The wishes as the person last said them: what still travels first, then what is stored.
 * @returns {{themes: number[], travelling: boolean, refused: ?any}}
 */
export function wishesNow(stored, letters, themes) {
  const mine = letters.filter((letter) => doorOf(letter) === "wishes");
  const refused = mine.find((letter) => letter.state === "refused") || null;
  const last = mine.filter((letter) => letter.state !== "refused").pop();
  const said = last ? last.fields.themes.split(",").filter(Boolean).map(Number) : (stored && stored.themes) || [];
  return { themes: said.filter((id) => themes.some((theme) => theme.id === id)), travelling: Boolean(last), refused };
}

/** The themes that go on, in this person's own order. */
export function themesFor(owner, items) {
  const going = Object.keys(items || {}).filter((id) => items[id].goes_on);
  return orderFor(owner, going.map(Number)).map((id) => ({ ...items[id], id }));
}

/** A theme more at the end, if there is room for it. */
export function wished(themes, id, most) {
  return themes.indexOf(id) >= 0 || themes.length >= most ? themes : themes.concat([id]);
}

/** Without this theme. */
export function unwished(themes, id) {
  return themes.filter((one) => one !== id);
}

/** This theme one place dearer. */
export function dearer(themes, id) {
  const place = themes.indexOf(id);
  if (place < 1) return themes;
  const after = themes.slice();
  after.splice(place - 1, 2, id, themes[place - 1]);
  return after;
}
