import assert from "node:assert/strict";
import { test } from "node:test";
import { byTable, dealt } from "../../../static/js/matchmaking/screen_paging.js";

const teams = (number, people = 6) => Array.from({ length: number }, () => ({ people: new Array(people).fill({}) }));
const ROOM = { width: 1840, height: 800, line: 42 };

test("teams stand in the order of their tables, those without a table last", () => {
  const items = { 1: { table: "10", number: 1 }, 2: { table: "2", number: 2 }, 3: { table: "", number: 3 } };
  assert.deepEqual(byTable(items).map((team) => team.number), [2, 1, 3]);
});

test("few teams have two wide columns on one page", () => {
  assert.deepEqual(dealt(teams(4), ROOM), { columns: 2, pages: [[0, 1, 2, 3]] });
});

test("many teams are dealt over pages, each once", () => {
  const plan = dealt(teams(55), ROOM);
  assert.equal(plan.columns, 3);
  assert.deepEqual([].concat(...plan.pages), Array.from({ length: 55 }, (_none, n) => n));
  assert.ok(plan.pages.every((page) => page.length <= 6));
});

test("a head of two lines takes the place of one more", () => {
  const page = { width: 1840, height: 760, line: 42 };
  const named = (title) => teams(6).map((team) => ({ ...team, title }));
  assert.equal(dealt(named("Le bruit"), page).pages.length, 1);
  assert.equal(dealt(named("Comment pourrions-nous avoir chaud sans nous ruiner ?"), page).pages.length, 2);
});

test("a narrow projector has columns as wide as a name, and more pages", () => {
  assert.equal(dealt(teams(12), { width: 1200, height: 500, line: 42 }).columns, 2);
  assert.equal(dealt(teams(12), { width: 940, height: 600, line: 42 }).columns, 1);
  assert.deepEqual(dealt(teams(3), { width: 400, height: 500, line: 42 }), { columns: 1, pages: [[0], [1], [2]] });
});

test("a team too tall for the screen has a page all the same", () => {
  assert.equal(dealt(teams(4, 40), ROOM).pages.length, 2);
});
