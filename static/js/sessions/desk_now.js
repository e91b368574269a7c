/** What is happening now: the step, its time, and the buttons that lead on. */

import { html } from "../../vendor/htm-preact.js";
import { overtime } from "../live/clock.js";
import { _, inLanguage, ngettext } from "../live/i18n.js";
import { Icon, Timer, labelOf } from "../live/look.js";
import { stepBeside } from "./desk_commands.js";
import { KEYS } from "./desk_keys.js";
import { Press } from "./desk_press.js";
import { timeOfDay, undoWords } from "./desk_words.js";

const MINUTE_MS = 60000;

/** A button of the table of commands, its key beside it. */
export function Command({ desk, commands, what, icon, look, full, toggles, keep, children }) {
  const command = commands[what];
  return html`<${Press}
    desk=${desk}
    to=${command.to}
    fields=${command.fields}
    look=${look || ""}
    off=${command.off}
    pressed=${toggles ? Boolean(command.on) : undefined}
    keep=${keep || what}
  >
    ${icon && html`<${Icon} name=${icon} />`}${children}${KEYS[what] && html`<kbd class="key" aria-hidden="true">${KEYS[what]}</kbd>`}
  <//>`;
}

/** @param {{desk: any, day: any, commands: any, now: number, time: any}} props */
export function Now({ desk, day, commands, now, time }) {
  const { event, steps, step } = day;
  return html`<section class="desk__now stack stack--close" aria-labelledby="now-title">
    <p class="small soft" id="now-title">${_("Maintenant")}</p>
    <p class="desk__step">${step ? inLanguage(step.title) : _("Aucune étape")}</p>
    ${step && html`<${Spent} step=${step} now=${now} time=${time} />`}
    <${TimerButtons} desk=${desk} commands=${commands} step=${step} />
    <${Leading} desk=${desk} commands=${commands} steps=${steps} step=${step} />
    <p class="desk__full">
      <${Command} desk=${desk} commands=${commands} what="undo" icon="undo">${undoWords(event.undo)}<//>
    </p>
    ${event.undo && html`<${Who} desk=${desk} undo=${event.undo} />`}
  </section>`;
}

function Who({ desk, undo }) {
  const member = (desk.store.items("staff") || {})[undo.staff];
  return member && member.name ? html`<p class="small soft">${_("Par %(name)s", { name: member.name })}</p>` : null;
}

function Spent({ step, now, time }) {
  const planned = step.minutes;
  const spent = Math.floor((step.clock.started_ms === null ? 0 : time.elapsed) / MINUTE_MS);
  const added = Math.round(step.clock.extra_ms / MINUTE_MS);
  const parts = [
    planned > 0 ? ngettext("%(num)s minute prévue", "%(num)s minutes prévues", planned) : _("Sans durée prévue"),
    added !== 0 ? _("%(added)s min", { added: (added > 0 ? "+" : "−") + Math.abs(added) }) : "",
    step.clock.started_ms === null ? _("pas commencée") : ngettext("%(num)s minute passée", "%(num)s minutes passées", spent),
  ].filter(Boolean);
  return html`<div class="desk__time">
    <p class="desk__clock"><${Timer} clock=${step.clock} now=${now} /></p>
    <p class="small soft">${parts.join(" · ")}</p>
    ${overtime(step.clock, now) > 0 && html`<p class="small">${_("Le temps est dépassé. Personne n'est coupé.")}</p>`}
  </div>`;
}

function TimerButtons({ desk, commands, step }) {
  const runs = commands.timer.on;
  const words = runs ? _("Pause") : step && step.clock.started_ms !== null ? _("Reprendre") : _("Démarrer");
  return html`<div class="desk__buttons desk__buttons--three">
    <${Command} desk=${desk} commands=${commands} what="timer" icon=${runs ? "pause" : "play"}>${words}<//>
    <${Command} desk=${desk} commands=${commands} what="more">${_("+1 min")}<//>
    <${Command} desk=${desk} commands=${commands} what="less">${_("−1 min")}<//>
  </div>`;
}

function revealWords({ on, shows, fields }) {
  if (shows !== "vote") return on ? _("Cacher de nouveau les textes") : _("Dévoiler les textes");
  return [_("Cacher les résultats"), _("Montrer les résultats"), _("Ouvrir les deux regards")][fields.stage];
}

function Leading({ desk, commands, steps, step }) {
  const coming = stepBeside(steps, step, 1);
  return html`<div class="stack stack--close">
    <div class="desk__buttons">
      <${Command} desk=${desk} commands=${commands} what="previous">${_("Précédente")}<//>
      <${Command} desk=${desk} commands=${commands} what="next" look="button--primary">${_("Suivante")}<//>
    </div>
    <p class="small soft">
      ${coming ? _("Ensuite : %(title)s", { title: inLanguage(coming.title) }) : _("C'est la dernière étape.")}
    </p>
    ${!commands.reveal.off &&
    html`<p class="desk__full">
      <${Command} desk=${desk} commands=${commands} what="reveal" icon=${commands.reveal.on ? "eye-off" : "eye"}>
        ${revealWords(commands.reveal)}
      <//>
    </p>`}
  </div>`;
}

/** Who writes now, in a step for writing. */
export function PeerTime({ desk, event, step }) {
  if (!step || step.kind !== "post") return null;
  const turn = step.settings.perspective || "all";
  const to = "desk/steps/" + step.id + "/peers";
  const choices = [
    ["all", _("Tout le monde")],
    ["resident", labelOf(event, "resident")],
    ["professional", labelOf(event, "professional")],
  ];
  return html`<div class="desk__block">
    <h3 class="desk__subtitle" id="peers-title">${_("Qui écrit maintenant")}</h3>
    <div class="row" role="group" aria-labelledby="peers-title">
      ${choices.map(
        ([perspective, words]) => html`<${Press} key=${perspective} desk=${desk} to=${to} fields=${{ perspective }} look="button--small" pressed=${turn === perspective}>
          ${perspective !== "all" && html`<span class=${"mark mark--" + perspective} aria-hidden="true"></span> `}${words}
        <//>`,
      )}
    </div>
  </div>`;
}

/** The notes and the instruction of the current step, for whoever leads. */
export function Notes({ step }) {
  if (!step) return null;
  const notes = inLanguage(step.settings.notes);
  const instruction = inLanguage(step.instruction);
  if (!notes && !instruction) return null;
  return html`<div class="desk__block stack stack--close">
    ${notes && html`<p class="banner"><${Icon} name="info" /><span>${notes}</span></p>`}
    ${instruction && html`<p class="small soft">${_("À l'écran et sur les téléphones :")} ${instruction}</p>`}
  </div>`;
}

/** `25 min`, `1 h 10`. */
function duration(minutes) {
  if (minutes < 60) return _("%(num)s min", { num: minutes });
  return _("%(hours)s h %(minutes)s", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

/** How early or late the day runs, and when it ends. */
export function Drift({ day }) {
  const minutes = Math.round(Math.abs(day.late) / MINUTE_MS);
  const long = { time: duration(minutes) };
  const words = minutes < 2 ? _("À l'heure") : day.late > 0 ? _("%(time)s de retard", long) : _("%(time)s d'avance", long);
  return html`<p class="row">
    <span class=${"chip " + (minutes < 2 ? "chip--ok" : day.late > 0 ? "chip--waiting" : "chip--accent")}><${Icon} name="clock" />${words}</span>
    <span class="small soft">${_("Fin prévue à %(time)s", { time: timeOfDay(day.end) })}</span>
  </p>`;
}
