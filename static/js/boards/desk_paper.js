/** Paper at the desk: what a table counted, typed as totals of one perspective. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Mark, labelOf } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { titleOf } from "./ballot_line.js";

const SIDES = ["resident", "professional"];

/** @param {{desk: any, event: any, ballot: any}} props */
export function PaperCounts({ desk, event, ballot }) {
  const [wrong, setWrong] = useState("");
  const door = "desk/ballots/" + ballot.id + "/paper";
  async function submit(submitted) {
    submitted.preventDefault();
    const form = submitted.target;
    const fields = {};
    Array.from(form.elements).forEach((field) => {
      if (field.name && field.value && (field.type !== "radio" || field.checked)) fields[field.name] = field.value;
    });
    if (await desk.presses.press(door, fields)) {
      form.reset();
      setWrong("");
    } else setWrong(_("Ce compte n'est pas enregistré. Vérifiez-le."));
  }
  return html`<details class="sheet fold-quiet">
    <summary>${_("Votes sur papier")}${ballot.papers.length > 0 && html` <span class="badge">${ballot.papers.length}</span>`}</summary>
    <div class="stack stack--close">
      ${ballot.papers.length > 0 &&
      html`<ul class="desk-vote__papers">
        ${ballot.papers.map(
          (paper) => html`<li key=${paper.id} class="row row--spread">
            <span><${Mark} perspective=${paper.side} /> ${paper.place || _("Sans table")} · ${labelOf(event, paper.side)} · ${ngettext("%(num)s votant", "%(num)s votants", paper.of)}</span>
            <${Press} desk=${desk} to=${door + "/" + paper.id + "/drop"} look="button--small" sure=${_("Retirer : oui")}>${_("Retirer")}<//>
          </li>`,
        )}
      </ul>`}
      <form class="stack stack--close" method="post" onSubmit=${submit}>
        ${wrong && html`<p class="form-errors" role="alert">${wrong}</p>`}
        <div class="desk-vote__paper-head">
          <label>${_("Table")}<input class="field__input" name="place" maxlength="40" autocomplete="off" /></label>
          <label>${_("Nombre de votants")}<input class="field__input" name="voters" inputmode="numeric" pattern="[0-9]*" required autocomplete="off" /></label>
        </div>
        <fieldset class="row"><legend class="small">${_("Un compte par regard")}</legend>
          ${SIDES.map((side, n) => html`<label key=${side} class="check"><input class="check__input" type="radio" name="perspective" value=${side} defaultChecked=${n === 0} /><span><${Mark} perspective=${side} /> ${labelOf(event, side)}</span></label>`)}
        </fieldset>
        <div class="desk-vote__paper-lines">
          ${ballot.lines.map((line) => html`<label key=${line.id}><span dir="auto">${titleOf(line)}</span><input class="field__input" name=${"dots-" + line.id} inputmode="numeric" pattern="[0-9]*" autocomplete="off" /></label>`)}
        </div>
        <p><button class="button button--small" type="submit">${_("Ajouter ce compte")}</button></p>
      </form>
    </div>
  </details>`;
}
