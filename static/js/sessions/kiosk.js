/** The kiosk's page of one person, under the strip that says for whom one writes. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { useBoard, useConnection, useDay, useLetters } from "../live/hooks.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { door, page } from "../live/page.js";
import { StepPart, useInstruction } from "./phone.js";
import { OwnCode } from "./phone_me.js";
import { Notice } from "./phone_notice.js";
import { StatusLine } from "./phone_status.js";
import { RefusedLetters } from "./refused_letters.js";

/**
 * @param {{store: any, outbox: any, connection: any, news: any, idle: any, Writing: any, Below: any,
 *   stepParts: Object<string, string>, actsFor: (channel: string) => any}} props
 *   `idle` tells the seconds left before the page wipes itself
 */
export function KioskPerson({ store, outbox, connection, news, idle, Writing, Below, stepParts, actsFor }) {
  const board = useBoard(store);
  const day = useDay(store);
  const letters = useLetters(outbox);
  const state = useConnection(connection);
  const said = useHeard(news, "");
  const left = useHeard(idle, null);
  const [channel, setChannel] = useState("kiosk");
  const me = (board.items.me || {})[page.owner];
  if (state === "ended" || !me) return html`<${Gone} />`;

  const own = letters.filter((letter) => letter.fields.author === page.author);
  const newcomer = !Object.keys(board.items.mine || {}).length;
  const parts = { ...day, board, me, owner: page.owner, outbox, letters: own, channel, act: actsFor(channel), news };
  return html`
    <${StatusLine} connection=${state} letters=${letters} news=${said} />
    ${left !== null && html`<${Leaving} seconds=${left} />`}
    <main class="page stack stack--wide" id="main" tabindex="-1">
      <h1>${day.step ? inLanguage(day.step.title) : day.event.title}</h1>
      ${newcomer && html`<${CodeToKeep} code=${me.code} />`}
      <${Task} ...${parts} ...${{ store, setChannel, Writing, stepParts }} />
      <${Below} ...${parts} />
      ${!newcomer && html`<${CodeToKeep} code=${me.code} />`}
    </main>
  `;
}

/** The code comes first for somebody new, so that it is noted or printed; last afterwards. */
function CodeToKeep({ code }) {
  return html`<section class="stack stack--close">
    <${OwnCode} code=${code} />
    <p class="centred"><a class="button button--quiet" href=${door("kiosk/slip")}><${Icon} name="print" />${_("Imprimer ce code")}</a></p>
  </section>`;
}

/** What a small source of sentences (news, idle) said last. */
function useHeard(source, first) {
  const [heard, setHeard] = useState(first);
  useEffect(() => source.subscribe(setHeard), [source]);
  return heard;
}

function Task({ Writing, setChannel, store, stepParts, ...parts }) {
  const { event, step, me, channel } = parts;
  const instruction = useInstruction(stepParts, parts);
  if (step && stepParts[step.kind]) {
    return html`<p class="lead">${instruction}</p>
      <${Channel} chosen=${channel} onChoose=${setChannel} /><${StepPart} ...${parts} store=${store} stepParts=${stepParts} />`;
  }
  if (!step || step.kind !== "post") {
    return html`<p class="lead">${instruction}</p>
      <p class="banner"><${Icon} name="info" /><span>${_("Ce n'est pas le moment d'écrire.")}</span></p>`;
  }
  if (!me.notice_seen) {
    return html`<${Notice} event=${event} title=${_("À lire avec la personne")} onAccept=${() => acceptNotice(parts, store)} />`;
  }
  return html`<${Channel} chosen=${channel} onChoose=${setChannel} /><${Writing} ...${parts} />`;
}

function acceptNotice({ outbox, me }, store) {
  outbox.send("kiosk/notice", { author: page.author });
  store.merge({ items: { me: { [page.owner]: { ...me, notice_seen: true } } } });
}

/** Beside the person, or from the paper they filled in. */
function Channel({ chosen, onChoose }) {
  const ways = [
    ["kiosk", "person", _("Avec la personne")],
    ["paper", "paper", _("Depuis une fiche papier")],
  ];
  return html`<fieldset class="tiles">
    <legend class="field__label">${_("Vous écrivez")}</legend>
    <div class="tiles__grid tiles__grid--two">
      ${ways.map(
        ([key, icon, words]) => html`<label class="tile" key=${key}>
          <input class="tile__input" type="radio" name="channel" value=${key} checked=${key === chosen} onChange=${() => onChoose(key)} />
          <span class="tile__face"><${Icon} name=${icon} extra="tile__icon" /><span class="tile__words">${words}</span></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** Nobody has touched the tablet for a while. Any touch keeps the page. */
function Leaving({ seconds }) {
  return html`<div class="toasts">
    <div class="toast" role="alert" aria-atomic="true">
      <${Icon} name="clock" />
      <span class="toast__words">
        ${_("Toujours là ?")}
        <span aria-hidden="true"> ${ngettext("La page s'efface dans %(num)s seconde.", "La page s'efface dans %(num)s secondes.", seconds)}</span>
      </span>
      <button class="button" type="button">${_("Je suis là")}</button>
    </div>
  </div>`;
}

function Gone() {
  return html`<main class="page stack" id="main" tabindex="-1">
    <h1>${_("Cette page n'est plus ouverte")}</h1>
    <p><a class="button button--primary button--wide" href=${door("kiosk")}>${_("Revenir à la borne")}</a></p>
  </main>`;
}

/** Texts and photos of this tablet that are not stored yet, whoever wrote them: shown between two people. */
export function Waiting({ outbox }) {
  const letters = useLetters(outbox).filter((letter) => letter.fields.text || letter.file);
  const refused = letters.filter((letter) => letter.state === "refused");
  const kept = letters.length - refused.length;
  return html`
    ${kept > 0 &&
    html`<p class="banner banner--waiting"><${Icon} name="phone" /><span>
      ${ngettext("%(num)s envoi attend le réseau. Il partira seul.", "%(num)s envois attendent le réseau. Ils partiront seuls.", kept)}
    </span></p>`}
    ${refused.length > 0 &&
    html`<details class="fold">
      <summary class="fold__title">${ngettext("%(num)s envoi est refusé", "%(num)s envois sont refusés", refused.length)}</summary>
      <div class="stack fold__body"><${RefusedLetters} letters=${refused} outbox=${outbox} /></div>
    </details>`}
  `;
}
