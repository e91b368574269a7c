/** The room at the desk: who is here and who writes, by perspective; what the room may do. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { page } from "../live/page.js";
import { Command } from "./desk_now.js";
import { Press } from "./desk_press.js";

const BOTH = ["resident", "professional"];
const NONE = { resident: 0, professional: 0 };

/**
 * The room, residents, professionals, side by side: who is here and who writes, or who comes and goes.
 * @param {{event: any, counts: any, written: any, phones: ?number, people: boolean}} props
 *   counts and written as on the board
 */
export function Numbers({ event, counts, written, phones, people }) {
  const present = counts.present || NONE;
  const rows = people
    ? [
        [_("Présents"), present],
        [_("Attendus, pas là"), counts.expected || NONE],
        [_("Partis"), counts.gone || NONE],
      ]
    : [
        [_("Présents"), present],
        [_("Textes"), written.written || NONE],
        [_("Auteurs"), written.writers || NONE],
      ];
  return html`<div class="sheet stack stack--close">
    <div class="table-box" tabindex="0" role="region" aria-label=${_("La salle en chiffres")}>
      <table class="table desk__numbers">
        <caption class="unseen">${_("La salle en chiffres")}</caption>
        <thead>
          <tr>
            <td></td>
            ${BOTH.map((who) => html`<th key=${who} class="number" scope="col"><${Mark} perspective=${who} /> ${labelOf(event, who)}</th>`)}
            <th class="number" scope="col">${_("La salle")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([words, row]) => html`<tr key=${words}>
              <th scope="row">${words}</th>
              ${BOTH.map((who) => html`<td key=${who} class="number">${row[who] || 0}</td>`)}
              <td class="number"><b>${BOTH.concat("prepared").reduce((sum, who) => sum + (row[who] || 0), 0)}</b></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <${Facts} event=${event} present=${present} written=${written} phones=${phones} />
  </div>`;
}

function Facts({ event, present, written, phones }) {
  const here = present.resident + present.professional;
  const waiting = (written.states || {}).waiting || 0;
  const prepared = (written.written || {}).prepared || 0;
  const facts = [
    phones !== null && _("%(phones)s téléphones connectés pour %(people)s personnes présentes", { phones, people: here }),
    event.expected > 0 && ngettext("%(num)s personne inscrite", "%(num)s personnes inscrites", event.expected),
    written.helped > 0 && ngettext("%(num)s texte saisi par l'accueil", "%(num)s textes saisis par l'accueil", written.helped),
    prepared > 0 && ngettext("%(num)s texte préparé", "%(num)s textes préparés", prepared),
    waiting > 0 && ngettext("%(num)s texte à relire", "%(num)s textes à relire", waiting),
  ].filter(Boolean);
  return facts.length ? html`<p class="small soft">${facts.join(" · ")}</p>` : null;
}

/**
 * In words, when one side is much more present or writes much more. The thresholds are the server's.
 * Once understood, a remark comes back only if it turns round.
 */
export function Alarms({ event, balance, teamsToCome }) {
  const [understood, setUnderstood] = useState([]);
  const number = (value) => Number(value).toLocaleString(page.language);
  const sentences = {
    present: (v) => (teamsToCome ? _("%(more)s : %(many)s présents. %(less)s : %(few)s. Cherchez l'équilibre avant de former les équipes.", v) : _("%(more)s : %(many)s présents. %(less)s : %(few)s. Cherchez l'équilibre.", v)),
    written: (v) => _("%(more)s : %(many)s textes par personne. %(less)s : %(few)s. Donnez la parole à l'autre côté.", v),
  };
  const remarks = Object.keys(sentences)
    .filter((what) => balance[what])
    .map((what) => [what + balance[what].more, alarm(event, balance[what], number, sentences[what])]);
  if (event.guessed_at) {
    // Ten minutes of tries are one remark.
    remarks.unshift([
      "guessed" + Math.floor(event.guessed_at / 600000),
      _("Quelqu'un essaie des codes personnels à la suite. C'est ralenti : l'accueil retrouve les personnes."),
    ]);
  }
  return remarks
    .filter(([key]) => understood.indexOf(key) < 0)
    .map(
      ([key, sentence]) => html`<p key=${key} class="banner banner--waiting">
        <${Icon} name="warning" /><span>${sentence}</span>
        <button class="button button--small" type="button" onClick=${() => setUnderstood(understood.concat(key))}>${_("Compris")}</button>
      </p>`,
    );
}

function alarm(event, found, number, words) {
  const other = found.more === "resident" ? "professional" : "resident";
  return words({
    more: labelOf(event, found.more),
    less: labelOf(event, other),
    many: number(found.values[found.more]),
    few: number(found.values[other]),
  });
}

/** Lock, re-reading before or after, slow mode. */
export function RoomSettings({ desk, commands, event }) {
  const moderation = [
    ["after", _("Après publication")],
    ["before", _("Avant publication")],
  ];
  return html`<div class="desk__block stack stack--close">
    <h3 class="desk__subtitle">${_("La salle")}</h3>
    <p class="desk__full">
      <${Command} desk=${desk} commands=${commands} what="lock" icon=${event.locked ? "lock" : "unlock"} toggles>
        ${event.locked ? _("Envois bloqués") : _("Bloquer les envois")}
      <//>
    </p>
    <${Choose} desk=${desk} title=${_("Relire les textes")} name="moderation" value=${event.moderation} choices=${moderation} />
    <${Choose}
      desk=${desk}
      title=${_("Un texte par personne toutes les")}
      name="slow_mode_s"
      value=${event.slow_mode_s}
      choices=${[0, 15, 30, 60].map((seconds) => [seconds, seconds ? _("%(seconds)s s", { seconds }) : _("Sans limite")])}
    />
  </div>`;
}

function Choose({ desk, title, name, value, choices }) {
  return html`<div>
    <p class="small" id=${"choose-" + name}>${title}</p>
    <div class="row" role="group" aria-labelledby=${"choose-" + name}>
      ${choices.map(
        ([choice, words]) => html`<${Press} key=${choice} desk=${desk} to="desk/room" fields=${{ name, value: choice }} look="button--small" pressed=${value === choice}>${words}<//>`,
      )}
    </div>
  </div>`;
}
