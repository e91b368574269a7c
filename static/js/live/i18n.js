/** Sentences: written in French here, looked up in the page's catalogue for other languages. */

import { page } from "./page.js";

const NARROW = "\u202f";
const NO_BREAK = "\u00a0";

/** French text with the no-break spaces an editor would put. Keep equal to language.typeset. */
export function typeset(text) {
  return text
    .replace(/ ([;!?])/g, NARROW + "$1")
    .replace(/ ([:»])/g, NO_BREAK + "$1")
    .replace(/« /g, "«" + NO_BREAK);
}

function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)[sd]/g, (mark, name) => (name in values ? String(values[name]) : mark));
}

/**
 * A sentence in the person's language, its `%(name)s` marks filled.
 * @param {string} sentence in French
 * @param {Object<string, unknown>} [values]
 */
export function _(sentence, values = {}) {
  const found = page.catalogue[sentence];
  const text = typeof found === "string" && found ? found : sentence;
  return fill(page.language === "fr" ? typeset(text) : text, values);
}

/** A sentence that depends on a number; `%(num)s` is filled with it. Nought is singular in French. */
export function ngettext(singular, plural, num, values = {}) {
  const found = page.catalogue[singular];
  const one = page.language === "fr" ? Math.abs(num) < 2 : num === 1;
  const text = Array.isArray(found) && found[one ? 0 : 1] ? found[one ? 0 : 1] : one ? singular : plural;
  return fill(page.language === "fr" ? typeset(text) : text, { num, ...values });
}

/** The text of a {language: text} this person reads best. */
export function inLanguage(texts) {
  if (!texts) return "";
  const text = texts[page.language] || texts.fr || Object.values(texts)[0] || "";
  return page.language === "fr" ? typeset(text) : text;
}
