import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.mjs";

openPage();
const { roundWords } = await import("../../../static/js/matchmaking/round_news.js");

const PLACES = [{ round: 1, table: 5 }, { round: 2, table: 5, keeps: true }, { round: 3, table: 2 }, { round: 5, table: 1 }, { round: 6, table: 4, absent: true }];
const said = (state, round, places = PLACES) => roundWords({ state, round }, places).replace(/[\u00a0\u202f]/g, " ");

test("who changes, who stays and who pauses hears it when the round changes", () => {
  assert.equal(said("change", 1), "Tour 1 : allez à la table 5.");
  assert.equal(said("change", 2), "Tour 2 : restez à la table 5.");
  assert.equal(said("change", 3), "Changez de place : table 2.");
  assert.equal(said("change", 4), "Tour 4 : une pause pour vous.");
  assert.equal(said("change", 5), "Tour 5 : allez à la table 1.");
  assert.equal(said("change", 6), "Tour 6 : une pause pour vous.");
});

test("the talk is said to those who talk, the end to all", () => {
  assert.equal(said("talk", 3), "Tour 3 : on parle.");
  assert.equal(said("talk", 4), "");
  assert.equal(said("over", 6), "Les tours sont finis.");
  assert.equal(said("before", 0), "");
  assert.equal(said("change", 1, []), "");
});
