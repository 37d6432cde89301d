// Beside the outcome: the script step by step, the note in three parts, what they asked, a photo.
// Everything typed is kept in a draft, sealed, so that a killed app loses nothing.
import { base64 } from "./cells.js";
import { fill, part, slot, word, toast } from "./dom.js";
import { uuid7 } from "./ids.js";
import * as vault from "./vault.js";

const TEXTS = ["observation", "interpretation", "source", "request_words", "signal_words", "danger_reason"];
const CHECKS = ["household", "signal", "danger"];
const PAUSE = 300; // ms after the last key
const WIDEST = 1600; // pixels of a photo
let now = null; // {sheet, stop, root, draft, timer}
const unkept = new Map(); // entry -> what was typed, until the disk has the visit that took it along

export function talk(sheet, stop) {
  const root = part("talk");
  now = { sheet, stop, root, draft: unkept.get(stop.entry_id) ?? vault.get(`draft:${stop.entry_id}`) ?? {}, timer: 0 };
  const script = root.querySelector('[data-part="script"]');
  script.hidden = !sheet.script?.start;
  root.querySelector('[data-part="photo"]').hidden = !vault.get("day").photos;
  topics();
  restore();
  if (!script.hidden) step();
  root.addEventListener("input", typed);
  slot(root, "file").addEventListener("change", photo);
  pictures();
  return root;
}

export const flush = async () => { if (now) { clearTimeout(now.timer); await save(); } };

async function save() {
  if (!now || !vault.isOpen()) return;
  const isEmpty = !Object.values(now.draft).some((value) => (Array.isArray(value) ? value.length : value));
  const name = `draft:${now.stop.entry_id}`;
  if (isEmpty && !vault.get(name)) return;
  await vault.change([name, isEmpty ? undefined : { ...now.draft }]);
}

export const leave = () => { now = null; };

// What was typed, for the visit that takes it along; from here on nothing is kept as a draft any more.
export function taken() {
  const { draft, stop, timer } = now;
  clearTimeout(timer);
  leave();
  unkept.set(stop.entry_id, draft);
  return { ...draft };
}
export const kept = (entry) => unkept.delete(entry);
export const forget = () => unkept.clear();

function later() {
  clearTimeout(now.timer);
  now.timer = setTimeout(save, PAUSE);
  marks();
}

function topics() {
  const chips = (vault.get("day").topics ?? []).map(([code, label]) => {
    const chip = fill(part("chip"), { label });
    chip.querySelector("input").value = code;
    return chip;
  });
  slot(now.root, "topics").replaceChildren(...chips);
}

function restore() {
  const { root, draft } = now;
  TEXTS.forEach((name) => { root.querySelector(`[name="${name}"]`).value = draft[name] ?? ""; });
  CHECKS.forEach((name) => { root.querySelector(`[name="${name}"]`).checked = Boolean(draft[name]); });
  root.querySelectorAll('[name="topics"]').forEach((box) => { box.checked = (draft.topics ?? []).includes(box.value); });
  marks();
}

// A quiet check mark beside what was filled in, also when it is folded.
function marks() {
  const { root, draft } = now;
  slot(root, "has-note").hidden = !(draft.observation || draft.interpretation || draft.source);
  slot(root, "has-finding").hidden = !(draft.topics?.length || draft.request_words || draft.household || draft.signal || draft.danger);
  slot(root, "has-photo").hidden = !draft.photos?.length;
}

function typed(event) {
  const { name, type, value, checked } = event.target;
  if (name === "topics") now.draft.topics = [...now.root.querySelectorAll('[name="topics"]:checked')].map((box) => box.value);
  else if (type === "checkbox") now.draft[name] = checked;
  else if (name) now.draft[name] = value;
  else return;
  later();
}

export function openPart(name) {
  const found = now.root.querySelector(`[data-part="${name}"]`);
  found.open = true;
  found.scrollIntoView({ block: "start" });
  return found;
}

// "Someone else in the home has a question": the form of questions, with that box ticked.
export function household() {
  now.draft.household = true;
  restore();
  later();
  openPart("finding").querySelector("textarea").focus();
}

export function danger() {
  now.draft.danger = true;
  restore();
  later();
  openPart("finding").querySelector('[name="danger_reason"]').focus();
}

export function lacksReason() {
  if (!now?.draft.danger || (now.draft.danger_reason ?? "").trim()) return false;
  openPart("finding").querySelector('[name="danger_reason"]').focus();
  return true;
}

// --- the script: one step at a time; nothing is mandatory, every step can be passed ---
const steps = () => now.sheet.script.steps;
const path = () => now.draft.path ?? [];
const answers = () => (now.draft.answers ??= {});

function step(moved = false) {
  const key = path().at(-1) ?? now.sheet.script.start;
  const raw = steps()[key];
  const shown = raw ? drawn(key, raw) : part("script-end");
  slot(now.root, "script").replaceChildren(shown);
  if (moved) slot(shown, "text").focus();
}

const said = (texts) => texts[now.sheet.language] ?? texts.nl ?? "";
const filled = (text) => Object.entries(now.sheet.blanks ?? {}).reduce((all, [blank, name]) => all.replaceAll(blank, name), text)
  .replaceAll("{bewoner}", now.stop.addressee ?? "");

function drawn(key, raw) {
  const shown = fill(part("step"), { text: filled(said(raw.text)) });
  slot(shown, "text").lang = now.sheet.language;
  slot(shown, "back").hidden = path().length < 2;
  const hasOptions = raw.kind === "single" || raw.kind === "multiple";
  slot(shown, "options").replaceChildren(...(hasOptions ? raw.options.map((option) => choice(key, raw, option)) : []));
  const free = slot(shown, "free");
  free.hidden = hasOptions || raw.kind === "say";
  const field = slot(shown, "answer");
  field.type = { number: "number", date: "date" }[raw.kind] ?? "text";
  field.value = answers()[key] ?? "";
  field.addEventListener("input", () => { answers()[key] = field.value; later(); });
  return shown;
}

function choice(key, raw, option) {
  const button = fill(part("option"), { label: said(option.label) });
  button.dataset.code = option.code;
  const held = answers()[key];
  button.setAttribute("aria-pressed", String(Array.isArray(held) ? held.includes(option.code) : held === option.code));
  return button;
}

export function answer(button) {
  const key = path().at(-1) ?? now.sheet.script.start;
  const { code } = button.dataset;
  if (steps()[key].kind === "single") {
    answers()[key] = code;
    return stepOn();
  }
  const held = answers()[key] ?? [];
  answers()[key] = held.includes(code) ? held.filter((one) => one !== code) : [...held, code];
  button.setAttribute("aria-pressed", String(answers()[key].includes(code)));
  return later();
}

export function stepOn() {
  const key = path().at(-1) ?? now.sheet.script.start;
  const raw = steps()[key];
  const jump = raw.kind === "single" && raw.options.find((option) => option.code === answers()[key])?.next;
  now.draft.path = [...(path().length ? path() : [key]), jump || raw.next || ""];
  later();
  step(true);
}

export function stepBack() {
  now.draft.path = path().slice(0, -1);
  later();
  step(true);
}

// --- photos: made smaller here, which also leaves out the place where it was taken ---
async function photo(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  try {
    const raw = await smaller(file);
    const id = uuid7();
    await vault.keepPhoto(id, raw);
    await vault.change([`photo:${id}`, { id, entry: now.stop.entry_id, draft: true }]);
    now.draft.photos = [...(now.draft.photos ?? []), id];
    await save();
    await pictures();
  } catch {
    toast(word("photo-failed"));
  }
}

async function smaller(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  return new Uint8Array(await made.arrayBuffer());
}

async function pictures() {
  const { root, draft } = now;
  const rows = await Promise.all((draft.photos ?? []).map(async (id) => {
    const row = part("photo");
    row.dataset.photo = id;
    slot(row, "image").src = `data:image/jpeg;base64,${base64(await vault.photo(id))}`;
    return row;
  }));
  slot(root, "photos").replaceChildren(...rows);
  if (now) marks();
}

export async function dropPhoto(row) {
  const id = row.dataset.photo;
  now.draft.photos = now.draft.photos.filter((one) => one !== id);
  await vault.dropPhoto(id);
  await vault.change([`photo:${id}`, undefined]);
  await save();
  await pictures();
}
