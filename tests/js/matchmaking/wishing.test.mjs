import assert from "node:assert/strict";
import { test } from "node:test";
import { orderFor } from "../../../static/js/matchmaking/wish_order.js";
import { dearer, themesFor, unwished, wished, wishesNow } from "../../../static/js/matchmaking/wishing.js";

test("everybody has an order of their own, and keeps it", () => {
  const ids = [1, 2, 3, 4, 5, 6, 7, 8];
  assert.deepEqual(orderFor("ana", ids), orderFor("ana", ids.slice().reverse()));
  assert.notDeepEqual(orderFor("ana", ids), orderFor("ben", ids));
});

test("the order is the server's", () => {
  assert.deepEqual(orderFor("0123456789abcdef01234567", [1, 2, 3, 4, 5]), [3, 1, 5, 4, 2]);
});

test("only themes that go on can be wished", () => {
  const items = { 1: { title: "a", goes_on: true }, 2: { title: "b", goes_on: false } };
  assert.deepEqual(themesFor("ana", items).map((theme) => theme.id), [1]);
});

test("wishes are added up to the most, moved up, taken away", () => {
  assert.deepEqual(wished([1], 2, 3), [1, 2]);
  assert.deepEqual(wished([1, 2], 3, 2), [1, 2]);
  assert.deepEqual(dearer([1, 2, 3], 3), [1, 3, 2]);
  assert.deepEqual(unwished([1, 2], 1), [2]);
});

test("what still travels counts before what is stored; a theme that was dropped does not count", () => {
  const themes = [{ id: 1 }, { id: 2 }];
  const letter = { path: "kiosk/wishes", fields: { themes: "2,1" }, state: "kept" };
  assert.deepEqual(wishesNow({ themes: [1] }, [letter], themes).themes, [2, 1]);
  assert.deepEqual(wishesNow({ themes: [9, 1] }, [], themes).themes, [1]);
  const refused = { ...letter, state: "refused", refusal: { sentence: "Non." } };
  assert.deepEqual(wishesNow({ themes: [1] }, [refused], themes), { themes: [1], travelling: false, refused });
});
