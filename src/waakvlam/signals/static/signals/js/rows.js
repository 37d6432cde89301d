// data-rows on a list: j and k step through the links of its rows, as in a mailbox; Enter opens what has the focus.
const TYPING = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING)) return;
  const links = [...document.querySelectorAll("[data-rows] .wv-row__title a")];
  if (!links.length) return;
  event.preventDefault();
  const here = links.indexOf(document.activeElement);
  links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
});
