// The app at the door: which screen shows, what the buttons do, when it locks by itself.
import * as day from "./day.js";
import * as door from "./door.js";
import { ask, does, fill, hush, icon, part, quiet, show, slot, toast, word } from "./dom.js";
import * as opening from "./opening.js";
import * as queue from "./queue.js";
import * as sync from "./sync.js";
import * as talk from "./talk.js";
import * as vault from "./vault.js";

const AWAY = 300_000; // ms out of sight after which it locks
const IDLE = 900_000; // ms without a touch after which it locks
let at = "opening"; // opening, day, door, queue
let touched = Date.now();
let hidden = 0;

// --- ways between screens; the browser's own back button goes back to the sheet ---
// Whatever is not the sheet is one step further in the browser's history, however many doors were opened there.
let isStepping = false; // we stepped back ourselves, and the browser has yet to say so
const further = () => { if (!isStepping && history.state?.field !== "further") history.pushState({ field: "further" }, ""); };

// The sheet shows at once; what was tapped before the browser followed stands.
function back() {
  talk.flush();
  go("day");
  if (history.state?.field !== "further") return;
  isStepping = true;
  history.back();
}

async function stepped() {
  if (isStepping) {
    isStepping = false;
    return at === "day" ? null : further();
  }
  await talk.flush();
  return vault.isOpen() && at !== "day" && go("day");
}

function go(screen, entry = "") {
  quiet();
  if (!vault.isOpen()) return start();
  const stop = entry && door.find(entry);
  if (screen === "door" && stop) {
    at = "door";
    further();
    return door.screen(stop);
  }
  talk.leave();
  at = screen === "queue" ? "queue" : "day";
  if (at === "day") return day.chosen() ? day.screen() : empty();
  further();
  return waiting(show(part("queue")));
}

// Something changed beside what the thumb is doing: nothing jumps, no sentence goes before it was read.
function renew() {
  if (at === "queue") return waiting(document.querySelector(".fd-page"));
  return at === "day" && (day.chosen() ? day.renew() : empty());
}

function empty() {
  const key = { offline: "no-sheet-offline", online: "no-sheet", "signed-out": "sign-in-first" }[sync.network] ?? "opening";
  fill(show(part("empty")), { text: word(key) });
}

function waiting(page) {
  fill(page, { text: sign().text });
  slot(page, "signin").hidden = sync.network !== "signed-out";
  const sheet = day.chosen();
  const stops = (sheet?.stops ?? []).filter((stop) => queue.mark(stop.entry_id));
  slot(page, "rows").replaceChildren(...stops.reverse().map((stop) => {
    const row = fill(part("row"), { title: day.addressOf(stop), note: [day.spoken(stop), queue.mark(stop.entry_id).reason].filter(Boolean).join(". ") });
    row.querySelector("button").dataset.entry = stop.entry_id;
    slot(row, "icon").append(day.iconOf(stop));
    return row;
  }));
}

function sign() {
  const found = vault.isOpen() ? day.sign(sync.network) : { icon: "lock", tone: "quiet", text: word("locked") };
  const bar = document.querySelector("[data-sign]");
  bar.className = `fd-bar__sign fd-bar__sign--${found.tone}`;
  bar.querySelector("svg").replaceWith(icon(found.icon));
  slot(bar, "sign").textContent = found.text;
  return found;
}

// --- opening and closing ---
async function start() {
  at = "opening";
  day.forget();
  talk.forget();
  hush();
  quiet();
  sync.stop();
  sign();
  await opening.screen();
  sync.obey();
}

async function opened() {
  touched = Date.now();
  await sync.forget(sync.ended());
  history.replaceState({ field: "day" }, "");
  sync.kick();
  go("day");
  sign();
}

async function lock() {
  if (!vault.isOpen()) return;
  await talk.flush();
  talk.leave();
  vault.close();
  await start();
}

async function look() {
  if (!vault.isOpen()) return;
  if (Date.now() > vault.endsAt()) {
    await talk.flush();
    await sync.forget(sync.ended());
    await vault.expire();
    return start();
  }
  if (Date.now() - touched > IDLE || (hidden && Date.now() - hidden > AWAY)) await lock();
}

// --- outcomes ---
// The tap is answered first, the disk is written meanwhile; only then it says that it was kept.
async function keep(key, nextAt) {
  if (talk.lacksReason()) return toast(word("danger-reason"));
  const made = door.keep(key, nextAt);
  hush();
  go("day");
  sign();
  toast(word("saving"));
  try {
    await made.kept;
  } catch {
    if (vault.isOpen()) go("day");
    sign();
    return toast(word("not-kept"));
  }
  talk.kept(made.entry);
  sync.kick(queue.UNDO + 100);
  sign();
  return vault.isOpen() && toast(word("saved", made), word("undo"), () => undo(made.id));
}

async function undo(id) {
  const entry = queue.command(id)?.entry;
  if (!await queue.undo(id)) return;
  sign();
  go("door", entry);
  toast(word("undone"));
}

function danger() {
  const dialog = ask("danger");
  const helpers = vault.isOpen() ? vault.get("day")?.helpers ?? [] : [];
  slot(dialog, "helpers").replaceChildren(...helpers.map(({ name, phone }) => {
    const link = Object.assign(document.createElement("a"), { href: `tel:${phone}`, className: "fd-button fd-button--second" });
    link.append(icon("call"), Object.assign(document.createElement("span"), { textContent: word("call-name", { name }) }));
    return link;
  }));
  dialog.querySelector('[data-do="note-danger"]').hidden = !(at === "door" && door.current() && document.querySelector(".fd-talk"));
}

const markOf = () => queue.mark(door.current()?.stop.entry_id);

does({
  ...opening.acts(opened, start),
  danger,
  close: hush,
  lock,
  back,
  queue: () => (vault.isOpen() ? go("queue") : null),
  door: (button) => go("door", button.dataset.entry),
  next: (button) => { const entry = button.dataset.entry || day.nextOf(day.chosen())?.entry_id; return entry ? go("door", entry) : go("day"); },
  refresh: async () => { await sync.stale(); sync.kick(); },
  send: async () => { await queue.hurry(); sync.kick(); },
  more: door.more,
  outcome: (button) => { const found = door.outcome(button.dataset.outcome); return found && keep(found.found.key, null); },
  moment: (button) => {
    const dialog = button.closest("dialog");
    const given = button.dataset.at || slot(dialog, "moment").value;
    return given && keep(dialog.dataset.outcome, new Date(given).toISOString());
  },
  "no-moment": (button) => keep(button.closest("dialog").dataset.outcome, null),
  undo: () => undo(markOf().command),
  mend: () => undo(markOf().command),
  "keep-words": async () => { await queue.keepWords(markOf().command); sync.kick(); go("day"); sign(); },
  answer: talk.answer,
  "step-on": talk.stepOn,
  "step-back": talk.stepBack,
  household: talk.household,
  "note-danger": () => { hush(); talk.danger(); },
  "drop-photo": (button) => talk.dropPhoto(button.closest("li")),
});

document.addEventListener("change", async (event) => {
  if (event.target.dataset.slot !== "sheets") return;
  await vault.change(["day", { ...vault.get("day"), chosen: event.target.value }]);
  go("day");
});
addEventListener("popstate", stepped);
sync.changed.addEventListener("changed", () => {
  if (sync.network === "wiped") return opening.gone("gone-wiped");
  sign();
  return vault.isOpen() && renew();
});
const reach = () => (vault.isOpen() ? sync.kick() : sync.obey());
addEventListener("online", reach);
addEventListener("offline", () => vault.isOpen() && sync.cut());
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
document.addEventListener("visibilitychange", async () => {
  if (document.hidden) { hidden = Date.now(); await talk.flush(); } else { await look(); hidden = 0; reach(); }
});
setInterval(look, 15_000);

const kept = await navigator.serviceWorker?.register("/veld/sw.js", { scope: "/veld/" }).catch(() => null);
kept?.addEventListener("updatefound", () => { if (navigator.serviceWorker.controller) toast(word("new-version")); });
await start();
