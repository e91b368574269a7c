import { html, render } from "../../vendor/htm-preact.js";
import { useItems } from "../live/hooks.js";
import { page } from "../live/page.js";
import { follow } from "../live/socket.js";
import { createStore } from "../live/store.js";

const store = createStore(page.board);
follow(store);

function Wall() {
  const problems = useItems(store, "problem");
  return html`<ul>${Object.keys(problems).map((id) => html`<li key=${id}>${problems[id].text}</li>`)}</ul>`;
}

render(html`<${Wall} />`, document.getElementById("app"));
