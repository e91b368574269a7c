/**
 * What a field of a shared sheet holds on this phone, between what is typed here and what the others
 * store. Pure: `typed`, `arrived`, `sent` take a state and give the next one.
 * @typedef {{text: string, base: number, sent: ?string}} FieldState
 *   `base`: the stored version this text started from; `sent`: the last text given to the outbox
 */

import { sameText } from "./sheet_words.js";

/** A field as it is found: a draft of this phone, else what is stored. */
export function found(draft, entry) {
  if (draft) return { text: draft.text, base: draft.base, sent: null };
  return { text: entry ? entry.text : "", base: entry ? entry.version : 0, sent: entry ? entry.text : "" };
}

/** Whether something typed here is not with the outbox yet. */
export function isDirty(state) {
  return state.sent === null || !sameText(state.text, state.sent);
}

export function typed(state, text) {
  return { ...state, text };
}

export function sent(state, text) {
  return { ...state, sent: text };
}

/**
 * The stored text has changed. One's own text coming back moves `base` on; another's takes the place
 * of what is here only when nothing here is unsent. What is typed meanwhile keeps its old base, so
 * that the server can tell that both must be kept.
 */
export function arrived(state, entry, travelling) {
  if (!entry || entry.version <= state.base) return state;
  if (state.sent !== null && sameText(entry.text, state.sent)) return { ...state, base: entry.version };
  if (sameText(entry.text, state.text)) return { ...state, base: entry.version, sent: entry.text };
  if (travelling || isDirty(state)) return state;
  return { text: entry.text, base: entry.version, sent: entry.text };
}
