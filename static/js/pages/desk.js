/** The facilitator's page, put together. */

import { html, render, useEffect, useState } from "../../vendor/htm-preact.js";
import { Moderation } from "../boards/moderation.js";
import { openCalls, waitingIn } from "../ideas/desk_waiting.js";
import { elapsed } from "../live/clock.js";
import { keepConnected } from "../live/connection.js";
import { useBoard, useDay, useNow } from "../live/hooks.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, Timer } from "../live/look.js";
import { page } from "../live/page.js";
import { createStore } from "../live/store.js";
import { commandsOf } from "../sessions/desk_commands.js";
import { readDay } from "../sessions/desk_day.js";
import { Help } from "../sessions/desk_help.js";
import { KEYS, keysOn, listenKeys, switchKeys } from "../sessions/desk_keys.js";
import { Command, Notes, Now, PeerTime } from "../sessions/desk_now.js";
import { People, Slip } from "../sessions/desk_people.js";
import { createPresses } from "../sessions/desk_press.js";
import { DeskProgramme } from "../sessions/desk_programme.js";
import { Alarms, Numbers, RoomSettings } from "../sessions/desk_room.js";
import { ScreenControls, openScreen } from "../sessions/desk_screen.js";
import { ShownOnce, StaffList } from "../sessions/desk_staff.js";
import { StatusLine, Toast, createSayings, useDigest, useSaying } from "../sessions/desk_status.js";
import { StepForm } from "../sessions/desk_step_form.js";
import { PANELS } from "./desk_panels.js";
import { LAYOUTS } from "./screen_layouts.js";

const WIDE = "(min-width: 64em)";
const store = createStore(page.board);
const sayings = createSayings();
const presence = { phones: null, tell: () => {} };
const connection = keepConnected(store, {
  onPresence(told) {
    presence.phones = told.phones;
    presence.tell(told.phones);
  },
});
const presses = createPresses({ say: sayings.say, reached: connection.reached });
const desk = { store, presses, say: sayings.say };

/** What to do when a command is asked for by its key. */
const asked = { help: () => {} };

function obey(what) {
  if (what === "help") return asked.help();
  if (what === "full") return openScreen();
  const command = commandsOf(dayOf(store.board))[what];
  return command.off ? null : presses.press(command.to, command.fields);
}

function dayOf(board) {
  const event = Object.values(board.items.event || {})[0] || {};
  const steps = Object.values(board.items.step || {}).sort((a, b) => a.position - b.position);
  return { event, steps, step: (board.items.step || {})[event.current] || null, ballot: (board.items.ballot || {})[event.current] };
}

function Desk() {
  const items = useBoard(store).items;
  const day = useDay(store);
  const now = useNow();
  const [saying, hush] = useSaying(sayings);
  const Panel = day.step ? PANELS[day.step.kind] : null;
  const [chosen, setZone] = useState(window.matchMedia(WIDE).matches ? "step" : "actions");
  const zone = chosen === "step" && !Panel ? "board" : chosen;
  const [dialog, setDialog] = useState(null);
  const state = useConnection();
  const phones = usePhones();
  const problems = items.problem || {};
  const room = (kind) => (items[kind] || {}).room || {};
  const spotlight = (items.spotlight || {}).room || null;
  const digests = [
    useDigest(Object.keys(problems).length, (num) => ngettext("%(num)s nouveau texte", "%(num)s nouveaux textes", num)),
    useDigest(openCalls(items).length, (num) => ngettext("%(num)s nouvel appel", "%(num)s nouveaux appels", num)),
  ];
  const digest = digests.filter(Boolean).join(" · ");
  const close = () => setDialog(null);
  const waiting = { board: (room("written").states || {}).waiting || 0, step: waitingIn(day.step && day.step.kind, items) };
  const zones = { zone, onZone: setZone, waiting, panel: Boolean(Panel) };
  asked.help = () => setDialog({ what: "help" });
  const onCode = (id, code) => setDialog({ what: "code", id, code });
  const commands = commandsOf({ ...day, ballot: (items.ballot || {})[day.event.current] });
  const time = readDay(day.event, day.steps, now);
  const visible = Object.values(problems).filter((problem) => problem.visible).length;
  return html`<div class="desk">
    <${Bar} day=${day} now=${now} onHelp=${asked.help} />
    <${StatusLine} ...${{ state, digest, saying, step: day.step }} />
    <section class="desk__alarms" aria-label=${_("À remarquer")}><${Alarms} event=${day.event} balance=${room("balance")} teamsToCome=${day.steps.some((one) => one.kind === "teams" && !one.skipped && (!day.step || one.position >= day.step.position))} /></section>
    <${Zones} ...${zones} look="desk__tabs" />
    <main class="desk__zones" id="main" data-zone=${zone === "step" ? "board" : zone} data-wide=${zone === "step" && Panel.wide ? "yes" : null}>
      <section class="desk__zone desk__zone--programme" aria-labelledby="programme-title" tabindex="-1">
        <h2 class="desk__zone-title" id="programme-title">${_("Programme")}</h2>
        <${DeskProgramme} ...${{ desk, day, time }} onEdit=${(step) => setDialog({ what: "step", step })} onAdd=${(after) => setDialog({ what: "step", after })} />
      </section>
      <section class="desk__zone desk__zone--board" aria-label=${_("La salle")} tabindex="-1">
        <${Zones} ...${zones} look="desk__inner-tabs" inner />
        ${zone === "step" && html`<div class="stack"><${Panel} key=${day.step.id} ...${{ desk, day, items, now }} /></div>`}
        <div class="stack" hidden=${zone === "step"}>
          <${Numbers} event=${day.event} counts=${room("counts")} written=${room("written")} phones=${phones} people=${zone === "people"} />
          ${zone === "people"
            ? html`<${People} desk=${desk} event=${day.event} people=${items.participant || {}} now=${now} onCode=${onCode} /><${StaffList} desk=${desk} staff=${items.staff || {}} onLink=${(link) => setDialog({ what: "link", link })} />`
            : html`<${Moderation} desk=${desk} event=${day.event} problems=${problems} spotlight=${spotlight} />`}
        </div>
      </section>
      <section class="desk__zone desk__zone--actions" aria-label=${_("Commandes")} tabindex="-1">
        <${Now} desk=${desk} day=${day} commands=${commands} now=${now} time=${{ elapsed: day.step ? elapsed(day.step.clock, now) : 0 }} />
        <${Notes} step=${day.step} />
        <${PeerTime} desk=${desk} event=${day.event} step=${day.step} />
        <${ScreenControls} ...${{ desk, day, commands, spotlight, visible, own: LAYOUTS }} />
        <${RoomSettings} desk=${desk} commands=${commands} event=${day.event} />
      </section>
    </main>
    <${Remote} desk=${desk} commands=${commands} />
    ${dialog && dialog.what === "help" && html`<${Help} onClose=${close} />`}
    ${dialog && dialog.what === "step" && html`<${StepForm} desk=${desk} step=${dialog.step} after=${dialog.after} onClose=${close} />`}
    ${dialog && dialog.what === "code" && html`<${Slip} ...${{ desk, onCode }} event=${day.event} id=${dialog.id} code=${dialog.code} person=${(items.participant || {})[dialog.id] || {}} onClose=${close} />`}
    ${dialog && dialog.what === "link" && html`<${ShownOnce} link=${dialog.link} onClose=${close} />`}
    <${Toast} saying=${saying} step=${day.step} onClose=${hush} />
  </div>`;
}

function useConnection() {
  const [state, setState] = useState(connection.state);
  useEffect(() => connection.subscribe(setState), []);
  return state;
}

function usePhones() {
  const [phones, setPhones] = useState(presence.phones);
  useEffect(() => {
    presence.tell = setPhones;
  }, []);
  return phones;
}

function Bar({ day, now, onHelp }) {
  const { event, step } = day;
  return html`<header class="bar">
    <div class="bar__titles">
      <h1 class="bar__event">${event.title} <span translate="no">· ${event.code}</span></h1>
      <p class="bar__step">${step ? inLanguage(step.title) : ""}</p>
    </div>
    ${step && html`<${Timer} clock=${step.clock} now=${now} />`}
    <button class="button button--bare button--quiet" type="button" onClick=${onHelp}>
      <${Icon} name="help" /><span class="unseen">${_("Les touches")}</span><kbd class="key" aria-hidden="true">${KEYS.help}</kbd>
    </button>
  </header>`;
}

/** On a phone every zone is a tab; on a laptop only what shares the middle. */
function Zones({ zone, onZone, waiting, panel, look, inner }) {
  const names = [
    ["programme", _("Programme")],
    ["step", _("Étape")],
    ["board", _("Textes")],
    ["people", _("Personnes")],
    ["actions", _("Commandes")],
  ].filter(([name]) => (name === "step" ? panel : !inner || name === "board" || name === "people"));
  const middle = zone === "people" || zone === "step" ? zone : "board";
  const current = inner ? middle : zone;
  return html`<nav class=${"tabs " + look} aria-label=${inner ? _("Au milieu") : _("Zones du pupitre")}>
    ${names.map(
      ([name, words]) => html`<button key=${name} class="tabs__tab" type="button" aria-current=${current === name ? "true" : null} onClick=${() => onZone(name)}>
        ${words}${waiting[name] > 0 && html`<span class="badge">${waiting[name]}<span class="unseen"> ${name === "board" ? _("à relire") : _("en attente")}</span></span>`}
      </button>`,
    )}
  </nav>`;
}

function Remote({ desk: pressed, commands }) {
  const part = { desk: pressed, commands };
  return html`<nav class="desk__remote" aria-label=${_("Télécommande")}>
    <${Command} ...${part} what="previous" keep="remote-previous" icon="arrow-back">${_("Préc.")}<//>
    <${Command} ...${part} what="timer" keep="remote-timer" icon=${commands.timer.on ? "pause" : "play"}>${commands.timer.on ? _("Pause") : _("Minuteur")}<//>
    <${Command} ...${part} what="reveal" keep="remote-reveal" icon=${commands.reveal.on ? "eye-off" : "eye"}>${commands.reveal.on ? _("Cacher") : _("Dévoiler")}<//>
    <${Command} ...${part} what="next" keep="remote-next" icon="arrow" look="button--primary">${_("Suiv.")}<//>
  </nav>`;
}

switchKeys(keysOn());
listenKeys(obey, () => Boolean(document.querySelector("dialog[open]")));
const app = document.getElementById("app");
app.textContent = "";
render(html`<${Desk} />`, app);
