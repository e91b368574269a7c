/** The join form works without this; it only hides what does not concern the person, and stops a double tap. */

const form = document.getElementById("join");
const forProfessionals = form.querySelector("[data-for=professional]");

function follow() {
  const chosen = form.querySelector("input[name=perspective]:checked");
  if (forProfessionals) forProfessionals.hidden = !chosen || chosen.value !== "professional";
}

form.addEventListener("change", follow);
form.addEventListener("submit", (event) => {
  if (form.getAttribute("aria-busy")) event.preventDefault();
  form.setAttribute("aria-busy", "true");
});
// Coming back by the browser's arrow finds the form as it was left.
window.addEventListener("pageshow", () => {
  form.removeAttribute("aria-busy");
  follow();
});
follow();
