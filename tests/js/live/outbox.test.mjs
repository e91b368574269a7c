import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

import { holdTime, memoryStorage, openPage, refused, serveFetch, settle, stored } from "../page.mjs";

const page = openPage();
const { createOutbox } = await import("../../../static/js/live/outbox.js");
const SHELF = "eventlab:outbox:K7QP2M:ada";

beforeEach(() => {
  globalThis.localStorage = memoryStorage();
  page.token.content = "a-token";
});

function heard() {
  const letters = [];
  const reach = [];
  return { letters, reach, on: { onStored: (letter, answer) => letters.push([letter.fields.text, answer]), onReach: (yes) => reach.push(yes) } };
}

test("a letter is on the phone before anything is sent, and gone once it is stored", async (t) => {
  holdTime(t);
  const asked = serveFetch(stored({ id: 7 }));
  const { letters, on } = heard();
  const outbox = createOutbox("ada", on);
  outbox.send("problems", { text: "Il pleut." });
  assert.equal(JSON.parse(localStorage.getItem(SHELF))[0].fields.text, "Il pleut.");
  await settle();
  assert.deepEqual(letters, [["Il pleut.", { id: 7 }]]);
  assert.deepEqual(outbox.letters, []);
  assert.equal(asked[0].address, "/e/K7QP2M/problems");
  assert.equal(asked[0].headers["X-CSRFToken"], "a-token");
});

test("a letter that was lost is sent again under the same key", async (t) => {
  const time = holdTime(t);
  const asked = serveFetch("lost", { status: 503, body: {} }, stored({ id: 7 }));
  const { letters, reach, on } = heard();
  const outbox = createOutbox("ada", on);
  outbox.send("problems", { text: "Il pleut." });
  await settle();
  assert.equal(outbox.letters[0].state, "kept");
  time.pass(60000);
  await settle();
  time.pass(60000);
  await settle();
  assert.equal(letters.length, 1);
  assert.deepEqual(reach, [false, false, true]);
  assert.equal(new Set(asked.map((one) => one.headers["Idempotency-Key"])).size, 1);
});

test("an answer that never comes is given up, and the letter stays", async (t) => {
  const time = holdTime(t);
  const asked = serveFetch("silence", stored({ id: 7 }));
  const outbox = createOutbox("ada", {});
  outbox.send("problems", { text: "Dans le tunnel." });
  await settle();
  assert.equal(outbox.letters[0].state, "sending");
  time.pass(15000);
  await settle();
  assert.equal(outbox.letters[0].state, "kept");
  page.happen("online");
  await settle();
  assert.equal(asked.length, 2);
  assert.deepEqual(outbox.letters, []);
});

test("a refused letter is kept with its reason, and does not hold up the others", async (t) => {
  holdTime(t);
  serveFetch(refused(422, "too_long"), stored({ id: 8 }));
  const { letters, on } = heard();
  const outbox = createOutbox("ada", on);
  outbox.send("problems", { text: "trop long" });
  outbox.send("problems", { text: "court" });
  await settle();
  assert.equal(letters[0][0], "court");
  assert.deepEqual(outbox.letters.map((letter) => [letter.state, letter.refusal.refused]), [["refused", "too_long"]]);
});

test("a phone that is asked to slow down keeps its letter and tries later", async (t) => {
  const time = holdTime(t);
  serveFetch({ ...refused(429, "too_fast"), headers: { "Retry-After": "2" } }, stored({ id: 8 }));
  const { letters, reach, on } = heard();
  const outbox = createOutbox("ada", on);
  outbox.send("problems", { text: "vite" });
  await settle();
  assert.equal(outbox.letters[0].state, "kept");
  time.pass(60000);
  await settle();
  assert.deepEqual([letters.length, reach], [1, [true, true]]);
});

test("a refused letter may be mended and sent again", async (t) => {
  holdTime(t);
  const asked = serveFetch(refused(422, "too_long"), stored({ id: 8 }));
  const outbox = createOutbox("ada", {});
  const key = outbox.send("problems", { text: "trop long" });
  await settle();
  outbox.retry(key, { text: "court" });
  await settle();
  assert.equal(asked[1].fields.text, "court");
  assert.deepEqual(outbox.letters, []);
});

test("letters survive a reload, and those under way are sent again", async (t) => {
  holdTime(t);
  const letter = { key: "key-000001", path: "problems", fields: { text: "Avant." }, state: "sending", refusal: null };
  localStorage.setItem(SHELF, JSON.stringify([letter]));
  const asked = serveFetch(stored({ id: 9 }));
  createOutbox("ada", {});
  await settle();
  assert.equal(asked[0].headers["Idempotency-Key"], "key-000001");
  assert.deepEqual(JSON.parse(localStorage.getItem(SHELF)), []);
});

test("another person's letters are not sent from a phone that was passed on", async (t) => {
  holdTime(t);
  const letter = { key: "key-000001", path: "problems", fields: { text: "De Grace." }, state: "kept", refusal: null };
  localStorage.setItem("eventlab:outbox:K7QP2M:grace", JSON.stringify([letter]));
  const asked = serveFetch(stored({ id: 9 }));
  createOutbox("ada", {});
  await settle();
  assert.deepEqual(asked, []);
});

test("two windows of one phone lose nothing of each other", async (t) => {
  holdTime(t);
  serveFetch("lost");
  const first = createOutbox("ada", {});
  const second = createOutbox("ada", {});
  first.send("problems", { text: "un" });
  second.send("problems", { text: "deux" });
  await settle();
  assert.deepEqual(second.letters.map((letter) => letter.fields.text), ["un", "deux"]);
  assert.deepEqual(first.letters, second.letters);
});

test("where storage is refused the letters live in memory and are still sent", async (t) => {
  const time = holdTime(t);
  globalThis.localStorage = {
    getItem() {
      throw new Error("private window");
    },
    setItem() {
      throw new Error("private window");
    },
  };
  serveFetch("lost", stored({ id: 1 }));
  const { letters, on } = heard();
  const outbox = createOutbox("ada", on);
  outbox.send("problems", { text: "privé" });
  await settle();
  assert.equal(outbox.letters.length, 1);
  time.pass(60000);
  await settle();
  assert.equal(letters.length, 1);
});

test("a full storage loses no letter", async (t) => {
  holdTime(t);
  const storage = memoryStorage();
  globalThis.localStorage = {
    getItem: storage.getItem,
    setItem() {
      throw new Error("quota");
    },
  };
  serveFetch("lost");
  const outbox = createOutbox("ada", {});
  outbox.send("problems", { text: "plein" });
  await settle();
  assert.deepEqual(outbox.letters.map((letter) => letter.fields.text), ["plein"]);
});

test("a stale token is renewed once and the letter goes", async (t) => {
  holdTime(t);
  const asked = serveFetch(refused(400, "stale_form"), stored({ token: "a-fresh-token" }), stored({ id: 3 }));
  const outbox = createOutbox("ada", {});
  outbox.send("problems", { text: "vieille page" });
  await settle();
  assert.equal(asked[2].headers["X-CSRFToken"], "a-fresh-token");
  assert.deepEqual(outbox.letters, []);
});
