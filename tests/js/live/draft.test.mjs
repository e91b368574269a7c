import assert from "node:assert/strict";
import test from "node:test";

import { memoryStorage, openPage } from "../page.mjs";

openPage();
const { forgetOwner, keepDraft, readDraft } = await import("../../../static/js/live/draft.js");

test("a draft is its owner's, until it is forgotten", () => {
  keepDraft("ada", "problem", { text: "début" });
  assert.deepEqual(readDraft("ada", "problem", null), { text: "début" });
  assert.equal(readDraft("grace", "problem", null), null);
  keepDraft("ada", "problem", null);
  assert.equal(readDraft("ada", "problem", "rien"), "rien");
});

test("forgetting a person wipes drafts and letters, and nobody else's", () => {
  globalThis.localStorage = memoryStorage();
  localStorage.setItem("eventlab:outbox:K7QP2M:ada", "[1]");
  localStorage.setItem("eventlab:outbox:K7QP2M:grace", "[2]");
  localStorage.setItem("other", "3");
  keepDraft("ada", "problem", { text: "début" });
  forgetOwner("ada");
  assert.deepEqual(Object.keys(localStorage).sort(), ["eventlab:outbox:K7QP2M:grace", "other"]);
});

test("a browser that refuses storage is no trouble", () => {
  globalThis.localStorage = undefined;
  keepDraft("ada", "problem", { text: "début" });
  assert.equal(readDraft("ada", "problem", "rien"), "rien");
  forgetOwner("ada");
});
