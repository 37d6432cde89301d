// Every behaviour is one small module that works on data attributes, also in parts that htmx brings.
import { asking } from "./asking.js";
import { autosave } from "./autosave.js";
import { choosing } from "./choose.js";
import { confirmation } from "./confirm.js";
import { focus } from "./focus.js";
import { keys } from "./keys.js";
import { menus } from "./menu.js";
import { toasts } from "./toast.js";
import { uploads } from "./upload.js";

const behaviours = [toasts, autosave, focus, uploads, choosing, asking];

function wake(part) {
  for (const behaviour of behaviours) behaviour(part);
}

keys(document);
menus(document);
confirmation(document);
wake(document);
document.addEventListener("htmx:load", (event) => wake(event.target));
document.addEventListener("waakvlam:part", (event) => wake(event.detail));
document.documentElement.dataset.awake = "";
