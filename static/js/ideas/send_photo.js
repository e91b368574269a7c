/** A photo of a drawing: made smaller on the phone where it can, then sent until it is stored. */

import { door, freshKey, page } from "../live/page.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const TRIES = 6;
const PAUSE_MS = 2000;

/** The photo with its longest side at 1600 points, as JPEG; the file itself where a phone cannot. */
export function makeSmaller(file) {
  return new Promise((done) => {
    const picture = new Image();
    const address = URL.createObjectURL(file);
    const asItIs = () => {
      URL.revokeObjectURL(address);
      done(file);
    };
    picture.onerror = asItIs;
    picture.onload = () => {
      try {
        const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.naturalWidth * scale);
        canvas.height = Math.round(picture.naturalHeight * scale);
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (URL.revokeObjectURL(address), done(blob || file)), "image/jpeg", QUALITY);
      } catch (error) {
        asItIs();
      }
    };
    picture.src = address;
  });
}

/**
 * Send a photo; the same key each time, so that it is stored once.
 * @returns {Promise<{stored?: any, refusal?: any, lost?: boolean}>}
 */
export async function sendPhoto(path, photo, fields = {}) {
  const key = freshKey();
  const form = new FormData();
  Object.keys(fields).forEach((name) => form.append(name, fields[name]));
  form.append("file", photo, "dessin.jpg");
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried) await new Promise((done) => setTimeout(done, PAUSE_MS * tried));
    try {
      const response = await fetch(door(path), {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json", "Idempotency-Key": key, "X-CSRFToken": csrfToken() },
        body: form,
      });
      const answer = await response.json();
      if (response.ok) return { stored: answer };
      if (response.status < 500 && response.status !== 429) return { refusal: answer };
    } catch (error) {
      // nobody answered: once more
    }
  }
  return { lost: true };
}

function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  return meta ? meta.content : "";
}

/** Whether this page is a helper's. */
export function atKiosk() {
  return page.surface === "kiosk";
}
