import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage({ language: "en", catalogue: { "Hors sujet": "Off topic" } });
const { readyReasons, reasonWords } = await import("../../../static/js/boards/hide_reasons.js");

test("a ready reason is stored by its name and read in the reader's language", () => {
  assert.equal(readyReasons()[0][0], "off_topic");
  assert.equal(reasonWords("off_topic"), "Off topic");
});

test("a facilitator's own words stay as written, and so does a sentence stored before there were names", () => {
  ["Déjà pris par Denis", "Hors sujet", "constructor", ""].forEach((reason) => assert.equal(reasonWords(reason), reason));
});
