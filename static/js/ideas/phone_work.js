/** The step of work on a phone and at the kiosk: the team's sheet, its drawings, calls for help. */

import { html, useEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { elapsed } from "../live/clock.js";
import { useNow } from "../live/hooks.js";
import { reasonWords } from "../boards/hide_reasons.js";
import { _, inLanguage } from "../live/i18n.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Icon } from "../live/look.js";
import { door } from "../live/page.js";
import { provide } from "../live/parts.js";
import { fieldsOf, promptAt, sheetNow } from "./sheet_words.js";
import { SheetField } from "./sheet_field.js";
import { makeSmaller } from "./smaller_photo.js";
import { TravellingPhotos } from "./travelling_photo.js";

/** @param {{event: any, step: any, steps: any[], board: any, me: any, owner: string, letters: any[], outbox: any, act: any, channel?: string, news: any}} props */
export function PhoneWork(props) {
  const { event, step, steps, board, owner } = props;
  const now = useNow();
  const mine = (board.items.my_idea || {})[owner] || {};
  const errands = ((board.items.my_errand || {})[owner] || {}).calls || [];
  const whose = sheetNow(steps, step, mine);
  const open = event.state === "open" && !event.locked;
  const fields = fieldsOf(steps.filter((one) => !one.skipped)).filter((field) => (field.per === "person") === (whose.owner === "person"));
  const ours = fields.filter((field) => field.step === step.id);
  const others = fields.filter((field) => field.step !== step.id);
  const scope = whose.owner + (whose.owner === "team" ? mine.team.number : "");
  const parts = { ...props, sheet: whose.sheet, scope, open, now };
  const prompt = promptAt(step.settings.prompts, step.clock.started_ms === null ? 0 : elapsed(step.clock, now));
  const message = ((whose.sheet && whose.sheet.messages) || []).slice(-1)[0];
  useSaid(props.news, prompt && inLanguage(prompt));
  useSaid(props.news, message && _("L'animation :") + " " + message.text);
  const beside = ((whose.sheet && whose.sheet.beside) || []).slice(-1)[0];
  const twice = beside && fields.find((field) => field.key === beside.field);
  useSaid(props.news, twice && _("Deux textes pour : %(field)s", { field: inLanguage(twice) }));
  useSaid(props.news, errands.map(errandWords).join(" "));
  return html`<div class="stack stack--wide">
    <${Errands} errands=${errands} />
    ${!whose.owner && html`<p class="banner banner--waiting"><${Icon} name="people" /><span>${_("Vous n'avez pas encore d'équipe. Demandez à l'animation.")}</span></p>`}
    ${whose.owner && html`<${Head} team=${mine.team} owner=${whose.owner} ...${{ sheet: whose.sheet, message, board, open }} />`}
    ${whose.owner && prompt && html`<p class="banner sheet-prompt"><${Icon} name="bell" /><span>${inLanguage(prompt)}</span></p>`}
    ${whose.owner && html`<section class="stack" aria-label=${_("La fiche")}>${ours.map((field) => html`<${SheetField} key=${scope + field.key} ...${parts} field=${field} />`)}</section>`}
    ${whose.owner &&
    others.length > 0 &&
    html`<details class="fold">
      <summary class="fold__title">${_("Le reste de la fiche")}</summary>
      <div class="stack fold__body">${others.map((field) => html`<${SheetField} key=${scope + field.key} ...${parts} field=${field} />`)}</div>
    </details>`}
    ${whose.owner && html`<${Drawings} ...${parts} />`}
    ${whose.owner && step.settings.call_help !== false && html`<${Calls} ...${parts} />`}
  </div>`;
}

/** Whose sheet this is, and what the desk says to the table. */
function Head({ team, owner, sheet, message, board, open }) {
  const theme = team && (board.items.theme || {})[team.theme];
  return html`<div class="stack stack--close">
    ${owner === "team" && team && html`<p class="lead"><strong>${team.name || _("Équipe %(number)s", { number: team.number })}</strong>${team.table && html` · ${_("table %(table)s", { table: team.table })}`}</p>`}
    ${theme && html`<p>${theme.question || theme.title}</p>`}
    <p class="small soft">${owner === "person" ? _("Cette fiche est à vous seul·e.") : _("Toute l'équipe écrit sur cette fiche. Chaque mot est gardé.")}</p>
    ${message && html`<p class="banner"><${Icon} name="speak" /><span><b>${_("L'animation :")}</b> <span dir="auto">${message.text}</span></span></p>`}
    ${!open && html`<p class="banner banner--waiting"><${Icon} name="pause" /><span>${_("L'envoi est en pause. Votre texte est gardé ici.")}</span></p>`}
    ${sheet && sheet.hidden && html`<p class="banner banner--refused"><${Icon} name="eye-off" /><span>${sheet.reason ? _("L'animation a caché cette idée : %(reason)s", { reason: reasonWords(sheet.reason) }) : _("L'animation a caché cette idée.")}</span></p>`}
  </div>`;
}

/** What comes while one works is in the status line too: it is heard, and seen from further down. */
function useSaid(news, sentence) {
  const before = useRef(sentence);
  useEffect(() => {
    if (sentence && sentence !== before.current) news.say(sentence);
    before.current = sentence;
  }, [sentence]);
}

/** Where a resource person is sent. */
function Errands({ errands }) {
  return errands.map(
    (call) => html`<p class="banner banner--waiting" key=${call.id}><${Icon} name="hand" /><span><b>${errandWords(call)}</b> <span dir="auto">${call.words}</span></span></p>`,
  );
}

function errandWords({ team, name }) {
  if (team) return _("Une équipe vous demande : table %(table)s.", { table: team.table || team.number });
  return name ? _("%(name)s vous demande.", { name }) : _("On vous demande.");
}

function Calls({ event, sheet, act, letters, outbox }) {
  const box = useRef(null);
  useKeptFocus(box);
  // Help can be called while writing is locked.
  const open = event.state === "open";
  const calls = (sheet && sheet.calls) || [];
  const words = { facilitator: _("Appeler l'animation"), resource: _("Appeler une personne ressource") };
  const travelling = letters.filter((letter) => /idea\/calls$/.test(letter.path));
  const back = travelling.find((letter) => letter.state === "refused");
  const calling = (what) => travelling.some((letter) => letter !== back && letter.fields.what === what);
  return html`<section class="stack stack--close" ref=${box}>
    <h2 class="heading">${_("Besoin d'aide ?")}</h2>
    ${back &&
    html`<div class="banner banner--refused banner--block stack stack--close" role="alert"><p>${back.refusal.sentence}</p>
      <p><button class="button button--small" type="button" onClick=${() => outbox.drop(back.key)}>${_("J'ai compris")}</button></p></div>`}
    ${["facilitator", "resource"].map((what) => {
      const call = calls.find((one) => one.what === what);
      if (call) return html`<${Called} key=${what} ...${{ call, act, open }} />`;
      return html`<button key=${what} class="button button--wide" type="button" data-keep=${"call-" + what} aria-disabled=${!open || calling(what) ? "true" : null} onClick=${() => open && !calling(what) && act("idea/calls", { what })}><${Icon} name=${what === "resource" ? "star" : "hand"} />${words[what]}</button>`;
    })}
  </section>`;
}

function Called({ call, act, open }) {
  const said = call.sent ? _("Une personne ressource arrive.") : call.what === "resource" ? _("Votre demande est à l'animation.") : _("L'animation est prévenue.");
  return html`<div class="banner banner--block stack stack--close">
    <p><${Icon} name="clock" /> ${said}</p>
    <p><button class="button button--small" type="button" data-keep=${"call-" + call.what} onClick=${() => act("idea/calls/" + call.id + "/end")}>${_("Plus besoin")}</button></p>
    ${call.words && html`<p class="small" dir="auto">${call.words}</p>`}
    ${open && call.what === "resource" && !call.words && !call.sent && html`<${Precision} call=${call} act=${act} />`}
  </div>`;
}

/** The call is on its way already; a word about it helps to send the right person. */
function Precision({ call, act }) {
  const [words, setWords] = useState("");
  const submit = (event) => {
    event.preventDefault();
    if (words.trim()) act("idea/calls", { what: call.what, words });
  };
  return html`<form class="stack stack--close" onSubmit=${submit}>
    <label class="small" for=${"call-" + call.what}>${_("À quel sujet ? (facultatif)")}</label>
    <input class="field__input" id=${"call-" + call.what} dir="auto" maxlength="120" autocomplete="off" value=${words} onInput=${(event) => setWords(event.target.value)} />
    <button class="button button--small" type="submit" data-keep=${"call-" + call.what} aria-disabled=${words.trim() ? null : "true"}>${_("Préciser")}</button>
  </form>`;
}

function Drawings({ sheet, act, open, letters, outbox }) {
  const [preparing, setPreparing] = useState(false);
  const box = useRef(null);
  useKeptFocus(box, () => box.current.querySelector("input"));
  const drawings = (sheet && sheet.drawings) || [];
  async function add(event) {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file) return;
    setPreparing(true);
    act.file("idea/drawings", await makeSmaller(file), "dessin.jpg");
    setPreparing(false);
  }
  return html`<section class="stack stack--close" ref=${box}>
    <h2 class="heading">${_("Nos dessins")}</h2>
    <p class="small soft">${_("Dessinez sur papier, puis photographiez. L'animation regarde avant de montrer.")}</p>
    <ul class="drawings">
      ${drawings.map((drawing) => html`<${Drawing} key=${drawing.id} drawing=${drawing} act=${act} />`)}
      <${TravellingPhotos} letters=${letters} outbox=${outbox} />
    </ul>
    ${preparing && html`<p class="banner banner--waiting"><span>${_("La photo se prépare...")}</span></p>`}
    <label class="button button--wide drawings__add">
      <input class="unseen" type="file" accept="image/*" disabled=${!open} onChange=${add} /><${Icon} name="upload" />${_("Photographier un dessin")}
    </label>
  </section>`;
}

function Drawing({ drawing, act }) {
  const [asked, ask] = useState(false);
  const signs = { waiting: _("L'animation le regarde"), shown: _("Montré à la foire"), hidden: _("Retiré par l'animation") };
  return html`<li class="drawings__one">
    <img class="drawings__picture" src=${door("ideas/drawings/" + drawing.id + ".jpg")} alt=${_("Dessin de l'équipe")} />
    <p class="row row--spread"><span class="chip">${signs[drawing.state]}</span>
    <button class="button button--small button--quiet" type="button" data-keep=${"drawing-" + drawing.id} aria-expanded=${String(asked)} onClick=${() => ask(!asked)}><${Icon} name="trash" />${_("Retirer")}<span class="unseen"> ${_("ce dessin")}</span></button></p>
    ${asked &&
    html`<p class="row"><button class="button button--small button--danger" type="button" data-keep=${"drawing-" + drawing.id} onClick=${() => (act("idea/drawings/" + drawing.id + "/remove"), ask(false))}>${_("Oui, retirer pour toute l'équipe")}</button></p>`}
  </li>`;
}

provide("work", PhoneWork);
