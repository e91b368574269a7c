import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { _, inLanguage, ngettext, typeset } = await import("../../../static/js/live/i18n.js");
const { page } = await import("../../../static/js/live/page.js");

function speak(language, catalogue = {}) {
  Object.assign(page, { language, catalogue });
}

test("French gets the spaces an editor would put", () => {
  assert.equal(typeset("Quoi ? « Oui » : non !"), "Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: non\u202f!");
});

test("marks are filled, unknown ones are left", () => {
  speak("fr");
  assert.equal(_("%(num)s sur %(limit)s %(rest)s", { num: 3, limit: 280 }), "3 sur 280 %(rest)s");
});

test("what a person wrote is never read as a mark or a pattern", () => {
  speak("fr");
  assert.equal(_("Raison : %(reason)s", { reason: "$& %(num)s" }), "Raison\u00a0: $& %(num)s");
});

test("another language is looked up, and French is what is left", () => {
  speak("en", { Envoyer: "Send" });
  assert.deepEqual([_("Envoyer"), _("Retirer")], ["Send", "Retirer"]);
});

test("nought is singular in French and plural in English", () => {
  speak("fr");
  assert.equal(ngettext("%(num)s texte", "%(num)s textes", 0), "0 texte");
  speak("en", { "%(num)s texte": ["%(num)s text", "%(num)s texts"] });
  assert.equal(ngettext("%(num)s texte", "%(num)s textes", 0), "0 texts");
});

test("a text in several languages is read in the person's, else in French, else in any", () => {
  speak("en");
  assert.equal(inLanguage({ fr: "Accueil", en: "Welcome" }), "Welcome");
  assert.equal(inLanguage({ fr: "Accueil" }), "Accueil");
  assert.equal(inLanguage({ de: "Empfang" }), "Empfang");
  assert.equal(inLanguage(null), "");
});
