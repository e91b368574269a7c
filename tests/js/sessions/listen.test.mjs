import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { localVoice } = await import("../../../static/js/sessions/listen.js");

test("only a voice of the phone itself reads aloud", () => {
  const far = { lang: "fr-FR", localService: false };
  const near = { lang: "fr-CA", localService: true };
  assert.equal(localVoice([far, { lang: "en-GB", localService: true }, near], "fr"), near);
  assert.equal(localVoice([far], "fr"), null);
});
