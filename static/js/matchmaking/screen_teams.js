/** The teams on the screen: tables and names, large enough for the back of the room. */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/htm-preact.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Message } from "../sessions/screen.js";
import { byTable, dealt, headOf } from "./screen_paging.js";

const PAGE_MS = 15000;

/** @param {{step: any, items: any, onPages: (page: number, pages: number) => void}} props */
export function ScreenTeams({ step, items, onPages }) {
  const teams = byTable(items.team || {});
  if (!teams.length) return html`<${Before} step=${step} wished=${(items.wished || {}).room} />`;
  return html`<${Pages} teams=${teams} onPages=${onPages} />`;
}

function Before({ step, wished }) {
  const words = wished ? ngettext("%(num)s personne sur %(people)s a dit ses souhaits.", "%(num)s personnes sur %(people)s ont dit leurs souhaits.", wished.said, { people: wished.people }) : "";
  return html`<${Message} title=${inLanguage(step.title)} text=${[inLanguage(step.instruction), words].filter(Boolean).join(" ")} />`;
}

function Pages({ teams, onPages }) {
  const frame = useRef(null);
  const plan = usePlan(frame, teams);
  const [shown, setShown] = useState(0);
  const page = Math.min(shown, plan.pages.length - 1);
  useEffect(() => onPages(page, plan.pages.length), [page, plan.pages.length]);
  useEffect(() => {
    if (plan.pages.length < 2) return undefined;
    const timer = setInterval(() => setShown((before) => (before + 1) % plan.pages.length), PAGE_MS);
    return () => clearInterval(timer);
  }, [plan.pages.length]);
  return html`<div class="screen-teams" ref=${frame} data-columns=${plan.columns}>
    ${plan.pages[page].map((place) => teams[place] && html`<${Team} key=${teams[place].number} team=${teams[place]} />`)}
  </div>`;
}

function Team({ team }) {
  const fresh = team.people.some((person) => person.new);
  return html`<section class=${"screen-team" + (fresh ? " screen-team--new" : "")}>
    <h2 class="screen-team__table"><span>${_("Table")}</span> <b>${team.table || "?"}</b></h2>
    <div>
      <p class="screen-team__theme">${headOf(team)}</p>
      <ul class="screen-team__names">
        ${team.people.map((person, place) => html`<li key=${place} class=${person.new ? "screen-team__name screen-team__name--new" : "screen-team__name"}><bdi>${person.name || _("Sans prénom")}</bdi>${person.new && html`<span class="screen-team__sign"> ← ${_("change")}</span>`}</li>`)}
      </ul>
    </div>
  </section>`;
}

/** As few columns as hold all the teams, so that the letters are large; pages when even three are full. */
function usePlan(frame, teams) {
  const [plan, setPlan] = useState({ columns: 2, pages: [[]] });
  const [size, setSize] = useState("");
  useEffect(() => {
    const changed = () => setSize(innerWidth + "x" + innerHeight);
    addEventListener("resize", changed);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(() => setSize("fonts " + innerWidth));
    return () => removeEventListener("resize", changed);
  }, []);
  useLayoutEffect(() => {
    const box = frame.current;
    const line = parseFloat(getComputedStyle(box).lineHeight) || 46;
    setPlan(dealt(teams, { width: box.clientWidth, height: box.clientHeight, line }));
  }, [size, teams.map((team) => team.number + ":" + team.people.length).join()]);
  return plan;
}
