import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.mjs";

openPage();
const { createStore } = await import("../../../static/js/live/store.js");
const { tellOfTeam } = await import("../../../static/js/matchmaking/team_news.js");

function phone(first) {
  const said = [];
  const store = createStore({ version: 1, items: { my_team: { me: first } } });
  tellOfTeam(store, "me", { say: (words) => said.push(words.replace(/[\u00a0\u202f]/g, " ")) });
  return { said, hear: (mine) => store.merge({ items: { my_team: { me: mine } } }) };
}

test("a team that is ready, and every change of it or of its table, is said once", () => {
  const { said, hear } = phone({ team: null });
  hear({ team: 3, table: "7" });
  hear({ team: 3, table: "7", rank: 2 });
  hear({ team: 3, table: "8" });
  hear({ team: 4, table: "" });
  hear({ team: null });
  assert.deepEqual(said, ["Votre équipe est prête : table 7.", "Changement : allez à la table 8.", "Changement : votre table arrive.", "L'animation vous cherche une place."]);
});

test("nothing is said of a team that was there when the page was opened", () => {
  const { said, hear } = phone({ team: 3, table: "7" });
  hear({ team: 3, table: "7", moved: false });
  assert.deepEqual(said, []);
});
