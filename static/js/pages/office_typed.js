/** On a page of several forms, what is typed in one survives the press of another's button, until it is stored. */

const SHELF = "eventlab:office:";

/** @param {HTMLFormElement} form with a textarea, a `revision`, and a sign that is shown while its text is not stored */
export function keepTyped(form) {
  const field = form.querySelector("textarea");
  const base = form.querySelector("[name=revision]");
  const sign = form.querySelector("[data-unsaved]");
  const shelf = SHELF + form.getAttribute("action") + form.id;
  const stored = field.value;
  const kept = read(shelf);

  function look() {
    const unsaved = field.value.trim() !== stored.trim();
    sign.hidden = !unsaved;
    // With the revision it was written from: the server still tells when somebody else wrote since.
    keep(shelf, unsaved ? { text: field.value, revision: base.value } : null);
  }

  if (kept && kept.text.trim() !== stored.trim()) {
    field.value = kept.text;
    base.value = kept.revision;
  }
  look();
  field.addEventListener("input", look);
}

function read(shelf) {
  try {
    return JSON.parse(sessionStorage.getItem(shelf));
  } catch (error) {
    return null; // storage refused: the text lives as long as the page
  }
}

function keep(shelf, value) {
  try {
    if (value) sessionStorage.setItem(shelf, JSON.stringify(value));
    else sessionStorage.removeItem(shelf);
  } catch (error) {
    // the same
  }
}
