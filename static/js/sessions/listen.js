/** Reading aloud with a voice of the phone itself: nothing leaves it. Absent where there is none. */

import { html, useEffect, useState } from "../../vendor/htm-preact.js";
import { _ } from "../live/i18n.js";
import { Icon } from "../live/look.js";
import { page } from "../live/page.js";

const speech = typeof window !== "undefined" && window.speechSynthesis ? window.speechSynthesis : null;

/** A voice of this phone for `language`, or null. */
export function localVoice(voices, language) {
  return voices.find((voice) => voice.localService && voice.lang.slice(0, 2).toLowerCase() === language) || null;
}

function useVoice() {
  const [voice, setVoice] = useState(null);
  useEffect(() => {
    if (!speech || !speech.getVoices) return undefined;
    const look = () => setVoice(localVoice(speech.getVoices(), page.language));
    look();
    speech.onvoiceschanged = look; // some browsers list their voices late
    return () => speech.cancel();
  }, []);
  return voice;
}

/** A button that reads `text`; pressed again, it stops. */
export function Listen({ text }) {
  const voice = useVoice();
  const [speaking, setSpeaking] = useState(false);
  if (!voice || !text) return null;

  function toggle() {
    speech.cancel();
    setSpeaking(!speaking);
    if (speaking) return;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.onend = words.onerror = () => setSpeaking(false);
    speech.speak(words);
  }

  return html`<button class="button" type="button" aria-pressed=${String(speaking)} onClick=${toggle}>
    <${Icon} name="speak" />${speaking ? _("Arrêter") : _("Écouter")}
  </button>`;
}
