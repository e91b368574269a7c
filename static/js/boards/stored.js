/** The server has stored a letter: draw what it means at once, whether or not the socket lives. */

import { _ } from "../live/i18n.js";

/** @param {any} answer {id, number, state} of a problem; {items} of what else changed for this person */
export function storedLetter(store, letter, answer, news) {
  if (answer.items) store.merge({ items: answer.items });
  if (letter.file) news.say(_("Photo envoyée."));
  if (letter.path.indexOf("problems") !== 0 && letter.path.indexOf("kiosk/problems") !== 0) return;
  const before = store.items("mine")[answer.id] || { visible: isShown(store, answer), reason: "" };
  const { text, tile } = letter.fields;
  const written = text === undefined ? {} : { text: text.trim(), tile };
  store.merge({ items: { mine: { [answer.id]: { ...before, ...written, ...answer } } } });
  news.say(sentenceFor(letter, answer));
}

function sentenceFor(letter, answer) {
  if (answer.state === "withdrawn") return _("Retiré du mur.");
  if (/\d$/.test(letter.path)) return _("Modification enregistrée.");
  return _("Envoyé. C'est le problème n° %(num)s.", { num: answer.number });
}

function isShown(store, answer) {
  const event = Object.values(store.items("event"))[0] || {};
  const step = store.items("step")[event.current];
  return answer.state === "shown" && !(step && step.settings.hidden && !step.revealed);
}
