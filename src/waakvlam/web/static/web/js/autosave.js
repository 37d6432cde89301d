// data-autosave="/path/" on a form: what is typed is posted there a second after the last key,
// and when the page is hidden, so that a closed lid loses nothing. [data-saved] says what happened.
import { each } from "./each.js";

export function autosave(part) {
  each(part, "form[data-autosave]", (form) => {
    let timer;
    let waiting = false;
    const say = (state) => {
      const place = form.querySelector("[data-saved]");
      if (place) place.textContent = place.dataset[state] ?? "";
    };
    const save = async () => {
      if (!waiting) return;
      waiting = false;
      clearTimeout(timer);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new FormData(form), keepalive: true, headers: { "X-Autosave": "1" },
        });
        if (!answer.ok) throw new Error(answer.status);
        say("done");
        form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true }));
      } catch {
        waiting = true;
        say("failed");
        timer = setTimeout(save, 5000);
      }
    };
    form.addEventListener("input", () => {
      waiting = true;
      say("busy");
      clearTimeout(timer);
      timer = setTimeout(save, 1000);
    });
    form.addEventListener("submit", () => {
      waiting = false;
      clearTimeout(timer);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save();
    });
  });
}
