// The day's sheet: which door is next, and all doors by building and floor.
import { counted, fill, icon, part, show, slot, word } from "./dom.js";
import * as queue from "./queue.js";
import * as vault from "./vault.js";

const ICONS = { todo: "circle", waiting: "hourglass", refused: "warning", conflict: "warning", reached: "check", tried: "no-answer", elsewhere: "person-check" };

export function chosen() {
  const day = vault.get("day");
  const found = vault.get(`sheet:${day?.chosen}`) ?? vault.names("sheet:").map((name) => vault.get(name))[0];
  return found ?? null;
}

export const addressOf = (stop) => [stop.street, stop.number].filter(Boolean).join(" ");

// todo, waiting, refused, conflict, reached, tried, or elsewhere: done today on another phone.
export function stateOf(stop) {
  const mark = queue.mark(stop.entry_id);
  if (!mark) return stop.done ? "elsewhere" : "todo";
  return mark.state === "sent" ? (mark.reached ? "reached" : "tried") : mark.state;
}

export const together = (stop) => (stop.company ? word("together", { at: stop.company[0].at }) : "");
export const isCard = (stop) => stop.task === "card";
const isDone = (stop) => stateOf(stop) !== "todo";
export const nextOf = (sheet) => sheet.stops.find((stop) => !isDone(stop)) ?? null;

// The page of a sheet is drawn once; after that only what changed is. Gone when the app locks.
let drawn = null; // {sheet, page, groups}
export const forget = () => { drawn = null; };

export function screen() {
  const sheet = chosen();
  if (drawn?.sheet !== sheet) drawn = { sheet, page: part("day"), groups: [] };
  const isNew = !drawn.groups.length;
  show(drawn.page);
  if (isNew) whole(drawn.page, sheet);
  changes();
}

// As `screen`, without a page that jumps under somebody's thumb.
export function renew() {
  if (drawn?.sheet === chosen() && drawn.page.isConnected) changes();
  else screen();
}

function whole(page, sheet) {
  fill(page, { name: sheet.name, why: sheet.why });
  drawn.groups = groups(sheet);
  slot(page, "groups").replaceChildren(...drawn.groups.map(({ group }) => group));
}

function changes() {
  const { page, sheet } = drawn;
  const done = sheet.stops.filter(isDone).length;
  fill(page, { notice: notice(), progress: word("progress", { done, all: sheet.stops.length }) });
  slot(page, "line").parentElement.style.setProperty("--part", sheet.stops.length ? done / sheet.stops.length : 0);
  choices(page, sheet);
  const upcoming = nextOf(sheet);
  next(page, upcoming);
  companions(page, sheet);
  drawn.groups.forEach((made) => refresh(made, upcoming));
}

function notice() {
  const minutes = Math.round((vault.get("day").offset ?? 0) / 60_000);
  return Math.abs(minutes) >= 5 ? word("lost-clock", { n: Math.abs(minutes) }) : "";
}

function choices(page, sheet) {
  const all = vault.names("sheet:").map((name) => vault.get(name));
  slot(page, "choice").hidden = all.length < 2;
  slot(page, "sheets").replaceChildren(...all.map((one) => new Option(one.name, one.id, false, one.id === sheet.id)));
}

function next(page, stop) {
  const button = slot(page, "next");
  button.dataset.entry = stop?.entry_id ?? "";
  button.disabled = !stop;
  fill(button, stop ? { address: addressOf(stop), about: [isCard(stop) ? word("card-short") : stop.addressee, together(stop)].filter(Boolean).join(" · ") } : { address: word("all-done"), about: "" });
}

// Where somebody of another organisation is waited for, by the hour, however the walk goes.
function companions(page, sheet) {
  const open = sheet.stops.filter((stop) => stop.company && !isDone(stop)).sort((one, other) => (one.company[0].at < other.company[0].at ? -1 : 1));
  slot(page, "together").hidden = !open.length;
  slot(page, "companions").replaceChildren(...open.map((stop) => {
    const row = fill(part("row"), { title: `${stop.company[0].at} ${addressOf(stop)}`, note: stop.company.map(({ name, organisation }) => `${name}, ${organisation}`).join("; ") });
    row.querySelector("button").dataset.entry = stop.entry_id;
    slot(row, "icon").append(icon("team"));
    return row;
  }));
}

// By building and entrance, in walking order: [{group, stops, cells}]. A group draws its doors when it is open.
function groups(sheet) {
  const found = new Map();
  for (const stop of sheet.stops) {
    const key = [stop.block || stop.street, stop.entrance && word("entrance", { n: stop.entrance })].filter(Boolean).join(", ");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(stop);
  }
  return [...found].map(([title, stops]) => {
    const made = { group: fill(part("group"), { title }), stops, cells: null, isNext: false };
    made.group.addEventListener("toggle", () => draw(made));
    return made;
  });
}

// Open is the building of the next door, and what somebody opened. Its doors come after what the thumb waits for.
function refresh(made, upcoming) {
  const { group, stops } = made;
  slot(group, "count").textContent = word("progress", { done: stops.filter(isDone).length, all: stops.length });
  const isNext = drawn.groups.length === 1 || stops.includes(upcoming);
  if (isNext !== made.isNext) group.open = isNext;
  made.isNext = isNext;
  made.cells?.forEach((stop, button) => dress(button, stop));
}

function draw(made) {
  if (made.cells || !made.group.open) return;
  made.cells = new Map();
  slot(made.group, "floors").append(...floors(made.stops, made.cells));
}

// The highest floor on top, as one sees the building; without floors the doors in walking order.
function floors(stops, cells) {
  const found = new Map();
  for (const stop of stops) {
    if (!found.has(stop.floor ?? "")) found.set(stop.floor ?? "", []);
    found.get(stop.floor ?? "").push(stop);
  }
  return [...found].sort(([one], [other]) => Number(other) - Number(one)).map(([floor, doors]) => {
    const row = part("floor");
    fill(row, { floor: floorName(floor) });
    slot(row, "doors").append(...doors.map((stop) => cell(stop, cells)));
    return row;
  });
}

export const floorName = (floor) => (floor === "" || floor === null || floor === undefined ? "" : Number(floor) === 0 ? word("ground") : word("floor", { n: floor }));

function cell(stop, cells) {
  const button = fill(part("cell"), { number: stop.number });
  button.dataset.entry = stop.entry_id;
  cells.set(button, stop);
  return dress(button, stop);
}

// What asks something special of whoever rings there.
const sort = (stop) => (stop.company && "team") || (stop.appointment && "calendar") || (isCard(stop) && "letter");

// As the door stands now; untouched where nothing changed.
function dress(button, stop) {
  const state = stateOf(stop);
  const label = `${addressOf(stop)}, ${spoken(stop, state)}`;
  if (button.getAttribute("aria-label") === label) return button;
  button.className = `fd-cell fd-cell--${state}`;
  slot(button, "icon").replaceChildren(icon((state === "todo" && sort(stop)) || ICONS[state]));
  button.setAttribute("aria-label", label);
  return button;
}

export function spoken(stop, state = stateOf(stop)) {
  const mark = queue.mark(stop.entry_id);
  if (state === "todo") return [isCard(stop) ? word("card-short") : word("state-todo"), together(stop)].filter(Boolean).join(", ");
  if (!mark) return word("earlier-today");
  return `${mark.label}, ${word(`state-${mark.state}`)}`;
}

export const iconOf = (stop) => icon(ICONS[stateOf(stop)]);

// What the bar on top says, and with which sign.
export function sign(network) {
  const many = { refused: queue.refused().length, conflict: queue.conflicts().length, waiting: queue.waiting().length + queue.photos().length };
  const first = ["refused", "conflict"].find((name) => many[name]);
  if (queue.isSaving()) return { icon: "hourglass", tone: "busy", text: word("saving") };
  if (first) return { icon: "warning", tone: "look", text: counted(first, many[first]) };
  if (many.waiting && network === "online") return { icon: "hourglass", tone: "busy", text: counted("waiting", many.waiting) };
  const state = { "signed-out": ["sign-in", "look"], offline: ["offline", "away"], sending: ["send", "busy"], online: ["check", "good"] }[network] ?? ["clock", "busy"];
  const base = network === "unknown" ? "opening" : network;
  const text = many.waiting && network !== "signed-out" ? `${network === "offline" ? `${word("offline")}. ` : ""}${counted("waiting", many.waiting)}` : word(base);
  return { icon: state[0], tone: state[1], text };
}
