/** What a sheet is made of, read from the programme and the board: fields, whose sheet, what it is called. */

import { inLanguage } from "../live/i18n.js";

/** How long after somebody was last seen writing they count as writing, in milliseconds. */
const WRITING_MS = 12000;

/**
 * The fields of all steps of work, in the order of the day; the first step to name a key defines it.
 * @returns {{key: string, type?: string, options?: any[], limit?: number, headline?: boolean, shown?: boolean, step: number}[]}
 */
export function fieldsOf(steps) {
  const fields = [];
  steps
    .filter((step) => step.kind === "work")
    .forEach((step) =>
      (step.settings.sheet || []).forEach((field) => {
        if (!fields.some((one) => one.key === field.key)) fields.push({ ...field, step: step.id, per: step.settings.per || "team" });
      }),
    );
  return fields;
}

/** The sheet a person writes on in a step: `{owner, sheet}`; no owner while they have no team. */
export function sheetNow(steps, step, mine) {
  const sheets = mine.sheets || {};
  if (step.settings.per === "person") return { owner: "person", sheet: sheets.person };
  if (mine.team) return { owner: "team", sheet: sheets.team };
  const teamsCome = steps.some((one) => one.kind === "teams" && !one.skipped);
  return teamsCome ? { owner: "", sheet: undefined } : { owner: "room", sheet: sheets.room };
}

/** What a text says: the words of an option, or the text itself. */
export function saidIn(field, text) {
  if (!text || !field || field.type !== "choice") return text || "";
  const option = (field.options || []).find((one) => one.key === text);
  return option ? inLanguage(option) : text;
}

/** What an idea is called: its headline, else the first text the room may read of it. */
export function headlineOf(fields, texts) {
  const called = fields.filter((field) => field.headline).concat(fields.filter((field) => field.shown !== false && field.type !== "choice"));
  const found = called.find((field) => texts[field.key]);
  return found ? texts[found.key] : "";
}

/** Texts are the same when a reader sees no difference: the server tidies blanks. */
export function sameText(one, other) {
  return tidy(one) === tidy(other);
}

function tidy(text) {
  return (text || "").normalize("NFC").replace(/\s+/g, " ").trim();
}

/** The first names of the others who write in a field now. */
export function writersIn(sheet, key, owner, now) {
  const seen = (sheet && sheet.writing) || [];
  return seen.filter((one) => one.field === key && one.person !== owner && now - one.at < WRITING_MS).map((one) => one.name);
}

/** The prompt of the moment: the last one whose minute has come. */
export function promptAt(prompts, elapsedMs) {
  const come = (prompts || []).filter((prompt) => prompt.at_minute * 60000 <= elapsedMs).sort((a, b) => a.at_minute - b.at_minute);
  return come.length ? come[come.length - 1] : null;
}
