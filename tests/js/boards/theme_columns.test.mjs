import assert from "node:assert/strict";
import test from "node:test";

import { cardsOf, columnsOf, countByPerspective, countProblems, themesInOrder } from "../../../static/js/boards/theme_columns.js";

const problem = (number, more = {}) => ({ number, text: "Texte " + number, perspective: "resident", ...more });
const theme = (position, title) => ({ position, title, question: "", goes_on: false });
const items = {
  theme: { 7: theme(1, "Bruit"), 5: theme(0, "Froid") },
  problem: {
    11: problem(1),
    12: problem(2, { theme: 5, place: 2048, perspective: "professional" }),
    13: problem(3, { theme: 5, place: 1024, same: { people: 3, problems: [14, 15] } }),
    15: problem(5, { theme: 5, place: 1024, under: 13, perspective: "" }),
    14: problem(4, { theme: 5, place: 1024, under: 13, perspective: "professional" }),
    16: problem(6, { theme: 99, place: 1024 }),
    17: problem(7, { theme: 7, place: 1024, under: 404 }),
  },
};
const ids = (cards) => cards.map((card) => card.id);

test("themes come in their order, cards by their place", () => {
  const { columns } = columnsOf(items);
  assert.deepEqual(ids(columns), ["5", "7"]);
  assert.deepEqual(ids(columns[0].cards), ["13", "12"]);
  assert.deepEqual(ids(themesInOrder(items.theme)), ["5", "7"]);
});

test("a merged problem is within the card that stands for it, in the order they were written", () => {
  const [froid] = columnsOf(items).columns;
  assert.deepEqual(ids(froid.cards[0].alike), ["14", "15"]);
});

test("each problem is in exactly one place, even when its theme or its stand-in is not known here", () => {
  const { columns, loose } = columnsOf(items);
  assert.deepEqual(ids(loose), ["11", "16"]);
  const everywhere = loose.concat(...columns.map((column) => column.cards));
  const all = everywhere.concat(...everywhere.map((card) => card.alike)).map((one) => one.id);
  assert.deepEqual(all.sort(), Object.keys(items.problem));
});

test("counts are of problems, one by one", () => {
  const [froid] = columnsOf(items).columns;
  assert.equal(countProblems(froid.cards), 4);
  assert.deepEqual(countByPerspective(froid.cards), { resident: 1, professional: 2, prepared: 1 });
});

test("without themes everything is to be placed", () => {
  assert.equal(columnsOf({ problem: items.problem }).loose.length, cardsOf(items.problem).length);
  assert.deepEqual(columnsOf({}), { columns: [], loose: [] });
});
