// Screens are templates of the page; sentences too, so that they are translated where all others are.
const main = document.querySelector("[data-app]");
const drawn = new Map([...document.getElementById("t-icons").content.children].map((one) => [one.dataset.icon, one.firstElementChild]));
const said = new Map([...document.getElementById("t-words").content.children].map((one) => [one.dataset.word, one.textContent]));
export const language = document.documentElement.lang;

export const part = (name) => document.getElementById(`t-${name}`).content.firstElementChild.cloneNode(true);
export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);
export const icon = (name) => drawn.get(name).cloneNode(true);

export function word(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), said.get(key));
}

// "1 wacht" or "3 wachten".
export const counted = (key, n) => word(n === 1 ? `${key}-one` : `${key}-many`, { n });

// Text into slots; what is empty is hidden.
export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    const place = slot(root, name);
    place.textContent = value ?? "";
    place.hidden = value === undefined || value === null || value === "";
  }
  return root;
}

// Replaces the screen; its heading gets the focus, so that it is read aloud.
export function show(screen) {
  main.replaceChildren(screen);
  window.scrollTo(0, 0);
  screen.querySelector("h1")?.focus({ preventScroll: true });
  return screen;
}

const moment = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Amsterdam" });
export const momentOf = (text) => moment.format(new Date(text));
export const dayOf = (text) => day.format(new Date(text));

// What a button of a screen does: data-do="name" -> acts[name](element, event).
let acts = {};
export const does = (given) => { acts = given; };
function act(event) {
  const found = event.target.closest("[data-do]");
  if (!found || (found.tagName === "FORM") !== (event.type === "submit")) return;
  event.preventDefault();
  acts[found.dataset.do]?.(found, event);
}
document.addEventListener("click", (event) => {
  const found = event.target.closest("[data-do]");
  if (found && found.tagName !== "FORM") act(event);
});
document.addEventListener("submit", act);

// Dialogs: one at a time, closed by Escape, by a button, or when the app locks.
export function ask(name) {
  const dialog = document.querySelector(`[data-${name}]`);
  dialog.showModal();
  return dialog;
}
export const hush = () => document.querySelectorAll("dialog[open]").forEach((one) => one.close());

let hiding = 0;
export function toast(text, label = "", act = null) {
  const place = document.querySelector("[data-toast]");
  clearTimeout(hiding);
  const sentence = document.createElement("span");
  sentence.textContent = text;
  place.replaceChildren(sentence);
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => { place.hidden = true; act(); });
    place.append(button);
  }
  place.hidden = false;
  hiding = setTimeout(() => { place.hidden = true; place.replaceChildren(); }, 8_000);
}
export const quiet = () => { const place = document.querySelector("[data-toast]"); place.hidden = true; place.replaceChildren(); };
