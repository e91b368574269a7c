/** The evaluation on a phone and at the kiosk: a few questions, answered once, without a name. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { _, inLanguage } from "../live/i18n.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { Commitments } from "./commitment_form.js";
import { choicesOf } from "./question_words.js";

/** @param {{event: any, step: any, board: any, owner: string, letters: any[], outbox: any, act: any}} props */
export function PhoneEvaluate(props) {
  const { step } = props;
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector(".banner"));
  return html`<div class="stack stack--wide">
    <div ref=${box}><${Questions} ...${props} /></div>
    ${step.settings.commitments && html`<${Commitments} ...${props} />`}
  </div>`;
}

function Questions({ event, step, board, owner, letters, outbox, act }) {
  const door = "evaluations/" + step.id;
  const shelf = "evaluation-" + step.id;
  const [said, setSaid] = useState(() => readDraft(owner, shelf, {}));
  const [empty, setEmpty] = useState(false);
  const answered = (((board.items.my_evaluation || {})[owner] || {}).answered || []).indexOf(step.id) >= 0;
  const letter = letters.find((one) => one.path.slice(-door.length) === door);
  const refused = letter && letter.state === "refused";
  const questions = step.settings.questions || [];
  const change = (key, value) => {
    const next = { ...said, [key]: value };
    setSaid(next);
    setEmpty(false);
    keepDraft(owner, shelf, next);
  };
  const submit = (event) => {
    event.preventDefault();
    const fields = {};
    questions.forEach((question) => (fields["answer-" + question.key] = said[question.key] || ""));
    if (!Object.values(fields).some(Boolean)) return setEmpty(true);
    if (refused) outbox.drop(letter.key);
    act(door, fields);
  };
  if (answered) {
    if (Object.keys(said).length) keepDraft(owner, shelf, null);
    return html`<p class="banner" tabindex="-1" data-keep="opinion"><${Icon} name="check" /><span><b>${_("Merci. Votre avis est compté.")}</b> ${_("Votre nom n'est pas avec vos réponses.")}</span></p>`;
  }
  if (letter && !refused) return html`<p class="banner banner--waiting" tabindex="-1" data-keep="opinion"><${Icon} name="phone" /><span>${_("Votre avis part dès que possible.")}</span></p>`;
  return html`<form class="stack stack--wide" onSubmit=${submit}>
    <p class="small soft"><${Icon} name="lock" /> ${_("Votre nom n'est pas gardé avec vos réponses.")}</p>
    ${refused && html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${letter.refusal.sentence}</span></p>`}
    ${questions.map((question) => html`<${Question} key=${question.key} question=${question} value=${said[question.key] || ""} onChange=${(value) => change(question.key, value)} />`)}
    ${empty && html`<p class="field__error" role="alert"><${Icon} name="warning" /> ${_("Répondez d'abord à une question.")}</p>`}
    <button class="button button--primary button--wide" type="submit" data-keep="opinion" disabled=${event.state !== "open"}><${Icon} name="send" />${_("Envoyer mon avis")}</button>
  </form>`;
}

function Question({ question, value, onChange }) {
  const name = "question-" + question.key;
  if (question.type === "text") {
    return html`<div class="field"><label class="field__label" for=${name}>${inLanguage(question)}</label>
      <textarea class="field__input" id=${name} dir="auto" rows="3" maxlength="280" value=${value} onInput=${(event) => onChange(event.target.value)}></textarea></div>`;
  }
  const choices = choicesOf(question.type);
  return html`<fieldset class=${"opinion opinion--" + (question.type || "faces")}>
    <legend class="field__label">${inLanguage(question)}</legend>
    <div class="opinion__choices">
      ${choices.map(
        ([key, sign, words]) => html`<label class="opinion__choice" key=${key}>
          <input class="opinion__input" type="radio" name=${name} value=${key} checked=${value === key} onChange=${() => onChange(key)} />
          <span class="opinion__face"><span class="opinion__sign" aria-hidden=${words ? "true" : null}>${sign || html`<${Face} value=${key} />`}</span><span class="opinion__words">${words}</span></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** From very sad (1) to very glad (5): drawn, since old phones lack some of these signs. */
function Face({ value }) {
  const mouths = { 1: "M7.5 17.5 Q12 11 16.5 17.5", 2: "M8 16.5 Q12 13.6 16 16.5", 3: "M8 15.5h8", 4: "M8 14.5 Q12 18 16 14.5", 5: "M7 13.2h10 Q16 18.6 12 18.6 Q8 18.6 7 13.2z" };
  const brows = "M6.8 8.2l3-1.6M17.2 8.2l-3-1.6";
  return html`<svg viewBox="0 0 24 24" width="1.3em" height="1.3em" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" focusable="false" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" /><path d=${mouths[value]} fill=${value === "5" ? "currentColor" : "none"} /><path d="M9 9.6v.6M15 9.6v.6" stroke-width="2.6" />${value === "1" && html`<path d=${brows} />`}
  </svg>`;
}

provide("evaluate", PhoneEvaluate);
