// <form data-upload> with a [data-upload-shown] in it: says how far a large file is, then that it is being
// read, and what to do when the line breaks. Without JavaScript the form is sent as any other.
import { each } from "./each.js";

export function uploads(part) {
  each(part, "form[data-upload]", (form) => form.addEventListener("submit", (event) => send(event, form)));
}

function send(event, form) {
  event.preventDefault();
  const shown = form.querySelector("[data-upload-shown]");
  const bar = shown.querySelector("progress");
  const say = (sentence) => { shown.querySelector("p").textContent = sentence; };
  const buttons = form.querySelectorAll("button");
  const busy = (is) => buttons.forEach((button) => { button.disabled = is; });
  const data = new FormData(form, event.submitter);
  const line = new XMLHttpRequest();
  line.upload.addEventListener("progress", ({ loaded, total }) => { bar.max = total; bar.value = loaded; });
  line.upload.addEventListener("load", () => { bar.removeAttribute("value"); say(shown.dataset.reading); });
  line.addEventListener("error", () => { bar.hidden = true; busy(false); say(shown.dataset.lost); });
  line.addEventListener("load", () => arrived(line));
  shown.hidden = bar.hidden = false;
  say(shown.dataset.sending);
  busy(true);
  line.open("POST", form.action);
  line.send(data);
}

// A page elsewhere is where to go; the same page again says what is wrong.
function arrived(line) {
  const came = new DOMParser().parseFromString(line.responseText, "text/html").querySelector("main");
  if (line.status < 400 || !came) return location.assign(line.responseURL);
  document.querySelector("main").replaceWith(came);
  document.dispatchEvent(new CustomEvent("waakvlam:part", { detail: came }));
  came.querySelector("[role=alert], .wv-errors, h1")?.scrollIntoView();
}
