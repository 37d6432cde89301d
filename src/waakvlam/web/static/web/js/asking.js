// <div data-asking> with steps <… data-asked="key" data-next="key">: only the questions that follow on what was answered.
// An answer with a data-next of its own jumps there. Without JavaScript all stand there, each with its [data-only].
import { each } from "./each.js";

export function asking(part) {
  each(part, "[data-asking]", (script) => {
    script.querySelectorAll("[data-only]").forEach((only) => only.remove());
    script.addEventListener("change", () => follow(script));
    follow(script);
  });
}

// What is hidden keeps what was answered there: whoever taps the other answer by mistake loses nothing. The server
// counts only the answers on the way that was taken.
function follow(script) {
  const steps = new Map([...script.querySelectorAll("[data-asked]")].map((step) => [step.dataset.asked, step]));
  const way = new Set();
  for (let step = [...steps.values()][0]; step && !way.has(step); step = steps.get(nextOf(step))) way.add(step);
  steps.forEach((step) => { step.hidden = !way.has(step); });
}

const nextOf = (step) => step.querySelector("input[type=radio]:checked")?.dataset.next ?? step.dataset.next;
