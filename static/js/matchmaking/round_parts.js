/** What the phone, "my page" and the kiosk say of rounds alike. */

import { html, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon, Mark, labelOf } from "../live/look.js";

/** Somebody's rounds when they have said nothing and have no seat. */
export const NOTHING = { topic: "", waiting: false, fixed: false, contact: "", wishes: [], steps: {}, again: [], mutual: [] };

/** How somebody is called who may have given no name. */
export function nameOf(event, person) {
  return person.name || _("Sans prénom, %(group)s", { group: labelOf(event, person.perspective) });
}

/** Somebody at my table: mark, name, and what they tell. */
export function Person({ event, person }) {
  return html`<span class="round-person">
    <${Mark} perspective=${person.perspective} /><span class="unseen">${labelOf(event, person.perspective)} : </span>
    <b dir="auto">${nameOf(event, person)}</b>${person.absent && html` <span class="chip">${_("parti·e")}</span>`}
  </span>`;
}

/** The people at my table, the one who tells first. */
export function People({ event, place }) {
  const others = place.with;
  const alone = !others.some((person) => !person.absent);
  return html`${alone && html`<p>${_("Vous êtes seul·e à cette place. Signalez-le à l'animation.")}</p>`}<ul class="round-people">
    ${others.map(
      (person) => html`<li key=${person.id}>
        <${Person} event=${event} person=${person} />
        ${person.topic && html`<span class="round-people__topic" dir="auto">${_("raconte : %(topic)s", { topic: person.topic })}</span>`}
      </li>`,
    )}
  </ul>`;
}

/** Everybody met in the rounds talked in so far, once each, in the order of the rounds. */
export function metIn(places, talked) {
  const met = {};
  places.forEach((place) => {
    if (place.round > talked || place.absent) return;
    place.with.filter((person) => !person.absent).forEach((person) => (met[person.id] = met[person.id] || person));
  });
  return Object.values(met);
}

/** The letters about rounds that this person has sent and the server has not stored. */
export function roundLetters(letters) {
  return letters.filter((letter) => /^(kiosk\/)?rounds\//.test(letter.path));
}

/** A yes or a no as it stands: stored, or on its way. */
export function standing(letters, path, person, stored) {
  const sent = letters.filter(
    (letter) => letter.state !== "refused" && letter.path.slice(-path.length) === path && (!person || letter.fields.person === person),
  );
  return sent.length ? sent[sent.length - 1].fields.wanted === "yes" : stored;
}

/** What came back: why, and a way to put it aside. The next wish is not lost for it. */
export function Refused({ letters, outbox }) {
  return roundLetters(letters)
    .filter((letter) => letter.state === "refused")
    .map(
      (letter) => html`<p class="banner banner--refused" key=${letter.key}>
        <${Icon} name="warning" /><span>${letter.refusal.sentence}</span>
        <button class="button button--small" type="button" onClick=${() => outbox.drop(letter.key)}>${_("Compris")}</button>
      </p>`,
    );
}

/** A question answered by yes or no, as a button that stays pressed. */
export function YesButton({ act, path, person, on, icon, children }) {
  const fields = { wanted: on ? "no" : "yes" };
  return html`<button
    class="button button--small"
    type="button"
    aria-pressed=${String(on)}
    onClick=${() => act(path, person ? { ...fields, person } : fields)}
  >
    <${Icon} name=${on ? "check" : icon} />${children}
  </button>`;
}

/** Whom I met, whom I would see again, and who would too. */
export function SeeAgain({ event, mine, met, letters, act }) {
  if (!met.length) return null;
  return html`<section class="stack stack--close not-printed">
    <h2 class="heading">${_("Se revoir ?")}</h2>
    <p class="small soft">${_("Cochez en privé. Personne ne le sait, sauf si l'autre coche aussi.")}</p>
    <ul class="round-list">
      ${met.map((person) => {
        const on = standing(letters, "rounds/again", person.id, mine.again.indexOf(person.id) >= 0);
        return html`<li class="round-list__line" key=${person.id}>
          <${Person} event=${event} person=${{ ...person, absent: false }} />
          <${YesButton} act=${act} path="rounds/again" person=${person.id} on=${on} icon="star">
            ${on ? _("Oui, se revoir") : _("Se revoir")}<span class="unseen"> : ${nameOf(event, person)}</span>
          <//>
        </li>`;
      })}
    </ul>
    <${Contact} mine=${mine} act=${act} />
  </section>`;
}

/** Those with whom both ticks stand, and how to reach them. */
export function Mutual({ event, mine }) {
  if (!mine.mutual.length) return null;
  return html`<section class="stack stack--close">
    <h2 class="heading">${_("Vous voulez vous revoir")}</h2>
    <ul class="round-list">
      ${mine.mutual.map(
        (person) => html`<li class="round-list__line" key=${person.id}>
          <${Person} event=${event} person=${person} />
          <span dir="auto">${person.contact || _("Pas de contact laissé : retrouvez-vous aujourd'hui.")}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function Contact({ mine, act }) {
  const [text, setText] = useState(mine.contact);
  const kept = text.trim() === mine.contact;
  function submit(event) {
    event.preventDefault();
    if (!kept) act("rounds/contact", { contact: text.trim() });
  }
  return html`<form class="field" onSubmit=${submit}>
    <label class="field__label" for="contact">${_("Comment vous joindre")}</label>
    <p class="field__hint" id="contact-hint">${_("Montré seulement si les deux ont coché. Facultatif.")}</p>
    <input class="field__input" id="contact" value=${text} maxlength="100" autocomplete="off" dir="auto" aria-describedby="contact-hint" onInput=${(event) => setText(event.target.value)} />
    <p class="field__foot">
      <button class="button button--small" type="submit" aria-disabled=${kept ? "true" : null}>
        ${kept && mine.contact ? html`<${Icon} name="sent" />${_("Enregistré")}` : _("Enregistrer")}
      </button>
    </p>
  </form>`;
}
