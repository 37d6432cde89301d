// The talk with the server: what waits goes out in order, what is new comes in, a wipe is obeyed.
import { word } from "./dom.js";
import * as queue from "./queue.js";
import * as vault from "./vault.js";
import * as wire from "./wire.js";

const PIECE = 50; // commands in one request
const POLL = 300_000; // ms between looks while nothing waits
const FRESH = 900_000; // ms that a sheet is good enough
const SLOWEST = 300_000;
export const changed = new EventTarget();
export let network = "unknown"; // online, sending, offline, signed-out
let busy = false;
let again = false; // asked for while a talk was going on
let failures = 0;
let timer = 0;
let due = Infinity; // when the next talk begins, as `performance.now` counts: no clock moves it

function tell(now) {
  network = now;
  changed.dispatchEvent(new Event("changed"));
}

// The phone itself says that there is no network: shown at once, not at the next talk.
export const cut = () => tell("offline");

// Soon, or after `delay` ms. What is due earlier stays: who rings door after door sends all the same.
export function kick(delay = 0) {
  const at = performance.now() + delay;
  if (due <= at) return;
  stop();
  due = at;
  timer = setTimeout(run, delay);
}

export function stop() {
  clearTimeout(timer);
  due = Infinity;
}

async function run() {
  due = Infinity;
  again ||= busy;
  if (busy || !vault.isOpen()) return;
  busy = true;
  try {
    await once();
  } finally {
    busy = false;
    if (vault.isOpen()) kick(again ? 0 : wait());
    again = false;
  }
}

// Locked, so without a key: whether this phone still stands. Whoever found it need not guess first.
export async function obey() {
  if (vault.isOpen() || vault.isOpening() || !vault.device()) return;
  const told = await wire.stands();
  if (told.kind !== "wiped" || vault.isOpen() || vault.isOpening()) return; // then the talk that follows hears it
  await vault.wipe();
  tell("wiped");
}

function wait() {
  if (failures) return Math.min(SLOWEST, 2_000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
  const next = Math.min(...queue.waiting().map((one) => one.ready), Infinity);
  return Number.isFinite(next) ? Math.max(250, next - Date.now() + 50) : POLL;
}

async function once() {
  const told = await wire.begin();
  if (!await went(told)) return;
  await learn(told.data);
  if (!await commands() || !await pictures() || !await sheets()) return;
  failures = 0;
  tell("online");
}

// False where the talk ends here; what follows from it is done.
async function went(told) {
  if (told.kind === "wiped") {
    await vault.wipe();
    tell("wiped");
  } else if (told.kind === "signedOut") {
    failures = Math.max(failures, 5);
    tell("signed-out");
  } else if (told.kind !== "done") {
    failures += 1;
    tell("offline");
  }
  return told.kind === "done" && vault.isOpen();
}

// What the server tells of itself and of today. `offset` is what our clock lacks, in ms.
export async function learn(told) {
  const offset = told.now - Date.now();
  const day = vault.get("day") ?? {};
  await vault.change(["day", { ...day, offset, person: told.person, helpers: told.helpers, sheets: told.sheets, photos: told.photos, topics: told.topics }]);
  await vault.until(told.until - offset);
  const gone = vault.names("sheet:").map((name) => name.slice(6)).filter((id) => !told.sheets.some((one) => one.id === id));
  await forget(gone);
}

// A sheet that ended, or is not this person's any more: gone, with its marks and drafts. Not what waits.
export async function forget(ids) {
  for (const id of ids) {
    const doors = new Set((vault.get(`sheet:${id}`)?.stops ?? []).map((stop) => stop.entry_id));
    const own = [...vault.names("mark:"), ...vault.names("draft:")].filter((name) => doors.has(name.slice(name.indexOf(":") + 1))
      && !["waiting", "refused"].includes(vault.get(name).state));
    await vault.change(...[`sheet:${id}`, ...own].map((name) => [name, undefined]));
  }
  if (ids.length) changed.dispatchEvent(new Event("changed"));
}

export const ended = (now = Date.now()) => vault.names("sheet:").map((name) => vault.get(name))
  .filter((sheet) => now > sheet.ends).map((sheet) => sheet.id);

async function commands() {
  for (let rows = queue.ready(); rows.length; rows = queue.ready()) {
    tell("sending");
    const piece = rows.slice(0, PIECE);
    await queue.sending(piece);
    const told = await wire.send(piece.map(({ state, ready, draft, tried, code, reason, ...command }) => command));
    if (!await went(told)) return false;
    await queue.settle(told.data.results);
    tell("sending");
  }
  return true;
}

// After the visits they belong to: a photo without its visit would hang in the air.
async function pictures() {
  for (const one of queue.photos().filter((photo) => !queue.command(photo.visit))) {
    const raw = await vault.photo(one.id);
    const told = raw ? await wire.photo(one.id, one.visit, raw) : { kind: "done" };
    if (told.kind !== "refused" && !await went(told)) return false;
    const mark = queue.mark(one.entry);
    const isTold = told.kind === "refused" && mark;
    await vault.dropPhoto(one.id);
    await vault.change([`photo:${one.id}`, undefined],
      ...(isTold ? [[`mark:${one.entry}`, { ...mark, reason: told.data?.reason ?? word("photo-failed") }]] : []));
  }
  return true;
}

export async function sheets(now = Date.now()) {
  const day = vault.get("day");
  for (const { id } of day.sheets) {
    if (now - (vault.get(`sheet:${id}`)?.fetched ?? 0) < FRESH) continue;
    const told = await wire.sheet(id);
    if (told.kind === "refused") continue;
    if (!await went(told)) return false;
    await vault.change([`sheet:${id}`, { ...told.data, fetched: now, ends: told.data.ends_at - day.offset }]);
    changed.dispatchEvent(new Event("changed"));
  }
  return true;
}
export const stale = () => vault.change(...vault.names("sheet:").map((name) => [name, { ...vault.get(name), fetched: 0 }]));
