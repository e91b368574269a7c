import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.mjs";

openPage();
const { byTable } = await import("../../../static/js/matchmaking/team_names.js");

test("teams stand in the order of their tables, those without a table last", () => {
  const items = { 1: { table: "10", number: 1 }, 2: { table: "2", number: 2 }, 3: { table: "", number: 3 } };
  assert.deepEqual(byTable(items).map((team) => team.number), [2, 1, 3]);
});
