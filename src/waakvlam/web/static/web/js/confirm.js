// data-confirm="Question?" on a button: asks before what cannot be undone.
// Without JavaScript the act simply happens; the server must not lean on this.
export function confirmation(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}
