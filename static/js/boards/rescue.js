/** What was typed in the plain form before the script came is not lost. */

import { keepDraft, readDraft } from "../live/draft.js";

/** Keep the text of the plain form inside `root` as the draft of `owner`. */
export function rescueDraft(root, owner) {
  const field = root.querySelector("textarea[name=text]");
  const text = field ? field.value : "";
  const draft = readDraft(owner, "problem", { text: "", tile: "" });
  if (text && text !== draft.text) keepDraft(owner, "problem", { text: [draft.text, text].filter(Boolean).join("\n"), tile: draft.tile });
}
