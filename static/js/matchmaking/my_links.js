/** With whom I would like to sit, and with whom not. The second is read by the facilitator alone. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { clockOf } from "./team_seats.js";
import { doorOf } from "./wishing.js";

const DOORS = ["together", "apart", "until"];

/** @param {{board: any, owner: string, letters: any[], outbox: any, act: any}} props */
export function MyLinks({ board, owner, letters, outbox, act }) {
  const mine = (board.items.my_links || {})[owner] || { together: [], apart: [] };
  const formed = ((board.items.my_team || {})[owner] || {}).team;
  const asked = mine.together.filter((link) => !link.mine && !link.agreed);
  return html`<section class="stack not-printed" aria-labelledby="my-links">
    <h2 class="heading" id="my-links">${_("Avec qui ?")}</h2>
    ${formed && html`<p class="banner"><${Icon} name="info" /><span>${_("Les équipes sont déjà formées. L'animation lira votre demande.")}</span></p>`}
    ${asked.map((link) => html`<${Asked} key=${link.id} link=${link} act=${act} />`)}
    <${Refused} letters=${letters} outbox=${outbox} />
    <ul class="stack stack--close">
      ${mine.together.filter((link) => link.mine || link.agreed).map((link) => html`<${Together} key=${link.id} link=${link} act=${act} />`)}
      ${mine.apart.map((link) => html`<${Apart} key=${link.id} link=${link} act=${act} />`)}
    </ul>
    <${Ask} door="together" field="personal_code" act=${act} letters=${letters}
      title=${_("Ensemble avec...")}
      hint=${_("Tapez son code personnel. La personne devra dire oui.")}
      label=${_("Son code personnel")} button=${_("Demander")} look="field__input--code" />
    <${Ask} door="apart" field="words" act=${act} letters=${letters}
      title=${_("Demander en privé : pas avec...")}
      hint=${_("Seule l'animation lit ceci. Personne d'autre ne le saura.")}
      label=${_("Qui ? Prénom, métier, organisme...")} button=${_("Envoyer en privé")} look="" />
    <${Leaving} said=${(board.items.wishes || {})[owner]} act=${act} letters=${letters} />
  </section>`;
}

function Asked({ link, act }) {
  const answer = (agreed) => act("links/" + link.id, { agreed });
  return html`<div class="banner banner--block stack stack--close" role="group" aria-label=${_("Une demande")}>
    <p dir="auto">${link.name ? _("%(name)s demande à être dans votre équipe.", { name: link.name }) : _("Quelqu'un demande à être dans votre équipe.")}</p>
    <p class="row">
      <button class="button button--primary" type="button" onClick=${() => answer("true")}>${_("Oui, ensemble")}</button>
      <button class="button" type="button" onClick=${() => answer("false")}>${_("Non merci")}</button>
    </p>
  </div>`;
}

function Together({ link, act }) {
  return html`<li class="card">
    <p dir="auto">${link.name ? _("Ensemble avec %(name)s", { name: link.name }) : _("Ensemble avec une personne")}</p>
    <p class="card__foot">
      <span class=${"chip " + (link.agreed ? "chip--ok" : "chip--waiting")}><${Icon} name=${link.agreed ? "check" : "clock"} />${link.agreed ? _("Confirmé par les deux") : _("Pas encore confirmé")}</span>
      <${Withdraw} link=${link} act=${act} />
    </p>
  </li>`;
}

function Apart({ link, act }) {
  return html`<li class="card">
    <p dir="auto">${_("Pas avec : %(words)s", { words: link.words })}</p>
    <p class="card__foot">
      <span class="chip"><${Icon} name="lock" />${_("Lu par l'animation seulement")}</span>
      <${Withdraw} link=${link} act=${act} />
    </p>
  </li>`;
}

function Withdraw({ link, act }) {
  const [gone, setGone] = useState(false);
  if (gone) return html`<span class="small">${_("Retiré...")}</span>`;
  return html`<button class="button button--small" type="button" onClick=${() => {
    act("links/" + link.id + "/withdraw");
    setGone(true);
  }}>${_("Retirer")}</button>`;
}

/** When I leave, if it is before the end: the teams are made so that they still work then. */
function Leaving({ said, act, letters }) {
  const [text, setText] = useState(null);
  const last = letters.filter((letter) => doorOf(letter) === "until" && letter.state !== "refused").pop();
  const stored = last ? last.fields.until : clockOf(said ? said.until : null);
  const now = text === null ? stored : text;
  function send(event) {
    event.preventDefault();
    act("until", { until: now });
    setText(null);
  }
  return html`<details class="fold">
    <summary class="fold__title">${stored ? _("Je pars à %(time)s", { time: stored }) : _("Je pars avant la fin")}</summary>
    <form class="stack stack--close fold__body" onSubmit=${send}>
      <div class="field">
        <label class="field__label" for="leaving">${_("À quelle heure ?")}</label>
        <p class="field__hint" id="leaving-hint">${_("Seule l'animation le voit. Vide : je reste.")}</p>
        <input class="field__input" id="leaving" type="time" value=${now} aria-describedby="leaving-hint" onInput=${(event) => setText(event.target.value)} />
      </div>
      <p class="row"><button class="button button--primary" type="submit">${_("Enregistrer")}</button>${last && html`<span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span>`}</p>
    </form>
  </details>`;
}

function Ask({ door, field, act, letters, title, hint, label, button, look }) {
  const [text, setText] = useState("");
  const travelling = letters.some((letter) => doorOf(letter) === door && letter.state !== "refused");
  function send(event) {
    event.preventDefault();
    if (!text.trim()) return;
    act(door, { [field]: text.trim() });
    setText("");
  }
  return html`<details class="fold">
    <summary class="fold__title">${title}</summary>
    <form class="stack stack--close fold__body" onSubmit=${send}>
      <div class="field">
        <label class="field__label" for=${"ask-" + door}>${label}</label>
        <p class="field__hint" id=${"ask-" + door + "-hint"}>${hint}</p>
        <input class=${"field__input " + look} id=${"ask-" + door} value=${text} maxlength="120" autocomplete="off" autocapitalize="none" aria-describedby=${"ask-" + door + "-hint"} onInput=${(event) => setText(event.target.value)} />
      </div>
      <p class="row"><button class="button button--primary" type="submit">${button}</button>${travelling && html`<span class="chip chip--waiting"><${Icon} name="send" />${_("Envoi...")}</span>`}</p>
    </form>
  </details>`;
}

/** What came back: a code nobody has, too many requests. */
function Refused({ letters, outbox }) {
  const back = letters.filter((letter) => letter.state === "refused" && (DOORS.indexOf(doorOf(letter)) >= 0 || doorOf(letter).indexOf("links/") === 0));
  return back.map(
    (letter) => html`<div key=${letter.key} class="banner banner--refused banner--block" role="group" aria-label=${_("Demande non envoyée")}>
      <p>${letter.refusal.sentence} ${letter.fields.personal_code && html`<span translate="no">${letter.fields.personal_code}</span>`}</p>
      <p><button class="button button--small" type="button" onClick=${() => outbox.drop(letter.key)}>${_("Compris")}</button></p>
    </div>`,
  );
}

provide("my_links", MyLinks);
