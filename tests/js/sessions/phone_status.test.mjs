import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { lineOf } = await import("../../../static/js/sessions/phone_status.js");

const letters = (...states) => states.map((state) => ({ state }));
const state = (...args) => lineOf(...args).state;

test("no network is said first of all", () => {
  assert.equal(state("offline", letters("sending"), "Envoyé."), "reconnecting");
  assert.ok(lineOf("offline", [], "").text.includes("Pas de réseau"));
});

test("sent is never said while a text is on its way or kept", () => {
  assert.equal(state("live", letters("sending"), "Envoyé."), "");
  assert.equal(state("live", letters("kept"), "Envoyé."), "kept");
  assert.equal(state("live", [], "Envoyé."), "sent");
});

test("what waits is not called a text: it may be a vote", () => {
  const said = ["kept", "refused"].map((one) => lineOf("live", letters(one), "").text);
  said.push(lineOf("offline", [], "").text);
  said.forEach((text) => assert.ok(text.includes("envoi") && !text.includes("texte"), text));
});

test("a text that came back is pointed out", () => {
  assert.equal(state("live", letters("refused"), ""), "refused");
});

test("connected is said only when the socket lives", () => {
  assert.deepEqual(["live", "slow", "connecting"].map((one) => state(one, [], "")), ["connected", "reconnecting", "reconnecting"]);
});
