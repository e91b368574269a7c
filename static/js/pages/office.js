// The office works without a script; this only makes it easier.

import { keepTyped } from "./office_typed.js";

/** @param {string} id */
function copyFrom(id) {
  const field = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(id));
  if (!field) return false;
  field.focus();
  field.select();
  // There is no navigator.clipboard on a LAN address without https.
  return document.execCommand("copy");
}

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => copyFrom(button.dataset.copy));
});

document.querySelectorAll("[data-show-phrase]").forEach((line) => {
  const phrase = document.querySelector("input[type=password]");
  line.hidden = !phrase;
  line.querySelector("input").addEventListener("change", (event) => {
    phrase.type = event.target.checked ? "text" : "password";
  });
});

document.querySelectorAll("form[data-keep-typed]").forEach(keepTyped);

const wrong = document.querySelector(".form-errors[role=alert]");
if (wrong) wrong.focus();

// A page that opens at one of its forms says there what became of it, not far above.
const note = document.querySelector("main > [role=status]");
const form = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (note && form && form.matches("form")) {
  form.append(note);
  note.tabIndex = -1;
  // Once loaded: going to the form takes the focus away.
  window.addEventListener("load", () => note.focus());
}

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
