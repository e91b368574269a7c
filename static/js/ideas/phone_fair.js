/** The fair on a phone and at the kiosk: the ideas to read, and a slip for each. */

import { html, useState } from "../../vendor/htm-preact.js";
import { keepDraft, readDraft } from "../live/draft.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { Found } from "../boards/found.js";
import { IdeaDrawings, IdeaTexts, SLIPS, SLIP_ICONS, SlipCounts, ideasOf, slipWords, teamWords } from "./idea_card.js";

/** @param {{event: any, step: any, steps: any[], board: any, owner: string, letters: any[], outbox: any, act: any}} props */
export function PhoneFair(props) {
  const { event, step, steps, board, owner } = props;
  const ideas = ideasOf(board.items, steps);
  const fair = (board.items.fair || {}).room || {};
  const mine = (board.items.my_idea || {})[owner] || {};
  const own = mine.team ? mine.team.number : null;
  const given = ((board.items.my_slips || {})[owner] || {}).ideas || {};
  const open = event.state === "open" && !event.locked && step.settings.slips !== false;
  const now = ideas.find((idea) => idea.id === fair.idea);
  const rest = ideas.filter((idea) => idea !== now);
  if (!ideas.length) return html`<p class="banner"><${Icon} name="clock" /><span>${_("Les idées apparaîtront ici.")}</span></p>`;
  const parts = (idea) => ({ ...props, idea, open, own: idea.team && idea.team.number === own, given: given[idea.id] || {}, slips: (board.items.slips || {})[idea.id] });
  return html`<div class="stack stack--wide">
    ${now && html`<section class="stack"><h2 class="heading">${_("À l'écran maintenant")}</h2><${Idea} key=${now.id} ...${parts(now)} steps=${steps} open=${open} unfolded /></section>`}
    <section>
      <h2 class="heading">${now ? _("Les autres idées") : _("Les idées")}</h2>
      ${rest.map((idea) => html`<${Idea} key=${idea.id} ...${parts(idea)} />`)}
    </section>
  </div>`;
}

function Idea({ unfolded, ...parts }) {
  const { event, steps, idea, own, slips, open } = parts;
  const inside = html`<div class="stack fold__body">
    <p class="small soft">${teamWords(idea.team)}${own ? " · " + _("votre équipe") : ""}</p>
    <${IdeaTexts} steps=${steps} idea=${idea} except=${idea.title} />
    <${IdeaDrawings} idea=${idea} />
    <${SlipCounts} event=${event} slips=${slips} />
    <${Words} slips=${slips} />
    ${open && !own && html`<${Slips} ...${parts} />`}
    ${own && html`<p class="small soft">${_("C'est l'idée de votre équipe. Les autres lui donnent des billets.")}</p>`}
  </div>`;
  if (unfolded) return html`<article class="card"><h3 dir="auto">${idea.title}</h3>${inside}</article>`;
  return html`<details class="fold"><summary class="fold__title"><span dir="auto">${idea.title}</span></summary>${inside}</details>`;
}

/** What the slips of others say. */
function Words({ slips }) {
  const said = slips ? SLIPS.reduce((all, kind) => all.concat((slips.texts[kind] || []).map((text) => ({ kind, text }))), []) : [];
  if (!said.length) return null;
  return html`<ul class="stack stack--close">
    ${said.map((one, place) => html`<li key=${place} class="small"><${Icon} name=${SLIP_ICONS[one.kind]} /> <span dir="auto">${one.text}</span></li>`)}
  </ul>`;
}

function Slips({ idea, owner, given, letters, outbox, act }) {
  const door = "ideas/" + idea.id + "/slips";
  const [open, setOpen] = useState("");
  const back = letters.find((letter) => letter.path.slice(-door.length) === door && letter.state === "refused");
  const waiting = (kind) => letters.some((letter) => letter.path.slice(-door.length) === door && letter.fields.kind === kind && letter.state !== "refused");
  return html`<div class="stack stack--close" role="group" aria-label=${_("Votre billet pour : %(title)s", { title: idea.title })}>
    <p class="small soft">${_("Votre billet. La salle ne sait pas qui l'a écrit.")}</p>
    ${back && html`<${Back} letter=${back} outbox=${outbox} />`}
    ${SLIPS.map((kind) => {
      const has = given[kind] || waiting(kind);
      const press = () => (kind === "support" ? act(has ? door + "/withdraw" : door, { kind }) : setOpen(open === kind ? "" : kind));
      return html`<div key=${kind} class="stack stack--close">
        <button class="button button--wide" type="button" aria-pressed=${String(Boolean(has))} aria-expanded=${kind === "support" ? null : String(open === kind)} onClick=${press}><${Icon} name=${has ? "check" : SLIP_ICONS[kind]} />${slipWords(kind)}</button>
        ${open === kind && html`<${Say} ...${{ idea, owner, kind, door, act }} before=${given[kind] ? given[kind].text : ""} given=${Boolean(given[kind])} onDone=${() => setOpen("")} />`}
      </div>`;
    })}
  </div>`;
}

/** The words of a slip; an objection needs some. */
function Say({ idea, owner, kind, door, act, before, given, onDone }) {
  const shelf = "slip-" + idea.id + "-" + kind;
  const [text, setText] = useState(() => readDraft(owner, shelf, before));
  const name = "slip-" + idea.id + "-" + kind;
  const type = (value) => (setText(value), keepDraft(owner, shelf, value || null));
  const submit = (event) => {
    event.preventDefault();
    if (kind === "concern" && !text.trim()) return;
    act(door, { kind, text });
    keepDraft(owner, shelf, null);
    onDone();
  };
  return html`<form class="stack stack--close" onSubmit=${submit}>
    <label class="field__label" for=${name}>${kind === "help" ? _("Comment pouvez-vous aider ?") : _("Pour moi, ça ne marcherait pas parce que...")}</label>
    <textarea class="field__input" id=${name} dir="auto" rows="3" maxlength="280" value=${text} onInput=${(event) => type(event.target.value)}></textarea>
    <button class="button button--primary button--wide" type="submit" aria-disabled=${kind === "concern" && !text.trim() ? "true" : null}><${Icon} name="send" />${_("Donner ce billet")}</button>
    ${given && html`<p class="centred"><button class="button button--quiet" type="button" onClick=${() => (act(door + "/withdraw", { kind }), onDone())}>${_("Reprendre mon billet")}</button></p>`}
  </form>`;
}

function Back({ letter, outbox }) {
  const mend = () => outbox.drop(letter.key);
  if (letter.refusal.refused === "personal_data") {
    return html`<${Found} refusal=${letter.refusal} text=${letter.fields.text} onMend=${mend} onAnyway=${() => outbox.retry(letter.key, { ...letter.fields, anyway: "true" })} />`;
  }
  return html`<div class="banner banner--refused banner--block stack stack--close"><p>${letter.refusal.sentence}</p>
    ${letter.fields.text && html`<p class="card__text" dir="auto">${letter.fields.text}</p>`}
    <p><button class="button button--small" type="button" onClick=${mend}>${_("J'ai compris")}</button></p></div>`;
}

provide("fair", PhoneFair);
