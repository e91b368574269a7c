// The page of a PDF being made: asks how far it is, and loads itself again when it has ended.
const EVERY_MS = 700;
const SPOKEN_EVERY_MS = 5000;

const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-job]"));
let spokenAt = 0;

/** @param {string} selector @param {string} words */
function write(selector, words) {
  const line = document.querySelector(selector);
  if (line && line.textContent !== words) line.textContent = words;
}

async function look() {
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.state !== "running") {
      location.reload();
      return;
    }
    write("[data-told]", told.told);
    if (Date.now() - spokenAt > SPOKEN_EVERY_MS) {
      spokenAt = Date.now();
      write("[data-said]", told.told);
    }
  } catch (error) {
    // The line is down for a moment: the next look tells.
  }
  setTimeout(look, EVERY_MS);
}

if (place && place.dataset.state === "running") setTimeout(look, EVERY_MS);
