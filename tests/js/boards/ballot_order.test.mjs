/** The order of a ballot's lines is the server's: the same as tests/boards/rules/test_ballots.py holds. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inOwnOrder } from "../../../static/js/boards/ballot_order.js";

const lines = (...ids) => ids.map((id) => ({ id }));
const ids = (found) => found.map((line) => line.id);

test("orders known to the server too", () => {
  assert.deepEqual(ids(inOwnOrder(7, "a".repeat(24), lines(1, 2, 3, 4, 5))), [1, 4, 3, 5, 2]);
  assert.deepEqual(ids(inOwnOrder(12, "0123456789abcdef01234567", lines(11, 12, 13, 14, 15, 16, 17, 18))), [17, 18, 15, 14, 16, 12, 13, 11]);
});

test("the order does not depend on how the lines came", () => {
  assert.deepEqual(ids(inOwnOrder(7, "a".repeat(24), lines(5, 4, 3, 2, 1))), [1, 4, 3, 5, 2]);
});
