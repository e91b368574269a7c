/** The step where teams form: my wishes first, then my team. On the phone and at the kiosk. */

import { html, useLayoutEffect, useRef } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { MyLinks } from "./my_links.js";
import { MyTeam } from "./my_team.js";
import { dearer, doorOf, themesFor, unwished, wished, wishesNow } from "./wishing.js";

/** @param {{event: any, step: any, board: any, owner: string, letters: any[], outbox: any, act: any}} parts */
function Teams(parts) {
  if (hasTeam(parts)) return html`<${MyTeam} ...${parts} />`;
  const said = (parts.board.items.wishes || {})[parts.owner] || { themes: [], profile: "" };
  return html`<div class="stack stack--wide">
    ${(parts.step.settings.profiles || []).length > 0 && html`<${Profiles} ...${parts} said=${said} />`}
    ${parts.step.settings.wishes > 0 && html`<${Wishes} ...${parts} said=${said} />`}
    <${MyLinks} ...${parts} />
  </div>`;
}

/** Once the room was told, the wishes are no longer what one is asked for. */
Teams.instead = (parts) => {
  if (hasTeam(parts)) return _("Votre équipe est prête. Allez à votre table.");
  return Object.keys(parts.board.items.team || {}).length ? _("Les équipes sont formées. L'animation vous cherche une place.") : "";
};

function hasTeam({ board, owner }) {
  const mine = (board.items.my_team || {})[owner];
  return Boolean(mine && mine.team && (board.items.team || {})[mine.team]);
}

function Wishes({ step, board, owner, letters, outbox, act, said }) {
  const most = step.settings.wishes;
  const themes = themesFor(owner, board.items.theme);
  const { themes: chosen, travelling, refused } = wishesNow(said, letters, themes);
  const box = useRef(null);
  const pressed = useRef(null);
  useLayoutEffect(() => {
    // The button pressed may be gone with its place in the list: the theme's own next one takes the focus.
    const card = pressed.current && isFocusLost() && box.current.querySelector('[data-wish="' + pressed.current + '"] button');
    if (card) card.focus({ preventScroll: true });
    if (card) pressed.current = null;
  });
  function say(list, theme) {
    pressed.current = theme;
    if (list !== chosen) act("wishes", { themes: list.join(",") });
  }
  if (!themes.length) return html`<p class="banner"><${Icon} name="clock" /><span>${_("Les thèmes arrivent bientôt.")}</span></p>`;
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  const rest = themes.filter((theme) => chosen.indexOf(theme.id) < 0);
  return html`<section class="stack" aria-labelledby="wishes" ref=${box}>
    <h2 class="heading" id="wishes">${_("Mes souhaits")}</h2>
    <${Stored} chosen=${chosen} most=${most} travelling=${travelling} />
    ${refused && html`<p class="banner banner--refused"><${Icon} name="warning" /><span>${refused.refusal.sentence} <button class="button button--small" type="button" onClick=${() => outbox.drop(refused.key)}>${_("Compris")}</button></span></p>`}
    <ol class="wish-list">
      ${chosen.map((id, place) => html`<${Chosen} key=${id} theme=${byId.get(id)} place=${place} onUp=${() => say(dearer(chosen, id), id)} onDrop=${() => say(unwished(chosen, id), id)} />`)}
    </ol>
    ${rest.length > 0 && html`<h3>${chosen.length ? _("Les autres thèmes") : _("Les thèmes")}</h3>`}
    <ul class="wish-list">
      ${rest.map((theme) => html`<${Offered} key=${theme.id} theme=${theme} full=${chosen.length >= most} onChoose=${() => say(wished(chosen, theme.id, most), theme.id)} />`)}
    </ul>
  </section>`;
}

function isFocusLost() {
  return !document.activeElement || document.activeElement === document.body;
}

function Stored({ chosen, most, travelling }) {
  const left = most - chosen.length;
  const words = left > 0 ? ngettext("Vous pouvez encore choisir %(num)s thème.", "Vous pouvez encore choisir %(num)s thèmes.", left) : _("Vous avez choisi tous vos souhaits.");
  return html`<p class="row">
    <span>${words}</span>
    ${chosen.length > 0 && html`<span class=${"chip " + (travelling ? "chip--waiting" : "chip--ok")}><${Icon} name=${travelling ? "phone" : "sent"} />${travelling ? _("Gardé sur ce téléphone") : _("Envoyé")}</span>`}
  </p>`;
}

function Chosen({ theme, place, onUp, onDrop }) {
  return html`<li class="card card--mine wish" data-wish=${theme.id}>
    <span class="wish__rank" aria-hidden="true">${place + 1}</span>
    <div class="wish__words">
      <p class="card__text"><span class="unseen">${_("Souhait %(rank)s :", { rank: place + 1 })} </span>${theme.title}</p>
      <div class="card__actions">
        ${place > 0 && html`<button class="button button--small" type="button" onClick=${onUp}>${_("Plus important")}<span class="unseen"> : ${theme.title}</span></button>`}
        <button class="button button--small" type="button" onClick=${onDrop}>${_("Enlever")}<span class="unseen"> : ${theme.title}</span></button>
      </div>
    </div>
  </li>`;
}

function Offered({ theme, full, onChoose }) {
  return html`<li class="card" data-wish=${theme.id}>
    <p class="card__text"><strong>${theme.title}</strong></p>
    ${theme.question && html`<p class="card__text">${theme.question}</p>`}
    ${!full && html`<div class="card__actions"><button class="button" type="button" onClick=${onChoose}><${Icon} name="plus" />${_("Choisir")}<span class="unseen"> : ${theme.title}</span></button></div>`}
  </li>`;
}

/** What I am good at, where teams join people with different profiles. */
function Profiles({ step, letters, act, said }) {
  const last = letters.filter((letter) => doorOf(letter) === "profile" && letter.state !== "refused").pop();
  const now = last ? last.fields.profile : said.profile;
  return html`<fieldset class="tiles">
    <legend class="field__label">${_("Ce que j'aime faire")}</legend>
    <div class="tiles__grid">
      ${step.settings.profiles.map(
        (profile) => html`<label class="tile" key=${profile.key}>
          <input class="tile__input" type="radio" name="profile" value=${profile.key} checked=${profile.key === now} onChange=${() => act("profile", { profile: profile.key })} />
          <span class="tile__face"><span class="tile__words">${inLanguage(profile)}</span></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

provide("teams", Teams);
