/** The step where problems are written: one's draft, what was refused, and why not now. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { serverNow } from "../live/clock.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { useNow } from "../live/hooks.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, labelOf } from "../live/look.js";
import { Writing } from "./writing.js";

const EMPTY = { text: "", tile: "" };

/** Why nothing can be sent now, in plain words; "" when it can. */
export function whyNotNow(event, step, me) {
  if (event.state !== "open") return _("L'événement est terminé.");
  if (!step || step.kind !== "post") return _("Ce n'est pas le moment d'écrire.");
  if (event.locked) return _("L'envoi est en pause.");
  const turn = step.settings.perspective;
  if (turn && turn !== "all" && turn !== me.perspective) {
    return _("C'est le tour de l'autre groupe : %(group)s.", { group: labelOf(event, turn) });
  }
  return "";
}

/** What the author should know of this step before sending. */
function beforeSending(event, step) {
  if (step.settings.hidden && !step.revealed) return _("La salle verra les textes plus tard, tous ensemble.");
  if (event.moderation === "before") return _("L'animation relit chaque texte avant de le montrer.");
  return "";
}

/**
 * @param {{event: any, step: any, me: any, owner: string, outbox: any, refused: any[], sentHere: Set,
 *   path?: string, more?: Object<string, string>, lastStored: number}} props
 *   `refused`: the letters of this place that came back; `more`: fields added to each letter
 */
export function PostStep({ event, step, me, owner, outbox, refused, sentHere, lastStored, path = "problems", more = {} }) {
  const [draft, setDraft] = useState(() => ({ ...EMPTY, ...readDraft(owner, "problem", {}) }));
  const blocked = whyNotNow(event, step, me);
  const wait = useSlowMode(event.slow_mode_s, lastStored);
  const back = refused[0];
  const settings = (step && step.settings) || {};

  function change(value) {
    setDraft(value);
    keepDraft(owner, "problem", value.text || value.tile ? value : null);
  }

  function send(fields) {
    sentHere.add(outbox.send(path, { ...fields, ...more }));
    change(EMPTY);
  }

  if (back) {
    return html`<${Returned}
      key=${back.key}
      letter=${back}
      focused=${sentHere.has(back.key)}
      settings=${settings}
      blocked=${blocked}
      onSend=${(fields) => outbox.retry(back.key, { ...fields, ...more })}
      onDrop=${() => outbox.drop(back.key)}
    />`;
  }
  const notes = [blocked, !blocked && beforeSending(event, step)].filter(Boolean);
  return html`<div class="stack">
    ${notes.map(
      (note) => html`<p class=${"banner" + (blocked ? " banner--waiting" : "")} key=${note}>
        <${Icon} name=${blocked ? "pause" : "info"} /><span>${note} ${blocked && _("Vous pouvez préparer votre texte, il reste sur ce téléphone.")}</span>
      </p>`,
    )}
    ${wait > 0 &&
    !blocked &&
    html`<p class="banner"><${Icon} name="clock" /><span>${ngettext(
      "Vous pourrez envoyer dans %(num)s seconde.",
      "Vous pourrez envoyer dans %(num)s secondes.",
      wait,
    )}</span></p>`}
    <${Writing} name="problem" settings=${settings} value=${draft} onChange=${change} onSend=${blocked || wait > 0 ? null : send} />
  </div>`;
}

/** A text that came back: beside its reason, to be mended and sent again. */
function Returned({ letter, focused, settings, blocked, onSend, onDrop }) {
  const [value, setValue] = useState({ text: letter.fields.text, tile: letter.fields.tile });
  return html`<section class="stack" aria-label=${_("Texte non envoyé")}>
    ${letter.refusal.refused !== "personal_data" &&
    html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${_("Ce texte n'est pas envoyé. Il est gardé sur ce téléphone.")}</span></p>`}
    <${Writing}
      name=${"back-" + letter.key}
      value=${value}
      onChange=${setValue}
      refusal=${letter.refusal}
      focused=${focused}
      settings=${settings}
      onSend=${blocked ? null : onSend}
      send=${_("Envoyer à nouveau")}
      onCancel=${onDrop}
      cancel=${_("Supprimer ce texte")}
    />
  </section>`;
}

/** Seconds left before the next text may be sent, from the answer to the last. */
function useSlowMode(seconds, lastStored) {
  const now = useNow();
  useEffect(() => {}, [now]);
  if (!seconds || !lastStored) return 0;
  return Math.max(0, Math.ceil((lastStored + seconds * 1000 - Math.max(now, serverNow())) / 1000));
}

/** The draft of a step that is over: kept, and said so. */
export function KeptDraft({ owner }) {
  const draft = readDraft(owner, "problem", {});
  if (!draft.text) return null;
  return html`<p class="banner"><${Icon} name="edit" /><span>${_("Votre brouillon est gardé sur ce téléphone.")}</span></p>`;
}
