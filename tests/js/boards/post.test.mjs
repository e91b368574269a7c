import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { whyNotNow } = await import("../../../static/js/boards/post.js");

const event = { state: "open", locked: false, labels: { professional: { fr: "Soignants" } } };
const step = { kind: "post", settings: { perspective: "all" } };
const me = { perspective: "resident" };

test("nothing stands in the way of writing", () => {
  assert.equal(whyNotNow(event, step, me), "");
});

test("each obstacle is said in its own words", () => {
  const reasons = [
    whyNotNow({ ...event, state: "closed" }, step, me),
    whyNotNow(event, { ...step, kind: "vote" }, me),
    whyNotNow(event, null, me),
    whyNotNow({ ...event, locked: true }, step, me),
    whyNotNow(event, { ...step, settings: { perspective: "professional" } }, me),
  ];
  assert.ok(reasons.every(Boolean));
  assert.ok(reasons[4].includes("Soignants"));
  assert.equal(reasons[1], reasons[2]);
});
