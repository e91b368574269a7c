import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "../page.mjs";

openPage();
const { keepDraft, readDraft } = await import("../../../static/js/live/draft.js");
const { rescueDrafts, takeOver } = await import("../../../static/js/live/rescue.js");

const rescue = (...fields) => rescueDrafts({ querySelectorAll: () => fields }, "ada");
const text = (value, dataset, defaultValue = "") => ({ value, defaultValue, dataset });

test("a field becomes its draft, whole or a part of it", () => {
  rescue(text("Réparer un robinet", { draft: "topic" }), text("Il fait froid", { draft: "problem", part: "text" }));
  assert.equal(readDraft("ada", "topic", null), "Réparer un robinet");
  assert.deepEqual(readDraft("ada", "problem", null), { text: "Il fait froid" });
});

test("a field nobody changed leaves the draft alone", () => {
  keepDraft("ada", "topic", "gardé");
  rescue(text("stocké", { draft: "topic" }, "stocké"));
  assert.equal(readDraft("ada", "topic", null), "gardé");
});

test("what was kept and what is typed now are both there, once each", () => {
  const typed = (kept, now) => {
    keepDraft("ada", "problem", { text: kept, tile: "cold" });
    rescue(text(now, { draft: "problem", part: "text" }));
    return readDraft("ada", "problem", null);
  };
  assert.deepEqual(typed("avant", "maintenant"), { text: "avant\nmaintenant", tile: "cold" });
  assert.equal(typed("Il fait froid", "Il fait froid").text, "Il fait froid");
  assert.equal(typed("Il fait", "Il fait froid").text, "Il fait froid");
  assert.equal(typed("Il fait froid", "froid").text, "Il fait froid");
});

test("a text that others may have changed meanwhile says which one it was", () => {
  rescue(text("Un hiver.", { draft: "sheet-team3-story", part: "text", base: "2" }, "Un été."));
  assert.deepEqual(readDraft("ada", "sheet-team3-story", null), { text: "Un hiver.", base: 2 });
});

test("one field may become several drafts", () => {
  rescue(text("Trop cher", { draft: "slip-7-help slip-7-concern" }));
  assert.equal(readDraft("ada", "slip-7-help", null), "Trop cher");
  assert.equal(readDraft("ada", "slip-7-concern", null), "Trop cher");
});

test("a choice is the one made here", () => {
  const radio = (value, checked, defaultChecked) => ({ type: "radio", value, checked, defaultChecked, dataset: { draft: "evaluation-5", part: "day" } });
  rescue(radio("1", false, false), radio("4", true, false));
  assert.deepEqual(readDraft("ada", "evaluation-5", null), { day: "4" });
  const option = (value, selected, defaultSelected) => ({ value, selected, defaultSelected });
  const select = { value: "rule", options: [option("", false, false), option("rule", true, false)], dataset: { draft: "sheet-room-kind", part: "text", base: "0" } };
  rescue(select);
  assert.deepEqual(readDraft("ada", "sheet-room-kind", null), { text: "rule", base: 0 });
});

test("what has no draft goes to the field of the same name, and so does the focus", () => {
  const plain = { id: "contact", ...text("06 00", {}) };
  const told = [];
  const drawn = { type: "text", value: "", dispatchEvent: (event) => told.push(event.type), focus: () => told.push("focus"), setSelectionRange: (from) => told.push(from) };
  const root = { querySelectorAll: (what) => (what === "[data-draft]" ? [] : [plain]), contains: () => true, textContent: "plain" };
  Object.assign(document, { activeElement: plain, getElementById: (id) => (id === "contact" && !root.textContent ? drawn : null) });
  takeOver(root, "ada", () => told.push("drawn"));
  assert.equal(drawn.value, "06 00");
  assert.deepEqual(told, ["drawn", "input", "focus", 5]);
});
