/** The card to take away, on "my page": whom I met, what I heard, whom I will see again. */

import { html } from "../../vendor/htm-preact.js";
import { useNow } from "../live/hooks.js";
import { _, inLanguage } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { provide } from "../live/parts.js";
import { seenAt, talked } from "./round_clock.js";
import { useRoundNews } from "./round_news.js";
import { Mutual, NOTHING, Person, SeeAgain, metIn } from "./round_parts.js";

function TakeAway({ event, step, steps, board, owner, letters, act, news }) {
  const now = useNow();
  useRoundNews({ step, board, owner, news }, now);
  const mine = (board.items.my_rounds || {})[owner] || NOTHING;
  const clocks = board.items.rounds || {};
  const lived = steps
    .filter((step) => clocks[step.id] && mine.steps[step.id])
    .map((step) => ({ step, last: talked(clocks[step.id], seenAt(step, now)), places: mine.steps[step.id] }))
    .filter(({ last }) => last > 0);
  if (!lived.length) return null;
  const again = lived.filter(({ step }) => step.settings.meet_again);
  const met = metIn([].concat(...again.map(({ places, last }) => places.filter((place) => place.round <= last))), Infinity);
  return html`<section class="stack">
    <h2 class="heading">${_("Ma carte à emporter")}</h2>
    ${lived.map(({ step, last, places }) => html`<${Lived} key=${step.id} ...${{ event, step, last, places, several: lived.length > 1 }} />`)}
    <${Mutual} event=${event} mine=${mine} />
    <p><button class="button button--small" type="button" onClick=${() => window.print()}><${Icon} name="print" />${_("Imprimer ma carte")}</button></p>
    <${SeeAgain} ...${{ event, mine, met, letters, act }} />
  </section>`;
}

function Lived({ event, step, last, places, several }) {
  const sat = places.filter((place) => place.round <= last && !place.absent);
  return html`<div class="card card--mine">
    ${several && html`<h3 class="card__theme">${inLanguage(step.title)}</h3>`}
    <ol class="round-list">
      ${sat.map(
        (place) => html`<li class="round-list__line" key=${place.round}>
          <span><b>${_("Tour %(round)s : table %(table)s", place)}</b></span>
          <span>
            ${place.with
              .filter((person) => !person.absent)
              .map((person, n) => html`${n > 0 && ", "}<${Person} key=${person.id} event=${event} person=${person} />${person.topic && html` <span dir="auto">(${person.topic})</span>`}`)}
          </span>
        </li>`,
      )}
    </ol>
  </div>`;
}

provide("my_rounds", TakeAway);
