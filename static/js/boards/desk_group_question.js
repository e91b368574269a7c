/** The dialog that turns a theme into a question: its texts beside the field, the first words ready. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Dialog } from "../sessions/desk_dialog.js";
import { countCharacters } from "./count.js";

export const QUESTION_LIMIT = 200;
const NEAR_LIMIT = 170;

/** Why the question cannot be kept, in plain words; "" when it can. */
export function faultOf(question, stem) {
  const asked = question.trim();
  const rest = asked.toLowerCase().startsWith(stem.toLowerCase()) ? asked.slice(stem.length) : asked;
  if (!/[\p{L}\p{N}]/u.test(rest)) return _("Complétez la question.");
  return countCharacters(asked) > QUESTION_LIMIT ? _("C'est trop long : %(limit)s caractères au plus.", { limit: QUESTION_LIMIT }) : "";
}

/** @param {{desk: any, column: any, onClose: () => void}} props */
export function QuestionForm({ desk, column, onClose }) {
  const stem = _("Comment pourrions-nous");
  const [question, setQuestion] = useState(column.question || stem + " " + _("... ?"));
  const [fault, setFault] = useState("");
  const field = useRef(null);
  const length = countCharacters(question);
  useEffect(() => chooseDots(field.current, column.question ? "" : _("... ?")), []);

  async function submit(event) {
    event.preventDefault();
    const wrong = faultOf(question, stem);
    setFault(wrong);
    if (wrong) return field.current.focus();
    if (await desk.presses.press("desk/themes/" + column.id + "/question", { question })) return onClose();
    setFault(_("Ce n'est pas enregistré. Réessayez."));
  }

  return html`<${Dialog} title=${_("Dire « %(title)s » en question", { title: column.title })} onClose=${onClose}>
    <form class="stack" method="post" onSubmit=${submit} novalidate>
      <div class="field">
        <label class="field__label" for="question">${_("La question")}</label>
        <p class="field__hint" id="question-hint">${_("Une seule question, ouverte, qui vaut une journée d'équipe.")}</p>
        <textarea class="field__input" id="question" ref=${field} rows="3" value=${question} aria-invalid=${fault ? "true" : null} aria-describedby="question-hint question-foot" onInput=${(event) => (setFault(""), setQuestion(event.target.value))}></textarea>
        <div class="field__foot" id="question-foot">
          ${fault && html`<p class="field__error"><${Icon} name="warning" /> ${fault}</p>`}
          <p class="field__counter" data-state=${length > QUESTION_LIMIT ? "over" : length >= NEAR_LIMIT ? "near" : null}>${_("%(num)s sur %(limit)s", { num: length, limit: QUESTION_LIMIT })}</p>
        </div>
      </div>
      <div class="dialog__actions">
        <button class="button button--primary" type="submit">${_("Enregistrer")}</button>
        <button class="button" type="button" onClick=${onClose}>${_("Ne rien changer")}</button>
      </div>
      <section class="stack stack--close" aria-labelledby="question-texts">
        <h3 id="question-texts">${_("Ce que la salle a écrit")}</h3>
        <ul class="group__texts" tabindex="0" aria-labelledby="question-texts">
          ${column.cards.map((card) => [card].concat(card.alike).map((one) => html`<li key=${one.id} dir="auto">${one.text}</li>`))}
        </ul>
      </section>
    </form>
  <//>`;
}

/** The dots to be replaced are chosen, so that one types over them. */
function chooseDots(field, dots) {
  field.focus();
  const at = dots ? field.value.lastIndexOf(dots) : -1;
  if (at >= 0) field.setSelectionRange(at, at + dots.length);
}
