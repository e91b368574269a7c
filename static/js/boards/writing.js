/** Writing one problem: text, theme, counter, an example to start from, and what was refused. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { page } from "../live/page.js";
import { tileOf } from "./card.js";
import { countCharacters, countsExactly } from "./count.js";
import { Found } from "./found.js";

export const TEXT_LIMIT = 280;
const NEAR_LIMIT = 250;

/**
 * @param {{name: string, value: {text: string, tile: string}, onChange: (value: any) => void,
 *   onSend?: (fields: any) => void, onCancel?: () => void, refusal?: any, send?: string,
 *   cancel?: string, focused?: boolean, inside?: boolean, settings?: any}} props
 *   without `onSend` the text can only be prepared; `inside` a card, the
 *   button does not stick to the thumb; `settings` are the step's
 */
export function Writing({ name, value, onChange, onSend, onCancel, refusal, send, cancel, focused, inside, settings = {} }) {
  const [fault, setFault] = useState("");
  const field = useRef(null);
  const length = countCharacters(value.text);
  const sentence = fault || (refusal && refusal.refused !== "personal_data" ? refusal.sentence : "");

  useEffect(() => {
    if (focused && field.current) field.current.focus();
  }, []);

  function change(part) {
    setFault("");
    onChange({ ...value, ...part });
  }

  function submit(event) {
    if (event) event.preventDefault();
    const wrong = faultOf(length);
    setFault(wrong);
    if (wrong) field.current.focus();
    else onSend({ text: value.text, tile: value.tile });
  }

  return html`<form class="stack writing" onSubmit=${submit} novalidate>
    ${refusal &&
    refusal.refused === "personal_data" &&
    html`<${Found}
      refusal=${refusal}
      text=${value.text}
      onMend=${() => field.current.focus()}
      onAnyway=${() => onSend({ text: value.text, tile: value.tile, anyway: "true" })}
    />`}
    <div class="field">
      <label class="field__label" for=${name}>${inLanguage(settings.prompt) || _("Votre problème")}</label>
      <p class="field__hint" id=${name + "-hint"}>${settings.examples === false ? _("Sans nom ni adresse.") : _("Un fait, un lieu, un moment. Sans nom ni adresse.")}</p>
      <textarea
        class="field__input"
        id=${name}
        ref=${field}
        rows="4"
        value=${value.text}
        onInput=${(event) => change({ text: event.target.value })}
        aria-invalid=${sentence ? "true" : null}
        aria-describedby=${name + "-hint " + name + "-foot"}
      ></textarea>
      <div class="field__foot" id=${name + "-foot"}>
        ${sentence && html`<p class="field__error"><${Icon} name="warning" /> ${sentence}</p>`}
        <p class="field__counter" data-state=${stateOf(length)}>
          ${_("%(num)s sur %(limit)s", { num: length, limit: TEXT_LIMIT })}
        </p>
      </div>
    </div>
    ${!value.text && settings.examples !== false && html`<${Examples} tile=${value.tile} onPick=${change} />`}
    ${settings.tiles !== false && html`<${Tiles} name=${name + "-tile"} chosen=${value.tile} onChoose=${(tile) => change({ tile })} />`}
    <div class=${onSend && !inside ? "phone__action" : ""}>
      ${onSend &&
      html`<button class="button button--primary button--wide" type="submit"><${Icon} name="send" />${send || _("Envoyer")}</button>`}
      ${onCancel && html`<p class="centred"><button class="button button--quiet" type="button" onClick=${onCancel}>${cancel || _("Annuler")}</button></p>`}
    </div>
  </form>`;
}

function faultOf(length) {
  if (length === 0) return _("Écrivez quelques mots d'abord.");
  return countsExactly && length > TEXT_LIMIT ? _("C'est trop long : %(limit)s caractères au plus.", { limit: TEXT_LIMIT }) : "";
}

function stateOf(length) {
  if (length > TEXT_LIMIT) return "over";
  return length >= NEAR_LIMIT ? "near" : null;
}

/** The themes to choose from; none is fine too. */
function Tiles({ name, chosen, onChoose }) {
  return html`<fieldset class="tiles">
    <legend class="field__label">${_("De quoi s'agit-il ?")}</legend>
    <div class="tiles__grid">
      ${page.tiles.map(
        (tile) => html`<label class="tile" key=${tile.key}>
          <input
            class="tile__input"
            type="radio"
            name=${name}
            value=${tile.key}
            checked=${chosen === tile.key}
            onChange=${() => onChoose(tile.key)}
          />
          <span class="tile__face"><${Icon} name=${tile.pictogram} extra="tile__icon" /><span class="tile__words">${inLanguage(tile.label)}</span></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** Sentences to start from, of the theme chosen, or one of each. */
function Examples({ tile, onPick }) {
  const examples = page.tiles
    .filter((one) => !tile || one.key === tile)
    .reduce((all, one) => all.concat(one.examples.slice(0, tile ? 5 : 1).map((text) => ({ text, tile: one.key }))), []);
  if (!examples.length) return null;
  return html`<details class="fold">
    <summary class="fold__title">${_("Partir d'un exemple")}</summary>
    <ul class="stack stack--close fold__body">
      ${examples.map(
        (example) => html`<li key=${example.text}>
          <button class="button button--example" type="button" onClick=${() => onPick(example)}>${example.text}</button>
        </li>`,
      )}
    </ul>
  </details>`;
}

/** What a tile looks like above a card. */
export function Theme({ tile }) {
  const known = tileOf(tile);
  if (!known) return null;
  return html`<p class="card__theme"><${Icon} name=${known.pictogram} />${inLanguage(known.label)}</p>`;
}
