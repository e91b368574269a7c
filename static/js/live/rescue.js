/** What was typed in the plain page before the script came is not lost, nor where the person was. */

import { keepDraft, readDraft } from "./draft.js";

/**
 * Draw in the place of the plain page inside `root`. What was changed in its fields becomes the draft
 * of `owner`, or goes to the field's namesake where there is no draft; so does the focus.
 */
export function takeOver(root, owner, draw) {
  rescueDrafts(root, owner);
  const typed = Array.from(root.querySelectorAll("input[id]:not([type=file]):not([data-draft])")).filter(isChanged);
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  root.textContent = "";
  draw();
  typed.forEach(({ id, value }) => giveTo(document.getElementById(id), value));
  const namesake = focused && document.getElementById(focused);
  if (!namesake) return;
  namesake.focus({ preventScroll: true });
  if (/^text/.test(namesake.type)) namesake.setSelectionRange(namesake.value.length, namesake.value.length);
}

function giveTo(field, value) {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Keep what was changed in the plain fields as drafts. `data-draft` names the shelf (several, where
 * one field becomes several), `data-part` the part of it the field is, `data-base` the stored version
 * that was changed.
 */
export function rescueDrafts(root, owner) {
  Array.from(root.querySelectorAll("[data-draft]")).forEach((field) => {
    const { draft, part, base } = field.dataset;
    if (isChanged(field)) draft.split(" ").forEach((shelf) => keepDraft(owner, shelf, withField(readDraft(owner, shelf, null), field, part, base)));
  });
}

function isChanged(field) {
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.options) return Array.from(field.options).some((option) => option.selected && option.value && !option.defaultSelected);
  return field.value !== field.defaultValue;
}

function withField(kept, field, part, base) {
  const written = field.type === "radio" || field.options ? field.value : joined(part ? kept && kept[part] : kept, field.value);
  if (!part) return written;
  return { ...kept, [part]: written, ...(base === undefined ? {} : { base: Number(base) }) };
}

/** A text kept earlier and the one typed now, without saying anything twice. */
function joined(before, now) {
  if (!before || now.indexOf(before) >= 0) return now;
  return before.indexOf(now) >= 0 ? before : before + "\n" + now;
}
