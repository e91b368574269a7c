/** Photos of drawings that are still on this phone: waiting, or refused with a reason. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";

/** Each as a line of the list of drawings. @param {{letters: any[], outbox: any}} props */
export function TravellingPhotos({ letters, outbox }) {
  return photosIn(letters).map((letter) => html`<${Travelling} key=${letter.key} letter=${letter} outbox=${outbox} />`);
}

/** The letters that carry a photo. */
export function photosIn(letters) {
  return letters.filter((letter) => letter.file);
}

function Travelling({ letter, outbox }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    let made = "";
    let left = false;
    outbox.fileOf(letter.key).then((file) => file && !left && setAddress((made = URL.createObjectURL(file))));
    return () => {
      left = true;
      URL.revokeObjectURL(made);
    };
  }, [letter.key]);
  const refused = letter.state === "refused";
  const sign = refused ? letter.refusal.sentence : letter.state === "sending" ? _("Envoi...") : _("Gardé sur ce téléphone");
  return html`<li class="drawings__one">
    ${address && html`<img class="drawings__picture" src=${address} alt=${_("Photo d'un dessin")} />`}
    <p><span class=${"chip " + (refused ? "chip--refused" : "chip--waiting")}><${Icon} name=${refused ? "warning" : letter.state === "sending" ? "send" : "phone"} />${sign}</span></p>
    ${refused &&
    html`<p class="row"><button class="button button--small" type="button" onClick=${() => outbox.retry(letter.key)}><${Icon} name="send" />${_("Envoyer à nouveau")}</button>
    <button class="button button--small button--quiet" type="button" onClick=${() => outbox.drop(letter.key)}><${Icon} name="trash" />${_("Supprimer")}</button></p>`}
  </li>`;
}
