// What was done at doors and waits for the server: taken off only when the server has it.
import { uuid7 } from "./ids.js";
import * as vault from "./vault.js";

const LATER = 60_000; // ms until we ask again what the server could not do now
export const UNDO = 8_000; // ms in which an outcome waits, so that it can be taken back also with network

let saving = 0; // visits that the disk does not have yet
export const isSaving = () => saving > 0;

const commands = () => vault.names("queue:").map((name) => vault.get(name));
export const waiting = () => commands().filter((one) => one.state === "waiting");
// Also where the clock of the phone was set back meanwhile.
export const ready = (now = Date.now()) => waiting().filter((one) => one.ready <= now || one.ready > now + 2 * LATER);
export const refused = () => commands().filter((one) => one.state === "refused");
export const conflicts = () => vault.names("mark:").map((name) => vault.get(name)).filter((one) => one.state === "conflict");
export const mark = (entry) => vault.get(`mark:${entry}`);
export const command = (id) => vault.get(`queue:${id}`);
export const photos = () => vault.names("photo:").map((name) => vault.get(name)).filter((one) => !one.draft);

// One visit: command, mark on the sheet and end of the draft in one write to the disk. Known at once; `kept`
// resolves when the disk has it.
export function add(sheet, stop, outcome, nextAt, draft, offset) {
  const id = uuid7();
  const at = new Date().toISOString();
  const told = {
    id, sheet, entry: stop.entry_id, outcome: outcome.key, at, offset, seen: stop.seen, next_at: nextAt,
    observation: draft.observation ?? "", interpretation: draft.interpretation ?? "", source: draft.source ?? "",
    findings: found(draft), keep_words: false,
  };
  const mark = { entry: stop.entry_id, sheet, command: id, label: outcome.label, reached: outcome.reached, at, state: "waiting" };
  const pictures = (draft.photos ?? []).map((photo) => [`photo:${photo}`, { id: photo, visit: id, entry: stop.entry_id }]);
  saving += 1;
  const kept = vault.change(
    [`queue:${id}`, { ...told, state: "waiting", ready: Date.now() + UNDO, draft }],
    [`mark:${stop.entry_id}`, mark], [`draft:${stop.entry_id}`, undefined], ...pictures).finally(() => { saving -= 1; });
  return { id, kept };
}

// What the conversation brought up, in the words of the server.
function found(draft) {
  const rows = (draft.topics ?? []).map((topic) => ({ kind: "help_request", topic, words: draft.request_words ?? "", household: Boolean(draft.household) }));
  if (!rows.length && (draft.request_words || draft.household)) {
    rows.push({ kind: "help_request", topic: "", words: draft.request_words ?? "", household: Boolean(draft.household) });
  }
  if (draft.danger) rows.push({ kind: "signal", words: draft.signal_words ?? "", danger: true, reason: draft.danger_reason ?? "" });
  else if (draft.signal) rows.push({ kind: "signal", words: draft.signal_words ?? "" });
  return rows;
}

// Only what was never offered to the server can be taken back here: what was typed comes back.
export const isUndoable = (id) => Boolean(command(id)) && (!command(id).tried || command(id).state === "refused");
export async function undo(id) {
  if (!isUndoable(id)) return false;
  const { entry, draft } = command(id);
  const pictures = photos().filter((one) => one.visit === id).map((one) => [`photo:${one.id}`, { ...one, draft: true }]);
  await vault.change([`queue:${id}`, undefined], [`mark:${entry}`, undefined], [`draft:${entry}`, draft], ...pictures);
  return true;
}

// "Send now": nobody wants to take these back any more.
export async function hurry() {
  await vault.change(...waiting().map((one) => [`queue:${one.id}`, { ...one, ready: 0 }]));
}

// Before sending: from now on only the server can tell whether it has these.
export async function sending(rows) {
  await vault.change(...rows.filter((one) => !one.tried).map((one) => [`queue:${one.id}`, { ...one, tried: true }]));
}

// The same words again, after the writer looked at what was warned for.
export async function keepWords(id) {
  const told = command(id);
  await vault.change([`queue:${id}`, { ...told, keep_words: true, state: "waiting", ready: 0 }],
    [`mark:${told.entry}`, { ...mark(told.entry), state: "waiting", reason: "" }]);
}

// What the server said of each: {id, result: applied, already, conflict, refused, later; code, reason, url}.
export const settle = (results) => vault.change(...results.filter((told) => command(told.id)).flatMap(settled));

function settled(told) {
  const known = command(told.id);
  if (told.result === "later") return [[`queue:${told.id}`, { ...known, ready: Date.now() + LATER }]];
  const isHere = told.result === "applied" || told.result === "already";
  const state = isHere ? "sent" : told.result;
  return [
    [`queue:${told.id}`, state === "refused" ? { ...known, state, code: told.code, reason: told.reason } : undefined],
    [`mark:${known.entry}`, { ...mark(known.entry), state, code: told.code, reason: told.reason, url: told.url }],
    ...(state === "conflict" ? dropped(told.id) : [])];
}

const dropped = (visit) => photos().filter((one) => one.visit === visit).map((one) => [`photo:${one.id}`, undefined]);
