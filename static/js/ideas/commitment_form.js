/** Committing: who does what, by when, and who answers for it. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { _ } from "../live/i18n.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Icon } from "../live/look.js";
import { Found } from "../boards/found.js";
import { reasonWords } from "../boards/hide_reasons.js";
import { ideasOf } from "./idea_card.js";

const EMPTY = { who: "", what: "", by_when: "", answers: "", idea: "" };

/** The questions of a commitment, in the order one says them. */
export function questions() {
  return [
    ["what", _("Quoi ?"), _("Une chose qui peut se faire.")],
    ["who", _("Qui le fait ?"), ""],
    ["by_when", _("Pour quand ?"), ""],
    ["answers", _("Qui en répond ? (si c'est une autre personne)"), ""],
  ];
}

/** @param {{board: any, steps: any[], owner: string, letters: any[], outbox: any, act: any, event: any}} props */
export function Commitments({ event, board, steps, owner, letters, outbox, act }) {
  const made = ((board.items.my_commitments || {})[owner] || {}).made || [];
  const travelling = letters.filter((letter) => /(^|\/)commitments$/.test(letter.path));
  const back = travelling.find((letter) => letter.state === "refused");
  const open = event.state === "open" && !event.locked;
  const ideas = ideasOf(board.items, steps);
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector("h2"));
  return html`<section class="stack" ref=${box}>
    <h2 class="heading" tabindex="-1">${_("Un engagement")}</h2>
    ${made.map((one) => html`<${Mine} key=${one.id} one=${one} open=${open} onWithdraw=${() => act("commitments/" + one.id + "/withdraw")} />`)}
    ${travelling.filter((letter) => letter !== back).map((letter) => html`<p class="card card--waiting" key=${letter.key}><span dir="auto">${letter.fields.what}</span> <span class="chip chip--waiting"><${Icon} name="phone" />${_("Gardé sur ce téléphone")}</span></p>`)}
    ${back ? html`<${Returned} key=${back.key} letter=${back} open=${open} outbox=${outbox} ideas=${ideas} />` : open && html`<${New} ...${{ owner, act, ideas }} />`}
  </section>`;
}

function Mine({ one, open, onWithdraw }) {
  const hidden = one.reason ? _("Retiré par l'animation : %(reason)s", { reason: reasonWords(one.reason) }) : _("Retiré par l'animation");
  const signs = { waiting: _("L'animation le relit"), hidden };
  return html`<article class="card card--mine">
    <p class="card__text" dir="auto"><b>${one.who}</b> – ${one.what}</p>
    <p class="card__foot"><span class="chip"><${Icon} name="clock" />${one.by_when}</span>${signs[one.state] && html`<span class="chip chip--waiting">${signs[one.state]}</span>`}</p>
    ${open && html`<div class="card__actions"><button class="button button--small button--danger" type="button" data-keep=${"promise-" + one.id} onClick=${onWithdraw}><${Icon} name="trash" />${_("Retirer")}<span class="unseen"> ${one.what}</span></button></div>`}
  </article>`;
}

/** A commitment being written: kept on this phone until it is sent. */
function New({ owner, act, ideas }) {
  const [said, setSaid] = useState(() => ({ ...EMPTY, ...readDraft(owner, "commitment", {}) }));
  const change = (next) => (setSaid(next), keepDraft(owner, "commitment", next));
  const send = () => {
    act("commitments", said);
    keepDraft(owner, "commitment", null);
    setSaid(EMPTY);
  };
  return html`<${Form} ...${{ said, change, ideas }} words=${_("Prendre cet engagement")} onSend=${send} />`;
}

/** A commitment that came back: all that was written is still there, to be mended and sent again. */
function Returned({ letter, open, outbox, ideas }) {
  const [said, change] = useState(letter.fields);
  const first = useRef(null);
  const again = (more) => outbox.retry(letter.key, { ...said, ...more });
  const found = letter.refusal.refused === "personal_data";
  return html`<div class="stack" data-keep="returned">
    ${found
      ? html`<${Found} refusal=${letter.refusal} text=${said.what} onMend=${() => first.current.focus()} onAnyway=${() => again({ anyway: "true" })} />`
      : html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${letter.refusal.sentence}</span></p>`}
    <${Form} ...${{ said, change, ideas, first }} words=${_("Envoyer à nouveau")} onSend=${open ? () => again() : null} />
    <p class="centred"><button class="button button--quiet" type="button" onClick=${() => outbox.drop(letter.key)}>${_("Supprimer ce texte")}</button></p>
  </div>`;
}

function Form({ said, change, ideas, first, words, onSend }) {
  const ready = onSend && said.who.trim() && said.what.trim() && said.by_when.trim();
  const type = (part) => change({ ...said, ...part });
  const submit = (event) => {
    event.preventDefault();
    if (ready) onSend();
  };
  return html`<form class="stack stack--close" onSubmit=${submit} novalidate>
    ${questions().map(
      ([name, label, hint], place) => html`<div class="field" key=${name}>
        <label class="field__label" for=${"promise-" + name}>${label}</label>
        ${hint && html`<p class="field__hint" id=${"promise-hint-" + name}>${hint}</p>`}
        <input class="field__input" id=${"promise-" + name} ref=${place ? null : first} dir="auto" maxlength=${name === "what" ? 280 : 80} autocomplete="off" aria-describedby=${hint ? "promise-hint-" + name : null}
          value=${said[name]} onInput=${(event) => type({ [name]: event.target.value })} />
      </div>`,
    )}
    ${ideas.length > 0 &&
    html`<div class="field"><label class="field__label" for="promise-idea">${_("Pour quelle idée ?")}</label>
      <select class="field__input" id="promise-idea" value=${said.idea} onChange=${(event) => type({ idea: event.target.value })}>
        <option value="">${_("Aucune en particulier")}</option>
        ${ideas.map((idea) => html`<option key=${idea.id} value=${idea.id}>${idea.title}</option>`)}
      </select></div>`}
    <button class="button button--primary button--wide" type="submit" aria-disabled=${ready ? null : "true"}><${Icon} name="send" />${words}</button>
  </form>`;
}
