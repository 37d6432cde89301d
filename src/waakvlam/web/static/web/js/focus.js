// [data-focus] is where to go on after the page came: errors first.
import { each } from "./each.js";

export function focus(part) {
  each(part, "[data-focus]", (element) => element.focus());
}
