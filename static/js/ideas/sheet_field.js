/** One field of the sheet: written here, stored as one goes, with the others' words beside. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { countCharacters } from "../boards/count.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { post } from "../live/outbox.js";
import { door, page } from "../live/page.js";
import { arrived, found, isDirty, sent, typed } from "./field_state.js";
import { saidIn, writersIn } from "./sheet_words.js";

const PAUSE_MS = 1200;
const PING_MS = 5000;

/** The text of a field on this phone: what is typed, and its way to the server. */
function useField({ field, sheet, scope, owner, act, letters, outbox, open }) {
  const shelf = "sheet-" + scope + "-" + field.key;
  const entry = sheet && sheet.texts[field.key];
  const [state, setState] = useState(() => found(readDraft(owner, shelf, null), entry));
  const travelling = letters.filter((letter) => /idea\/fields$/.test(letter.path) && letter.fields.field === field.key);
  const refused = travelling.find((letter) => letter.state === "refused");
  const letter = travelling.find((one) => one.state !== "refused");
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => setState((now) => arrived(now, entry, Boolean(letter))), [entry && entry.version, letter && letter.key, isDirty(state)]);
  useEffect(() => {
    // What is stored needs no draft; what is typed stays on the phone until it is.
    keepDraft(owner, shelf, isDirty(state) || letter || refused ? { text: state.text, base: state.base } : null);
    if (!open || letter || refused || !isDirty(state)) return undefined;
    const timer = setTimeout(send, field.type === "choice" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [state, letter && letter.key, refused && refused.key, open]);

  function send(more) {
    const { text, base } = latest.current;
    setState((now) => sent(now, text));
    act("idea/fields", { field: field.key, text, base, ...more });
  }

  return {
    state,
    entry,
    letter,
    refused,
    type: (text) => setState((now) => typed(now, text)),
    sendNow: () => !letter && !refused && open && isDirty(latest.current) && send(),
    sendAgain() {
      outbox.drop(refused.key);
      setState((now) => ({ ...now, sent: null }));
    },
    choose(text, beside) {
      setState({ text, base: entry.version, sent: text });
      act("idea/fields", { field: field.key, text, base: entry.version, settles: beside.id });
    },
  };
}

/** The team sees who writes; it is not kept, so it is not worth the outbox. */
function usePing(key) {
  const last = useRef(0);
  return () => {
    if (page.surface === "kiosk" || Date.now() - last.current < PING_MS) return;
    last.current = Date.now();
    post("idea/writing", { field: key });
  };
}

/** @param {{field: any, sheet: any, scope: string, owner: string, act: any, letters: any[], outbox: any, open: boolean, now: number}} props */
export function SheetField(props) {
  const { field, sheet, owner, act, open, now } = props;
  const written = useField(props);
  const ping = usePing(field.key);
  const beside = ((sheet && sheet.beside) || []).filter((one) => one.field === field.key);
  const writers = writersIn(sheet, field.key, owner, now);
  const name = "field-" + field.key;
  // What was chosen stands in the field: the keyboard goes there.
  const back = () => document.getElementById(name) && document.getElementById(name).focus();
  const about = name + "-about";
  const type = (text) => {
    written.type(text);
    ping();
  };
  return html`<div class="field sheet-field">
    ${field.type === "choice"
      ? html`<${Options} ...${{ field, name, about, open }} value=${written.state.text} onChoose=${type} />`
      : html`<label class="field__label" for=${name}>${inLanguage(field)}</label>
          <textarea class="field__input" id=${name} dir="auto" rows=${field.limit > 400 ? 4 : 2} value=${written.state.text} readonly=${!open} aria-describedby=${about}
            aria-invalid=${written.refused ? "true" : null} onInput=${(event) => type(event.target.value)} onBlur=${written.sendNow}></textarea>`}
    <div class="field__foot" id=${about}>
      <${Where} ...${written} writers=${writers} />
      <${Counter} field=${field} text=${written.state.text} />
    </div>
    ${written.refused && html`<${Refused} refusal=${written.refused.refusal} open=${open} onAgain=${written.sendAgain} />`}
    ${written.entry && written.entry.personal && html`<p class="banner banner--waiting"><${Icon} name="warning" /><span>${_("Il y a ici une donnée personnelle. La salle pourra la lire.")}</span></p>`}
    ${beside.map(
      (one) => html`<${Choose} key=${one.id} ...${{ field, open }} entry=${written.entry} beside=${one}
        onTake=${(text) => (written.choose(text, one), back())} onLeave=${() => (act("idea/settle", { wording: one.id }), back())} />`,
    )}
    ${sheet && written.entry && page.surface === "phone" && html`<p class="small"><a href=${door("idea/" + sheet.id + "/history/" + field.key)}>${_("Les textes d'avant")}<span class="unseen"> : ${inLanguage(field)}</span></a></p>`}
  </div>`;
}

function Options({ field, name, about, open, value, onChoose }) {
  return html`<fieldset class="tiles" aria-describedby=${about}>
    <legend class="field__label">${inLanguage(field)}</legend>
    ${(field.options || []).map(
      (option) => html`<label class="check" key=${option.key}>
        <input class="check__input" type="radio" name=${name} value=${option.key} checked=${value === option.key} disabled=${!open} onChange=${() => onChoose(option.key)} />
        <span>${inLanguage(option)}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Where the text is, and who else is here: one line under the field. */
function Where({ state, letter, refused, entry, writers }) {
  const others = writers.filter(Boolean);
  return html`<p class="sheet-field__where">
    ${letter && html`<span class="chip chip--waiting"><${Icon} name=${letter.state === "sending" ? "send" : "phone"} />${letter.state === "sending" ? _("Envoi...") : _("Gardé sur ce téléphone")}</span>`}
    ${!letter && !refused && isDirty(state) && html`<span class="chip"><${Icon} name="edit" />${_("Vous écrivez...")}</span>`}
    ${!letter && !isDirty(state) && entry && entry.text && html`<span class="chip chip--ok"><${Icon} name="check" />${_("Enregistré")}</span>`}
    ${writers.length > 0 && html`<span class="chip chip--accent"><${Icon} name="pen" />${others.length ? ngettext("%(names)s écrit ici", "%(names)s écrivent ici", others.length, { names: others.join(", ") }) : _("Quelqu'un écrit ici")}</span>`}
  </p>`;
}

function Counter({ field, text }) {
  const most = field.limit || 600;
  const length = countCharacters(text);
  if (field.type === "choice" || length < most * 0.8) return null;
  return html`<p class="field__counter" data-state=${length > most ? "over" : "near"}>${_("%(num)s sur %(limit)s", { num: length, limit: most })}</p>`;
}

function Refused({ refusal, open, onAgain }) {
  return html`<div class="banner banner--refused banner--block stack stack--close">
    <p><${Icon} name="warning" /> ${refusal.sentence}</p>
    ${open && html`<p><button class="button button--small" type="button" onClick=${onAgain}>${_("Envoyer à nouveau")}</button></p>`}
  </div>`;
}

/** Two people wrote at once: both texts are there, and the team chooses. */
function Choose({ field, entry, beside, open, onTake, onLeave }) {
  const now = entry ? entry.text : "";
  const both = (now ? now + "\n" : "") + beside.text;
  return html`<section class="card card--waiting sheet-field__choice" aria-label=${_("Deux textes pour : %(field)s", { field: inLanguage(field) })}>
    <p><strong>${_("Deux personnes ont écrit en même temps. Rien n'est perdu.")}</strong></p>
    <p class="small soft">${_("Le texte de la fiche")}</p>
    <p class="card__text" dir="auto">${saidIn(field, now) || _("(vide)")}</p>
    <p class="small soft">${beside.by ? _("L'autre texte (%(name)s)", { name: beside.by }) : _("L'autre texte")}</p>
    <p class="card__text" dir="auto">${saidIn(field, beside.text) || _("(vide)")}</p>
    ${open &&
    html`<div class="card__actions">
      <button class="button button--small" type="button" onClick=${onLeave}>${_("Garder celui de la fiche")}</button>
      <button class="button button--small" type="button" onClick=${() => onTake(beside.text)}>${_("Prendre l'autre")}</button>
      ${field.type !== "choice" && html`<button class="button button--small" type="button" onClick=${() => onTake(both)}>${_("Garder les deux")}</button>`}
    </div>`}
  </section>`;
}
