/** The server has stored a letter: draw what it means at once, whether or not the socket lives. */

import { _ } from "../live/i18n.js";

/** @param {any} answer {id, number, state} of a problem; {items} of what else changed for this person */
export function storedLetter(store, letter, answer, news) {
  if (answer.items) store.merge({ items: answer.items });
  const said = saidOf(letter);
  if (said) news.say(said);
  if (letter.path.indexOf("problems") !== 0 && letter.path.indexOf("kiosk/problems") !== 0) return;
  const before = store.items("mine")[answer.id] || { visible: isShown(store, answer), reason: "" };
  const { text, tile } = letter.fields;
  const written = text === undefined ? {} : { text: text.trim(), tile };
  store.merge({ items: { mine: { [answer.id]: { ...before, ...written, ...answer } } } });
  news.say(sentenceFor(letter, answer));
}

/** What is said of what is not a problem; a vote and a field of a sheet say it where they stand. */
function saidOf({ path, file }) {
  if (file) return _("Photo envoyée.");
  if (/ideas\/\d+\/slips$/.test(path)) return _("Votre billet est donné.");
  if (/(^|\/)commitments$/.test(path)) return _("Votre engagement est pris.");
  return /evaluations\/\d+$/.test(path) ? _("Merci. Votre avis est compté.") : "";
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
