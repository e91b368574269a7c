/** The versions of the teams: when, by whom, how good; compare one, take it again. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { Press } from "../sessions/desk_press.js";
import { timeOfDay } from "../sessions/desk_words.js";
import { differenceWords, qualityWords, versionWords } from "./team_words.js";

/** @param {{desk: any, teams: any, words: any, asking: any, versions: any, staff: any}} board */
export function Versions(board) {
  const ids = Object.keys(board.versions).map(Number).sort((a, b) => b - a);
  if (!ids.length) return null;
  return html`<details class="fold">
    <summary class="fold__title">${_("Versions")} <span class="small soft">${ids.length}</span></summary>
    <ol class="fold__body desk-teams__list">
      ${ids.map((id) => html`<${Line} key=${id} ...${board} id=${id} version=${board.versions[id]} />`)}
    </ol>
  </details>`;
}

function Line({ desk, teams, words, asking, staff, id, version }) {
  const [told, setTold] = useState("");
  const member = staff[version.staff];
  const here = id === teams.version;

  async function compare() {
    const found = await asking.compare(id);
    setTold(found.refusal || _("Y revenir : %(what)s", { what: differenceWords(found) }));
  }

  return html`<li class="stack stack--close" aria-current=${here ? "true" : null}>
    <p class="row row--spread">
      <span dir="auto">${timeOfDay(version.at)} ${versionWords(words, version)} <span class="small soft">${[member && member.name, qualityWords(version.quality)].filter(Boolean).join(" · ")}</span>
        ${id === teams.published && html` <span class="chip chip--ok"><${Icon} name="eye" />${_("Ce que voit la salle")}</span>`}
        ${here && html` <span class="chip chip--accent">${_("En main")}</span>`}</span>
      ${!here && html`<span class="row">
        <button class="button button--small" type="button" data-keep=${"compare-" + id} onClick=${compare}>${_("Comparer")}</button>
        <${Press} desk=${desk} to="desk/teams/return" fields=${{ version: teams.version, to: id }} look="button--small" keep=${"return-" + id}><${Icon} name="undo" />${_("Y revenir")}<//>
      </span>`}
    </p>
    ${told && html`<p class="small" role="status">${told}</p>`}
  </li>`;
}
