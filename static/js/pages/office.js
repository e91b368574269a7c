// The office works without a script; this only makes it easier.

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

const wrong = document.querySelector(".form-errors[role=alert]");
if (wrong) wrong.focus();

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
