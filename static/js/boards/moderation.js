/** The problems at the desk: filters, the read-aloud queue, and the cards. */

import { html, useRef, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, labelOf } from "../live/look.js";
import { useKeptFocus } from "../live/kept_focus.js";
import { Press } from "../sessions/desk_press.js";
import { tileOf } from "./card.js";
import { ModerationCard } from "./moderation_card.js";
import { EVERYTHING, chosen, countByState, queueOf, tilesInUse } from "./moderation_filters.js";
import { useHand, useSteady } from "./moderation_steady.js";

const AT_ONCE = 40;

/** @param {{desk: any, event: any, problems: Object<string, any>, spotlight: ?any}} props */
export function Moderation({ desk, event, problems, spotlight }) {
  const [filter, setFilter] = useState(EVERYTHING);
  const change = (part) => setFilter({ ...filter, ...part });
  return html`<div class="stack">
    <${ReadAloud} desk=${desk} problems=${problems} spotlight=${spotlight} />
    <div class="desk__block stack stack--close">
      <${States} counts=${countByState(problems, filter)} state=${filter.state} onChange=${(state) => change({ state })} />
      <${Choices} event=${event} problems=${problems} filter=${filter} onChange=${change} />
      <${Cards}
        key=${filter.state + "/" + filter.perspective + "/" + filter.tile}
        ...${{ desk, event, problems, filter, spotlight }}
      />
    </div>
  </div>`;
}

function States({ counts, state, onChange }) {
  const names = [
    ["", _("Tous")],
    ["waiting", _("À relire")],
    ["shown", _("Montrés")],
    ["hidden", _("Cachés")],
  ];
  return html`<div class="row" role="group" aria-label=${_("Quels textes")}>
    ${names.map(
      ([name, words]) => html`<button key=${name} class="button button--small" type="button" aria-pressed=${String(state === name)} onClick=${() => onChange(name)}>
        ${words} <span class="badge">${counts[name]}</span>
      </button>`,
    )}
  </div>`;
}

function Choices({ event, problems, filter, onChange }) {
  const tiles = tilesInUse(problems);
  return html`<div class="desk__choices">
    <label><span class="unseen">${_("Regard")}</span>
      <select class="field__input" value=${filter.perspective} onChange=${(e) => onChange({ perspective: e.target.value })}>
        <option value="">${_("Tous les regards")}</option>
        <option value="resident">${labelOf(event, "resident")}</option>
        <option value="professional">${labelOf(event, "professional")}</option>
        <option value="prepared">${_("Préparés")}</option>
      </select>
    </label>
    <label><span class="unseen">${_("Vignette")}</span>
      <select class="field__input" value=${filter.tile} onChange=${(e) => onChange({ tile: e.target.value })}>
        <option value="">${_("Toutes les vignettes")}</option>
        ${tiles.map((key) => html`<option key=${key} value=${key}>${tileOf(key) ? inLanguage(tileOf(key).label) : key}</option>`)}
      </select>
    </label>
  </div>`;
}

function Cards({ desk, event, problems, filter, spotlight }) {
  const box = useRef(null);
  const [limit, setLimit] = useState(AT_ONCE);
  const { ids, more, refresh } = useSteady(chosen(problems, filter), useHand(box));
  useKeptFocus(box, () => box.current.querySelector("article"));
  const shown = ids.filter((id) => problems[id]).slice(0, limit);
  return html`<div ref=${box} class="stack stack--close">
    ${filter.state === "waiting" && shown.length > 1 && html`<${ShowAll} desk=${desk} ids=${shown.filter((id) => problems[id].state === "waiting")} />`}
    ${more > 0 &&
    html`<button class="button button--small" type="button" onClick=${refresh}><${Icon} name="redo" />${ngettext("%(num)s nouveau texte : le montrer ici", "%(num)s nouveaux textes : les montrer ici", more)}</button>`}
    ${!shown.length && html`<${Nothing} filter=${filter} />`}
    <div class="desk__cards">
      ${shown.map(
        (id) => html`<${ModerationCard} key=${id} ...${{ desk, id, event, problem: problems[id], spotlit: Boolean(spotlight) && String(spotlight.problem) === id }} />`,
      )}
    </div>
    ${ids.length > limit &&
    html`<button class="button" type="button" onClick=${() => setLimit(limit + AT_ONCE)}>${ngettext("Voir %(num)s texte de plus", "Voir %(num)s textes de plus", Math.min(AT_ONCE, ids.length - limit))}</button>`}
  </div>`;
}

function ShowAll({ desk, ids }) {
  if (ids.length < 2) return null;
  return html`<${Press} desk=${desk} to="desk/problems/show" fields=${{ problems: ids.join(",") }} sure=${_("Appuyez encore : tout montrer")} keep="show-all">
    <${Icon} name="eye" />${ngettext("Montrer ce texte", "Montrer ces %(num)s textes", ids.length)}
  <//>`;
}

function Nothing({ filter }) {
  const words = filter.state === "waiting" ? _("Rien à relire.") : filter.state === "hidden" ? _("Rien de caché.") : _("Pas encore de texte ici.");
  return html`<div class="empty"><${Icon} name="pen" /><p class="empty__title">${words}</p></div>`;
}

function ReadAloud({ desk, problems, spotlight }) {
  const queue = queueOf(problems);
  if (!queue.length && !spotlight) return null;
  return html`<section class="sheet stack stack--close" aria-labelledby="aloud-title">
    <h3 id="aloud-title">${_("Lecture à voix haute")}</h3>
    ${spotlight && html`<p><strong>${_("À l'écran :")}</strong> <span dir="auto">${spotlight.text}</span></p>`}
    <ol class="desk__queue">
      ${queue.map(
        (id) => html`<li key=${id} dir="auto">${problems[id].text}${!problems[id].visible && html` <span class="chip">${_("pas encore visible")}</span>`}</li>`,
      )}
    </ol>
    <div class="row">
      ${queue.length > 0 && html`<${Press} desk=${desk} to="desk/problems/read-next" look="button--primary button--small"><${Icon} name="speak" />${_("Lire le suivant")}<//>`}
      ${spotlight && html`<${Press} desk=${desk} to="desk/problems/clear-spotlight" look="button--small"><${Icon} name="close" />${_("Revenir au mur")}<//>`}
    </div>
  </section>`;
}
