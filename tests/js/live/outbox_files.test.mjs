import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

import { holdTime, memoryStorage, openPage, serveFetch, settle, stored } from "../page.mjs";

openPage();
const { createOutbox } = await import("../../../static/js/live/outbox.js");
const SHELF = "eventlab:outbox:K7QP2M:ada";
const photo = () => new Blob(["a drawing"], { type: "image/jpeg" });

beforeEach(() => {
  globalThis.localStorage = memoryStorage();
});

test("a photo that was lost is sent again, whole and under the same key", async (t) => {
  const time = holdTime(t);
  const asked = serveFetch("lost", { status: 503, body: {} }, stored({ id: 7 }));
  const outbox = createOutbox("ada", {});
  const key = outbox.sendFile("idea/drawings", { author: "me" }, photo(), "dessin.jpg");
  for (let turn = 0; turn < 3; turn++) {
    await settle();
    time.pass(60000);
  }
  await settle();
  assert.deepEqual(new Set(asked.map((one) => one.headers["Idempotency-Key"])), new Set([key]));
  assert.deepEqual([asked.length, asked[2].fields.author, asked[2].fields.file.name], [3, "me", "dessin.jpg"]);
  assert.equal(await asked[2].fields.file.text(), "a drawing");
  assert.deepEqual(outbox.letters, []);
  assert.equal(await outbox.fileOf(key), undefined);
});

test("words do not wait behind a photo", async (t) => {
  holdTime(t);
  const asked = serveFetch("silence", stored({ id: 8 }));
  const outbox = createOutbox("ada", {});
  outbox.sendFile("idea/drawings", {}, photo(), "dessin.jpg");
  await settle();
  outbox.send("problems", { text: "Il pleut." });
  await settle();
  assert.equal(asked[1].fields.text, "Il pleut.");
  assert.deepEqual(outbox.letters.map((letter) => [letter.file, letter.state]), [["dessin.jpg", "sending"]]);
});

test("a photo this browser could not keep across a reload says so, and is not sent empty", async (t) => {
  holdTime(t);
  localStorage.setItem(SHELF, JSON.stringify([{ key: "key-000001", path: "idea/drawings", fields: {}, state: "kept", refusal: null, file: "dessin.jpg" }]));
  const asked = serveFetch(stored({}));
  const outbox = createOutbox("ada", {});
  await settle();
  assert.deepEqual(asked, []);
  assert.deepEqual(outbox.letters.map((letter) => [letter.state, letter.refusal.refused]), [["refused", "file_gone"]]);
});
