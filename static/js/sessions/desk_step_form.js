/** The form of a step: to add one on the fly, or to change one. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { page } from "../live/page.js";
import { Dialog } from "./desk_dialog.js";
import { asTyped, choiceWords, kindNames } from "./desk_words.js";

const MARK = "setting-";

/**
 * @param {{desk: any, step?: any, after?: any, onClose: () => void}} props
 *   `step`: the one to change; or `after`: the one to add a new one after
 */
export function StepForm({ desk, step, after, onClose }) {
  const [kind, setKind] = useState(step ? step.kind : "message");
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const stored = await desk.presses.press(step ? "desk/steps/" + step.id : "desk/steps", fieldsOf(event.target));
    setBusy(false);
    if (stored) onClose();
    else setWrong(_("Ce n'est pas enregistré. Vérifiez les champs."));
  }

  return html`<${Dialog} title=${step ? _("Modifier l'étape") : _("Ajouter une étape")} onClose=${onClose}>
    <form class="stack" method="post" onSubmit=${submit}>
      ${wrong && html`<p class="form-errors" role="alert">${wrong}</p>`}
      ${!step && html`<${Kind} kind=${kind} onChange=${setKind} />`}
      ${!step && after && html`<input type="hidden" name="after" value=${after.id} />`}
      <${Line} name="title" label=${_("Titre")} value=${step ? asTyped(step.title, page.language) : ""} most="80" required />
      <${Text} name="instruction" label=${_("Consigne")} value=${step ? asTyped(step.instruction, page.language) : ""} most="600" />
      <${Amount} name="minutes" label=${_("Minutes")} value=${step ? step.minutes : 10} lowest=${0} highest=${1440} />
      <${Settings} key=${kind} kind=${kind} values=${step ? step.settings : {}} />
      <div class="dialog__actions">
        <button class="button button--primary" type="submit" aria-busy=${busy ? "true" : null}>${step ? _("Enregistrer") : _("Ajouter")}</button>
        <button class="button" type="button" onClick=${onClose}>${_("Ne rien changer")}</button>
      </div>
    </form>
  <//>`;
}

/** What the form holds; a box that is not ticked says so too. */
function fieldsOf(form) {
  const fields = {};
  Array.from(form.elements).forEach((field) => {
    if (field.name) fields[field.name] = field.type === "checkbox" ? String(field.checked) : field.value;
  });
  return fields;
}

function Kind({ kind, onChange }) {
  const names = kindNames();
  return html`<div class="field">
    <label class="field__label" for="step-kind">${_("Quelle sorte d'étape ?")}</label>
    <select class="field__input" id="step-kind" name="kind" value=${kind} onChange=${(event) => onChange(event.target.value)}>
      ${Object.keys(names).map((name) => html`<option key=${name} value=${name}>${names[name]}</option>`)}
    </select>
  </div>`;
}

function Settings({ kind, values }) {
  const known = (page.kinds || {})[kind] || [];
  return html`<div class="stack">
    ${known.map((setting) => {
      const value = values[setting.name] === undefined ? setting.default : values[setting.name];
      return html`<${SettingField} key=${setting.name} setting=${setting} value=${value} />`;
    })}
  </div>`;
}

function SettingField({ setting, value }) {
  const field = MARK + setting.name;
  if (setting.type === "switch") return html`<${Tick} name=${field} label=${setting.purpose} value=${value} />`;
  if (setting.type === "number")
    return html`<${Amount} name=${field} label=${setting.purpose} value=${value} lowest=${setting.lowest} highest=${setting.highest} />`;
  if (setting.type === "words") return html`<${Text} name=${field} label=${setting.purpose} value=${asTyped(value, page.language)} most="600" />`;
  return html`<div class="field">
    <label class="field__label" for=${field}>${setting.purpose}</label>
    <select class="field__input" id=${field} name=${field}>
      ${setting.choices.map((choice) => html`<option key=${choice} value=${choice} selected=${choice === value}>${choiceWords(choice)}</option>`)}
    </select>
  </div>`;
}

function Line({ name, label, value, most, required }) {
  return html`<div class="field">
    <label class="field__label" for=${"f-" + name}>${label}</label>
    <input class="field__input" id=${"f-" + name} name=${name} defaultValue=${value} maxlength=${most} required=${required} autocomplete="off" />
  </div>`;
}

function Text({ name, label, value, most }) {
  return html`<div class="field">
    <label class="field__label" for=${"f-" + name}>${label}</label>
    <textarea class="field__input" id=${"f-" + name} name=${name} defaultValue=${value} maxlength=${most}></textarea>
  </div>`;
}

function Amount({ name, label, value, lowest, highest }) {
  return html`<div class="field">
    <label class="field__label" for=${"f-" + name}>${label}</label>
    <input class="field__input" id=${"f-" + name} name=${name} type="number" inputmode="numeric" defaultValue=${value} min=${lowest} max=${highest} step="1" required />
  </div>`;
}

function Tick({ name, label, value }) {
  return html`<label class="check"><input class="check__input" type="checkbox" name=${name} defaultChecked=${Boolean(value)} /><span>${label}</span></label>`;
}
