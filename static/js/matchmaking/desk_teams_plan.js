/** How the teams are to be: how many of each theme, sizes, tables, what matters most, the mode. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { Places } from "./desk_places.js";
import { counted, total } from "./team_ways.js";
import { roleOf, scoreWords, themeOf, tierWords } from "./team_words.js";

/** @param {{desk: any, teams: any, people: any, words: any}} board */
export function Plan(board) {
  const { desk, people, teams } = board;
  const number = total(teams.counts);
  const summary = ngettext("%(num)s équipe prévue", "%(num)s équipes prévues", number);
  return html`<details class="fold" open=${!teams.version}>
    <summary class="fold__title">${_("Réglages")} <span class="small soft">${summary}</span></summary>
    <div class="fold__body stack">
      <${Counts} ...${board} />
      <${Sizes} ...${board} />
      <${Without} ...${board} />
      <${Places} desk=${desk} people=${people} stored=${teams.places} number=${Math.max(number, teams.teams.length)} />
      <${Tiers} ...${board} />
      <${Mode} ...${board} />
    </div>
  </details>`;
}

function Counts({ desk, teams, words }) {
  const ids = Object.keys(teams.counts).map(Number);
  const press = (theme, more, icon, word) => html`<${Press} desk=${desk} to="desk/teams/counts" fields=${{ value: counted(teams.counts, theme, more) }} look="button--small button--bare" off=${more < 0 && !teams.counts[theme]} keep=${icon + theme}><span aria-hidden="true">${icon}</span><span class="unseen">${word} : ${themeOf(words, theme)}</span><//>`;
  return html`<div role="group" aria-labelledby="counts-title">
    <h3 class="desk__subtitle" id="counts-title">${_("Équipes par thème")}</h3>
    <ul class="desk-teams__list">
      ${ids.map(
        (theme) => html`<li key=${theme} class="row row--spread">
          <span dir="auto">${themeOf(words, theme)} <span class="small soft">${votesOf(teams, theme)}</span></span>
          <span class="row">${press(theme, -1, "−", _("Une de moins"))}<b>${teams.counts[theme]}</b>${press(theme, 1, "+", _("Une de plus"))}</span>
        </li>`,
      )}
    </ul>
    <p class="row">
      <span class="small soft">${teams.by_hand ? _("Choisi à la main.") : _("Proposé d'après les votes et les présents.")}</span>
      ${teams.by_hand && html`<${Press} desk=${desk} to="desk/teams/counts" fields=${{ value: "" }} look="button--small" keep="counts-auto">${_("Revenir à la proposition")}<//>`}
    </p>
  </div>`;
}

function votesOf(teams, id) {
  const theme = teams.themes.find((one) => one.id === id);
  return theme && theme.votes ? ngettext("%(num)s voix", "%(num)s voix", theme.votes) : "";
}

function Sizes({ desk, teams }) {
  const { smallest, largest } = teams.terms;
  const press = (low, high, words, keep) => html`<${Press} desk=${desk} to="desk/teams/sizes" fields=${{ smallest: low, largest: high }} look="button--small" off=${low < 2 || high > 12 || low > high} keep=${keep}>${words}<//>`;
  return html`<div role="group" aria-labelledby="sizes-title">
    <h3 class="desk__subtitle" id="sizes-title">${_("De %(smallest)s à %(largest)s personnes par équipe", { smallest, largest })}</h3>
    <div class="row">
      ${press(smallest - 1, largest, _("Au moins %(num)s", { num: smallest - 1 }), "low-less")}
      ${press(smallest + 1, largest, _("Au moins %(num)s", { num: smallest + 1 }), "low-more")}
      ${press(smallest, largest - 1, _("Au plus %(num)s", { num: largest - 1 }), "high-less")}
      ${press(smallest, largest + 1, _("Au plus %(num)s", { num: largest + 1 }), "high-more")}
    </div>
  </div>`;
}

/** Whom some teams need not have: a way out that was taken, and the way back. */
function Without({ desk, teams, words }) {
  const roles = Object.keys(teams.without);
  if (!roles.length) return null;
  return html`<div role="group" aria-labelledby="without-title">
    <h3 class="desk__subtitle" id="without-title">${_("Équipes dispensées")}</h3>
    <ul class="desk-teams__list">
      ${roles.map(
        (role) => html`<li key=${role} class="row row--spread">
          <span dir="auto">${roleOf(words, role)} : ${excusedWords(words, teams.without[role])}</span>
          <${Press} desk=${desk} to="desk/teams/without" fields=${{ role, value: 0 }} look="button--small" keep=${"without-" + role}>${_("En demander partout")}<//>
        </li>`,
      )}
    </ul>
  </div>`;
}

function excusedWords(words, themes) {
  return Object.keys(themes)
    .map((theme) => ngettext("%(num)s équipe de « %(theme)s »", "%(num)s équipes de « %(theme)s »", themes[theme], { theme: themeOf(words, Number(theme)) }))
    .join(", ");
}

/** What matters most, first: cards one puts in another order. */
function Tiers({ desk, teams }) {
  const names = tierWords();
  const score = teams.score ? scoreWords(teams.score) : {};
  const swapped = (at) => {
    if (at < 1) return { value: teams.order.join(",") };
    const order = teams.order.slice();
    order.splice(at - 1, 2, order[at], order[at - 1]);
    return { value: order.join(",") };
  };
  return html`<div role="group" aria-labelledby="tiers-title">
    <h3 class="desk__subtitle" id="tiers-title">${_("Ce qui compte le plus, d'abord")}</h3>
    <ol class="desk-teams__tiers">
      <li><b>${_("Les règles")}</b> <span class="small soft">${_("toujours en premier")}</span></li>
      ${teams.order.map(
        (tier, place) => html`<li key=${tier} class="row row--spread">
          <span><b>${names[tier]}</b> <span class="small soft">${score[tier] || ""}</span></span>
          <${Press} desk=${desk} to="desk/teams/order" fields=${swapped(place)} look="button--small" off=${place === 0} keep=${"tier-" + tier}><span class="desk__up"><${Icon} name="chevron" /></span>${_("Monter")}<span class="unseen"> : ${names[tier]}</span><//>
        </li>`,
      )}
    </ol>
  </div>`;
}

function Mode({ desk, teams }) {
  const modes = [
    ["strict", _("Strict"), _("refuse ce qui enfreint une règle")],
    ["warn", _("Prévenir"), _("demande avant d'enfreindre une règle")],
    ["free", _("Libre"), _("laisse tout faire")],
  ];
  const now = modes.find(([name]) => name === teams.mode);
  return html`<div role="group" aria-labelledby="mode-title">
    <h3 class="desk__subtitle" id="mode-title">${_("Changements à la main")}</h3>
    <div class="row">${modes.map(([name, words]) => html`<${Press} key=${name} desk=${desk} to="desk/teams/mode" fields=${{ value: name }} look="button--small" pressed=${teams.mode === name} keep=${"mode-" + name}>${words}<//>`)}</div>
    <p class="small soft">${now ? now[2] : ""}</p>
  </div>`;
}
