// data-key="1" on a button, link or field: that key presses, follows or enters it.
// Not while somebody types, and never with Ctrl, Alt or Meta: those belong to the browser.
const TYPING = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]";

export function keys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.matches?.(TYPING)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const place = root.querySelector("dialog[open]") ?? root;
    const found = [...place.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)]
      .find((element) => element.checkVisibility?.() ?? element.offsetParent);
    if (!found) return;
    event.preventDefault();
    if (found.matches(TYPING)) found.focus();
    else found.click();
  });
}
