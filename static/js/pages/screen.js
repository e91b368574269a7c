/** The projector's page: which layout goes with the moment. */

import { html, render, useEffect, useState } from "../../vendor/htm-preact.js";
import { Card } from "../boards/card.js";
import { HiddenWall, Wall } from "../boards/wall.js";
import { inLanguage } from "../live/i18n.js";
import { useBoard, useDay, useItems, useNow } from "../live/hooks.js";
import { Counters } from "../live/look.js";
import { page } from "../live/page.js";
import { follow } from "../live/socket.js";
import { createStore } from "../live/store.js";
import { Bottom, Connection, Message, Next, Pager, Top, Welcome } from "../sessions/screen.js";
import { layoutOf } from "../sessions/screen_layout.js";
import { LAYOUTS } from "./screen_layouts.js";

const LONG_CARD = 140;
const store = createStore(page.board);

function Screen() {
  const now = useNow();
  const { event, steps, step } = useDay(store);
  const items = useBoard(store).items;
  const problems = items.problem || {};
  const written = useItems(store, "written").room || {};
  const counts = useItems(store, "counts").room || {};
  const spotlight = useItems(store, "spotlight").room;
  const [paging, setPaging] = useState({});
  const [live, setLive] = useState(true);
  useEffect(() => {
    follow(store, { onStatus: (status) => setLive(status === "live") });
  }, []);
  const controls = event.screen || {};
  useEffect(() => {
    document.documentElement.dataset.theme = controls.theme || "light";
  }, [controls.theme]);

  const layout = layoutOf(steps, step, controls, spotlight, LAYOUTS);
  const onPages = (shown, pages) => setPaging({ of: event.current, page: shown, pages });
  // The pages of the step before are no pages of this one.
  const paged = (layout === "wall" || layout === "step") && paging.of === event.current;
  const writing = layout === "wall" || layout === "hidden";
  return html`<div class="screen" data-layout=${layout}>
    <${Top} event=${event} step=${step} now=${now} />
    <main class="screen__main" id="main">
      ${layout === "welcome" && html`<${Welcome} event=${event} />`}
      ${layout === "message" && html`<${Message} title=${inLanguage(step && step.title) || event.title} text=${inLanguage(step && step.instruction)} />`}
      ${layout === "spotlight" && html`<${Spotlight} problem=${spotlight} event=${event} />`}
      ${layout === "hidden" && html`<${HiddenWall} written=${written} />`}
      ${layout === "wall" &&
      html`<${Wall} problems=${problems} event=${event} onPages=${onPages} />`}
      ${layout === "step" && html`<${LAYOUTS[step.kind]} key=${step.id} ...${{ event, step, steps, items, now, onPages }} />`}
    </main>
    <${Bottom} event=${event}>
      <${Connection} live=${live} />
      ${paged && html`<${Pager} page=${paging.page} pages=${paging.pages} />`}
      ${!writing && html`<${Next} steps=${steps} step=${step} />`}
      <${Counters} counts=${writing ? written : counts} event=${event} />
    <//>
    ${controls.join && html`<div class="screen__overlay"><${Welcome} event=${event} /></div>`}
  </div>`;
}

function Spotlight({ problem, event }) {
  return html`<div class="screen-spotlight" data-length=${problem.text.length > LONG_CARD ? "long" : "short"}>
    <${Card} problem=${problem} event=${event} />
  </div>`;
}

render(html`<${Screen} />`, document.getElementById("app"));
