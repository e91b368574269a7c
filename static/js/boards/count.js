/** Characters as a reader counts them: what the server counts too (boards/rules/text.py). */

const segmenter =
  typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** Whether this browser can count as readers do; if not, the server alone says "too long". */
export const countsExactly = segmenter !== null;

/** How many characters `text` has once trimmed; an accent or a family of emoji is one. */
export function countCharacters(text) {
  const trimmed = text.trim().normalize("NFC");
  return segmenter ? Array.from(segmenter.segment(trimmed)).length : Array.from(trimmed).length;
}

/** Cut `text` into pieces, those between the code points of `spans` ([kind, start, end]) marked. */
export function cutAt(text, spans) {
  const letters = Array.from(text);
  const pieces = [];
  let at = 0;
  spans
    .slice()
    .sort((a, b) => a[1] - b[1])
    .forEach(([kind, start, end]) => {
      if (start > at) pieces.push({ text: letters.slice(at, start).join(""), kind: "" });
      pieces.push({ text: letters.slice(Math.max(at, start), end).join(""), kind });
      at = Math.max(at, end);
    });
  if (at < letters.length) pieces.push({ text: letters.slice(at).join(""), kind: "" });
  return pieces;
}
