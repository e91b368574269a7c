/** The fair on a phone and at the kiosk: the ideas to read, and a slip for each. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
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
  const [held, hold] = useHeld();
  const now = ideas.find((idea) => idea.id === (held || fair).idea);
  const onScreen = now && now.id === fair.idea;
  const rest = ideas.filter((idea) => idea !== now);
  if (!ideas.length) return html`<p class="banner"><${Icon} name="clock" /><span>${_("Les idées apparaîtront ici.")}</span></p>`;
  const parts = (idea) => ({ ...props, idea, open, own: idea.team && idea.team.number === own, given: given[idea.id] || {}, onWriting: (writes) => hold(writes ? { on: idea.id, idea: now ? now.id : null } : null), slips: (board.items.slips || {})[idea.id] });
  return html`<div class="stack stack--wide">
    ${event.locked && html`<p class="banner banner--waiting"><${Icon} name="pause" /><span>${_("L'envoi est en pause. Votre texte est gardé ici.")}</span></p>`}
    ${now && html`<section class="stack"><h2 class="heading">${onScreen ? _("À l'écran maintenant") : _("Vous écrivez pour cette idée")}</h2><${Idea} key=${now.id} ...${parts(now)} steps=${steps} open=${open} unfolded /></section>`}
    <section>
      <h2 class="heading">${now ? _("Les autres idées") : _("Les idées")}</h2>
      ${rest.map((idea) => html`<${Idea} key=${idea.id} ...${parts(idea)} />`)}
    </section>
  </div>`;
}

/** While a slip is being written the page does not move under it, whatever the screen shows next. */
function useHeld() {
  const [held, hold] = useState(null);
  const last = useRef(null);
  useEffect(() => {
    const moved = !held && last.current && document.activeElement === document.body && document.getElementById("idea-" + last.current.on);
    if (moved) moved.focus();
    last.current = held;
  }, [held]);
  return [held, hold];
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
  return html`<details class="fold"><summary class="fold__title" id=${"idea-" + idea.id}><span dir="auto">${idea.title}</span></summary>${inside}</details>`;
}

/** What the slips of others say. */
function Words({ slips }) {
  const said = slips ? SLIPS.reduce((all, kind) => all.concat((slips.texts[kind] || []).map((text) => ({ kind, text }))), []) : [];
  if (!said.length) return null;
  return html`<ul class="stack stack--close">
    ${said.map((one, place) => html`<li key=${place} class="small"><${Icon} name=${SLIP_ICONS[one.kind]} /> <span dir="auto">${one.text}</span></li>`)}
  </ul>`;
}

function Slips({ idea, owner, given, letters, outbox, act, onWriting }) {
  const door = "ideas/" + idea.id + "/slips";
  const [open, setOpen] = useState("");
  const sent = (kind) => letters.filter((letter) => letter.path.slice(-door.length) === door && letter.fields.kind === kind);
  return html`<div class="stack stack--close" role="group" aria-label=${_("Votre billet pour : %(title)s", { title: idea.title })}>
    <p class="small soft">${_("Votre billet. La salle ne sait pas qui l'a écrit.")}</p>
    ${SLIPS.map((kind) => html`<${Slip} key=${kind} ...${{ idea, owner, kind, door, outbox, act, onWriting }} given=${given[kind]} sent=${sent(kind)} open=${open === kind} onOpen=${(opened) => setOpen(opened ? kind : "")} />`)}
  </div>`;
}

function Slip({ kind, door, outbox, act, given, sent, open, onOpen, ...about }) {
  const button = useRef(null);
  const back = sent.find((letter) => letter.state === "refused");
  const has = given || sent.some((letter) => letter !== back);
  const press = () => (kind === "support" ? act(has ? door + "/withdraw" : door, { kind }) : onOpen(!open));
  const done = () => (onOpen(false), button.current.focus());
  const send = (text) => (back ? outbox.retry(back.key, { ...back.fields, text }) : act(door, { kind, text }), done());
  return html`<div class="stack stack--close">
    <button ref=${button} class="button button--wide" type="button" aria-pressed=${String(Boolean(has))} aria-expanded=${kind === "support" ? null : String(open)} onClick=${press}><${Icon} name=${has ? "check" : SLIP_ICONS[kind]} />${slipWords(kind)}</button>
    ${back && html`<${Back} letter=${back} outbox=${outbox} onMend=${() => onOpen(true)} onDone=${done} />`}
    ${open && html`<${Say} key=${back && back.key} ...${about} kind=${kind} before=${back ? back.fields.text : given ? given.text : ""} onSend=${send}
      onTakeBack=${given && !back ? () => (act(door + "/withdraw", { kind }), done()) : null} />`}
  </div>`;
}

/** The words of a slip; an objection needs some. */
function Say({ idea, owner, kind, before, onSend, onTakeBack, onWriting }) {
  const name = "slip-" + idea.id + "-" + kind;
  const shelf = name;
  const field = useRef(null);
  const [text, setText] = useState(() => readDraft(owner, shelf, before));
  useEffect(() => {
    onWriting(true);
    field.current.focus();
    return () => onWriting(false);
  }, []);
  const type = (value) => (setText(value), keepDraft(owner, shelf, value || null));
  const submit = (event) => {
    event.preventDefault();
    if (kind === "concern" && !text.trim()) return;
    keepDraft(owner, shelf, null);
    onSend(text);
  };
  return html`<form class="stack stack--close" onSubmit=${submit}>
    <label class="field__label" for=${name}>${kind === "help" ? _("Comment pouvez-vous aider ?") : _("Pour moi, ça ne marcherait pas parce que...")}</label>
    <textarea class="field__input" id=${name} ref=${field} dir="auto" rows="3" maxlength="280" value=${text} onInput=${(event) => type(event.target.value)}></textarea>
    <button class="button button--primary button--wide" type="submit" aria-disabled=${kind === "concern" && !text.trim() ? "true" : null}><${Icon} name="send" />${_("Donner ce billet")}</button>
    ${onTakeBack && html`<p class="centred"><button class="button button--quiet" type="button" onClick=${onTakeBack}>${_("Reprendre mon billet")}</button></p>`}
  </form>`;
}

/** A slip that came back: its words stay in it until it is sent again or thrown away. */
function Back({ letter, outbox, onMend, onDone }) {
  if (letter.refusal.refused === "personal_data") {
    return html`<${Found} refusal=${letter.refusal} text=${letter.fields.text} onMend=${onMend} onAnyway=${() => (outbox.retry(letter.key, { ...letter.fields, anyway: "true" }), onDone())} />`;
  }
  return html`<div class="banner banner--refused banner--block stack stack--close"><p>${letter.refusal.sentence}</p>
    ${letter.fields.text && html`<p class="card__text" dir="auto">${letter.fields.text}</p>`}
    <p class="row">
      ${letter.fields.text && html`<button class="button button--small" type="button" onClick=${onMend}>${_("Corriger")}</button>`}
      <button class="button button--small" type="button" onClick=${() => (outbox.drop(letter.key), onDone())}>${_("Supprimer")}</button>
    </p></div>`;
}

provide("fair", PhoneFair);
