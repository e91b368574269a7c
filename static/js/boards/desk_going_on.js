/** Which themes go on to the teams: the room's order, a proposal and its reason, and the facilitator's choice. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";
import { inRank } from "./ballot_numbers.js";

/** @param {{desk: any, event: any, ballot: any, items: any}} props */
export function GoingOn({ desk, event, ballot, items }) {
  const told = (items.going_on || {}).room || null;
  const themes = items.theme || {};
  const there = inRank(ballot).filter((line) => themes[line.id]);
  const stored = there.filter((line) => themes[line.id].goes_on).map((line) => line.id);
  const [chosen, setChosen] = useState(null);
  if (!told || told.ballot !== ballot.id) return null;
  const ticked = chosen || stored;
  const { proposal } = told;
  const toggle = (id) => setChosen(ticked.indexOf(id) >= 0 ? ticked.filter((one) => one !== id) : ticked.concat([id]));
  async function submit(submitted) {
    submitted.preventDefault();
    if (await desk.presses.press("desk/going-on", { themes: ticked.join(",") })) setChosen(null);
  }
  return html`<form class="sheet stack stack--close" method="post" onSubmit=${submit} aria-labelledby="going-on-title">
    <h3 id="going-on-title">${_("Les thèmes qui vont aux équipes")}</h3>
    <p class="banner"><${Icon} name="info" /><span>${reason(told)}${proposal.level ? " " + _("La dernière place est partagée : la proposition en compte un de plus.") : ""}</span></p>
    <ul class="desk-vote__choice">
      ${there.map(
        (line) => html`<li key=${line.id}>
          <label class="check"><input class="check__input" type="checkbox" checked=${ticked.indexOf(line.id) >= 0} onChange=${() => toggle(line.id)} />
            <span><span dir="auto">${line.title}</span> <span class="soft">${ngettext("%(num)s voix", "%(num)s voix", line.room)}</span> <${Signs} ...${{ line, proposal, event }} /></span></label>
        </li>`,
      )}
    </ul>
    <div class="row">
      <button class="button button--small" type="button" onClick=${() => setChosen(proposal.lines.filter((id) => themes[id]))}>${_("Cocher la proposition")}</button>
      <button class="button button--primary button--small" type="submit" aria-disabled=${chosen ? null : "true"}><${Icon} name="check" />${ngettext("Retenir %(num)s thème", "Retenir %(num)s thèmes", ticked.length)}</button>
    </div>
    ${!chosen && stored.length > 0 && html`<p class="small soft">${_("C'est enregistré. Vous pouvez encore changer.")}</p>`}
  </form>`;
}

function reason({ people, largest, proposal }) {
  return _("Proposition : les %(num)s premiers. Pour %(people)s personnes présentes, des équipes de %(largest)s au plus.", { num: proposal.wanted, people, largest });
}

/** Why a line is proposed, or kept in sight. */
function Signs({ line, proposal, event }) {
  const dear = proposal.in_sight.filter((one) => one[0] === line.id);
  return html`
    ${proposal.lines.indexOf(line.id) >= 0 && html`<span class="chip chip--ok">${_("proposé")}</span>`}
    ${dear.map(([, side, rank]) => html`<span key=${side} class="chip"><${Mark} perspective=${side} /> ${rank === 1 ? _("1er pour : %(group)s", { group: labelOf(event, side) }) : _("%(rank)se pour : %(group)s", { rank, group: labelOf(event, side) })}</span>`)}
  `;
}
