// The caller's form: its heart beats while it is open, so that the person stays with this caller.
// A tap on a number says that a telephone call begins: the page may sleep for its length.
// 409: somebody else has this person now; what was typed was kept, the page says so.
// Not while an outcome is on its way: a late beat hears 409 of that very outcome, and the next person is coming.
const BEAT = 60_000;
const form = document.querySelector("form[data-heartbeat]");
let sent = false;

async function beat(calling) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (calling) body.set("calling", "1");
  try {
    const answer = await fetch(form.dataset.heartbeat, { method: "POST", body, keepalive: true });
    if (answer.status === 409 && !sent) await leave();
  } catch {
    // No network: the lease is long enough, the next beat tells.
  }
}

async function leave() {
  await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } });
  if (!sent) location.reload();
}

if (form) {
  beat(false);
  addEventListener("submit", (event) => { sent ||= !event.defaultPrevented; });
  addEventListener("pageshow", (event) => { sent &&= !event.persisted; });
  setInterval(() => document.visibilityState === "visible" && beat(false), BEAT);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat(false));
  form.addEventListener("click", (event) => event.target.closest("[data-dial]") && beat(true));
}
