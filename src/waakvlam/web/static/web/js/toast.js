// A message goes by itself after its seconds, waits while somebody is on it, and can be closed.
// Without data-seconds it stays: nothing that must be read disappears.
import { each } from "./each.js";

export function toasts(part) {
  each(part, "[data-toast]", (toast) => {
    const button = toast.querySelector("[data-close]");
    button.hidden = false;
    button.addEventListener("click", () => toast.remove());
    if (!toast.dataset.seconds) return;
    let timer;
    const start = () => {
      timer = setTimeout(() => toast.remove(), toast.dataset.seconds * 1000);
    };
    const stop = () => clearTimeout(timer);
    for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
    for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
    start();
  });
}
