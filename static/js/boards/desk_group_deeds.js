/** What can be done with one card or several, without a mouse: go into a theme, say the same, be one. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _, ngettext } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/** @param {{hand: any, ids: string[], name: string}} props `name` makes its fields' names unique */
export function Deeds({ hand, ids, name }) {
  const several = ids.length > 1;
  return html`<div class="group-deeds">
    <${Go} ...${{ hand, ids, name }} />
    ${several && html`<${Merge} hand=${hand} ids=${ids} name=${name} />`}
    <${Make} ...${{ hand, ids, name }} />
  </div>`;
}

function Go({ hand, ids, name }) {
  const [theme, setTheme] = useState("");
  const field = name + "-go";
  const placed = ids.some((id) => (hand.cards.find((card) => card.id === id) || {}).theme);
  const target = hand.columns.find((column) => column.id === theme);

  async function submit(event) {
    event.preventDefault();
    if (!theme) return;
    const stored = await hand.move(ids, theme === "out" ? "" : theme, "");
    if (!stored) return;
    hand.desk.say("ok", target ? _("Placé dans « %(title)s ».", { title: target.title }) : _("De nouveau à placer."));
    hand.onDone();
  }

  return html`<form class="group__line" method="post" onSubmit=${submit}>
    <label class="small" for=${field}>${ids.length > 1 ? ngettext("Aller dans (%(num)s problème)", "Aller dans (%(num)s problèmes)", ids.length) : _("Aller dans")}</label>
    <select class="field__input" id=${field} value=${theme} data-keep=${field} onChange=${(event) => setTheme(event.target.value)}>
      <option value="">${_("Choisir")}</option>
      ${hand.columns.map((column) => html`<option key=${column.id} value=${column.id}>${column.title}</option>`)}
      ${placed && html`<option value="out">${_("À placer")}</option>`}
    </select>
    <button class="button button--small button--primary" type="submit" aria-disabled=${theme ? null : "true"}>${_("Aller")}</button>
  </form>`;
}

/** The first one ticked stands for the others. */
function Merge({ hand, ids, name }) {
  const first = hand.cards.find((card) => card.id === ids[0]);
  if (!first) return null;
  async function press() {
    const stored = await hand.desk.presses.press("desk/themes/merge", { leader: ids[0], problems: ids.slice(1).join(",") });
    if (!stored) return;
    hand.desk.say("ok", _("Réunis. Chaque texte est gardé, avec son auteur."));
    hand.onDone();
  }
  return html`<p class="group__merge">
    <button class="button button--small" type="button" data-keep=${name + "-merge"} aria-describedby=${name + "-first"} onClick=${press}><${Icon} name="check" />${_("Ils disent la même chose")}</button>
    <span class="small soft" id=${name + "-first"}>${_("Le n° %(num)s parlera pour les autres.", { num: first.number })}</span>
  </p>`;
}

/** A theme of their own; out of one theme, it is split. */
function Make({ hand, ids, name }) {
  const [title, setTitle] = useState("");
  const field = name + "-make";
  const themes = new Set(ids.map((id) => (hand.cards.find((card) => card.id === id) || {}).theme || 0));
  const one = themes.size === 1 ? Array.from(themes)[0] : 0;

  async function submit(event) {
    event.preventDefault();
    if (!title.trim()) return;
    const to = one ? "desk/themes/" + one + "/split" : "desk/themes";
    if (!(await hand.desk.presses.press(to, { title, problems: ids.join(",") }))) return;
    hand.desk.say("ok", _("Thème « %(title)s » créé.", { title: title.trim() }));
    hand.onDone();
  }

  return html`<form class="group__line" method="post" onSubmit=${submit}>
    <label class="small" for=${field}>${one ? _("En faire un thème à part") : _("En faire un thème")}</label>
    <input class="field__input" id=${field} name="title" value=${title} maxlength="160" autocomplete="off" placeholder=${_("Titre")} onInput=${(event) => setTitle(event.target.value)} />
    <button class="button button--small" type="submit" aria-disabled=${title.trim() ? null : "true"}>${_("Créer")}</button>
  </form>`;
}
