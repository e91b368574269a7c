/** My page: my code, what I said of myself, the language, the day, and the way out. */

import { html } from "../../vendor/htm-preact.js";
import { forgetOwner } from "../live/draft.js";
import { _ } from "../live/i18n.js";
import { Icon, Perspective } from "../live/look.js";
import { usePart } from "../live/parts.js";
import { door, page } from "../live/page.js";
import { Programme } from "./programme.js";
import { RefusedLetters } from "./refused_letters.js";

/** The personal code, big. */
export function OwnCode({ code }) {
  return html`<div class="own-code">
    <span class="own-code__label">${_("Votre code personnel")}</span>
    <strong class="own-code__value" translate=${false}>${code}</strong>
    <span class="own-code__hint">${_("Il ramène tout sur un autre téléphone.")}</span>
  </div>`;
}

/** Right after joining: the code, and nothing else. */
export function FirstCode({ me, onSeen }) {
  return html`<main class="page stack" id="main" tabindex="-1">
    <h1>${_("Bienvenue dans la salle")}</h1>
    <p class="lead">${_("Notez ce code ou prenez-le en photo.")}</p>
    <${OwnCode} code=${me.code} />
    <button class="button button--primary button--wide" type="button" onClick=${onSeen}>
      <${Icon} name="check" />${_("C'est noté")}
    </button>
  </main>`;
}

/** @param {{event: any, steps: any[], me: any, owner: string, letters: any[], outbox: any, board: any, myParts: Object<string, string>}} props */
export function MyPage({ myParts, ...parts }) {
  const { event, steps, me, owner, letters, outbox, board } = parts;
  const refused = letters.filter((letter) => letter.state === "refused");
  const mine = Object.keys(myParts).filter((kind) => Object.keys(board.items[kind] || {}).length);
  return html`<div class="stack stack--wide">
    <h1>${_("Ma page")}</h1>
    ${refused.length > 0 &&
    html`<section class="stack stack--close">
      <h2 class="heading">${_("Ce qui n'est pas envoyé")}</h2>
      <${RefusedLetters} letters=${refused} outbox=${outbox} />
    </section>`}
    <${OwnCode} code=${me.code} />
    ${mine.map((kind) => html`<${MyPart} key=${kind} kind=${kind} path=${myParts[kind]} parts=${parts} />`)}
    <section class="stack">
      <h2 class="heading">${_("Ce que j'ai dit de moi")}</h2>
      <${Facts} event=${event} me=${me} />
      <p><a class="button" href=${door("me")}><${Icon} name="edit" />${_("Modifier")}</a></p>
    </section>
    <section class="stack not-printed">
      <h2 class="heading">${_("Langue")}</h2>
      <${Languages} />
    </section>
    <section class="stack not-printed">
      <h2 class="heading">${_("La journée")}</h2>
      <${Programme} event=${event} steps=${steps} />
    </section>
    <section class="stack not-printed">
      <h2 class="heading">${_("Mes données")}</h2>
      <p><a href=${door("notice")}>${_("Ce que nous gardons, et jusqu'à quand")}</a></p>
      <${Leave} owner=${owner} unsent=${letters.length} />
    </section>
  </div>`;
}

/** What a feature adds to my page: my team, my idea... */
export function MyPart({ kind, path, parts }) {
  const Part = usePart(kind, path);
  return Part ? html`<${Part} ...${parts} />` : null;
}

function Facts({ event, me }) {
  const needs = { step_free: _("Une table sans marche"), interpreter: _("Un interprète"), scribe: _("Quelqu'un pour écrire") };
  const rest = [me.name, me.trade, me.organisation].concat(me.needs.map((need) => needs[need])).filter(Boolean);
  return html`<ul class="stack stack--close">
    <li><${Perspective} event=${event} perspective=${me.perspective} /></li>
    ${rest.map((fact) => html`<li key=${fact}>${fact}</li>`)}
  </ul>`;
}

function Languages() {
  return html`<form method="post" action="/language" class="row">
    <${Token} />
    <input type="hidden" name="back" value=${door("") + "#me"} />
    ${page.languages.map(
      ([key, name]) => html`<button class="button" name="language" value=${key} lang=${key} key=${key} aria-pressed=${String(key === page.language)}>
        ${name}
      </button>`,
    )}
  </form>`;
}

function Leave({ owner, unsent }) {
  return html`<details class="fold">
    <summary class="fold__title">${_("Ce téléphone est prêté")}</summary>
    <form method="post" action=${door("leave")} class="stack fold__body" onSubmit=${() => forgetOwner(owner)}>
      <${Token} />
      <p>${_("Ce téléphone vous oublie. Vos problèmes restent. Votre code vous ramène ici.")}</p>
      ${unsent > 0 && html`<p class="banner banner--refused">${_("Attention : un texte n'est pas encore envoyé. Il sera perdu.")}</p>`}
      <button class="button button--danger">${_("Oublier ce téléphone")}</button>
    </form>
  </details>`;
}

function Token() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return html`<input type="hidden" name="csrf_token" value=${meta ? meta.content : ""} />`;
}
