// The store and its lock: made with a PIN, opened with it, closed by itself, emptied for ever.
import * as cells from "./cells.js";
import * as disk from "./database.js";
import * as keys from "./keys.js";

export const TRIES = 10;
export const LEAST = 6; // digits of a PIN
const SHARE = "share";
let opened = null; // {data, names} while unlocked
let lock = null; // what stands on the disk in the clear: nothing that tells of anybody
const values = new Map(); // name -> value, in memory only
const places = new Map(); // name -> where it stands on the disk
let line = Promise.resolve(); // what is being written: one after the other, as it was asked for

let opening = false; // a PIN is being tried

export const isOpen = () => opened !== null;
export const isOpening = () => opening;

// none, locked, or expired: then the server's part is gone and only the server can give it again.
export async function state() {
  lock = (await disk.read(disk.LOCK, "lock")) ?? null;
  if (!lock) return "none";
  if (lock.share && Date.now() > lock.ends) await expire();
  return lock.share ? "locked" : "expired";
}

export const device = () => (lock ? { id: lock.id, token: lock.token } : null);
export const triesLeft = () => TRIES - (lock?.tries ?? 0);
export const endsAt = () => lock?.ends ?? 0;
export const isWeak = (pin) => !/^\d{6,12}$/.test(pin) || /^(\d)\1+$/.test(pin)
  || "01234567890123456789".includes(pin) || "98765432109876543210".includes(pin);

// `given` is {id, token, share} of the server; `ends` is by the clock of this phone.
export async function make(pin, given, ends) {
  const own = await keys.deviceKey();
  const share = cells.unbase64(given.share);
  const made = await keys.make(pin, share, own);
  lock = { ...made.lock, own, id: given.id, token: given.token, tries: 0, ends, share: await cells.seal(own, share, SHARE) };
  await disk.clear(disk.CELLS);
  await disk.clear(disk.PHOTOS);
  await save();
  opened = made.opened;
  values.clear();
  places.clear();
}

const save = () => disk.write(disk.LOCK, "lock", lock);

// True where the PIN is right. A try counts before it is made: killing the app gives none back.
export async function unlock(pin) {
  opening = true;
  try {
    return await tried(pin);
  } finally {
    opening = false;
  }
}

async function tried(pin) {
  lock.tries += 1;
  await save();
  try {
    const share = await cells.open(lock.own, lock.share, SHARE);
    opened = await keys.unlock(pin, share, lock.own, lock);
  } catch {
    if (lock.tries >= TRIES) await wipe();
    return false;
  }
  lock.tries = 0;
  await save();
  await load();
  return true;
}

async function load() {
  await line;
  values.clear();
  places.clear();
  for (const cell of await disk.valuesOf(disk.CELLS)) {
    const { name, value } = await cells.open(opened.data, cell, cell.place);
    values.set(name, value);
    places.set(name, cell.place);
  }
}

export function close() {
  opened = null;
  values.clear();
  places.clear();
}

// The server gave its part again, for another day.
export async function renew(share, ends) {
  lock.share = await cells.seal(lock.own, cells.unbase64(share), SHARE);
  lock.ends = ends;
  await save();
}

// Until when this phone may open without the server, by its own clock.
export async function until(ends) {
  if (Math.abs(lock.ends - ends) < 1_000) return;
  lock.ends = ends;
  await save();
}

// The day is over: nobody opens this without the server any more. What waits to be sent stays, sealed.
export async function expire() {
  close();
  lock.share = null;
  await save();
}

// Everything goes, the keys first; what was still being written goes with it.
export async function wipe() {
  close();
  lock = null;
  await disk.clear(disk.LOCK);
  await line;
  await disk.clear(disk.CELLS);
  await disk.clear(disk.PHOTOS);
}

export const get = (name) => values.get(name);
export const names = (prefix) => [...values.keys()].filter((name) => name.startsWith(prefix)).sort();

// [[name, value or undefined]]: known here at once, on the disk when this resolves, all of them or none. Where the
// disk refuses, what was known before is known again and this rejects.
export function change(...changes) {
  if (!changes.length) return Promise.resolve();
  const mine = opened;
  const before = changes.map(([name]) => values.get(name));
  changes.forEach(([name, value]) => remember(name, value));
  const written = line.then(() => write(mine, changes)).catch((error) => {
    if (opened === mine) changes.forEach(([name, value], n) => values.get(name) === value && remember(name, before[n]));
    throw error;
  });
  line = written.catch(() => null);
  return written;
}

const remember = (name, value) => (value === undefined ? values.delete(name) : values.set(name, value));

// Together on the processor, and in one transaction. `by` are the keys of when it was asked: a lock may fall meanwhile.
async function write(by, changes) {
  await disk.together(await Promise.all(changes.map(async ([name, value]) => {
    const place = places.get(name) ?? await keys.place(by.names, name);
    if (opened === by) places.set(name, place);
    return [disk.CELLS, place, value === undefined ? undefined : { place, ...await cells.seal(by.data, { name, value }, place) }];
  })));
}

export async function keepPhoto(id, raw) {
  const place = await keys.place(opened.names, id);
  await disk.write(disk.PHOTOS, place, await cells.seal(opened.data, raw, place));
}

export async function photo(id) {
  const place = await keys.place(opened.names, id);
  const cell = await disk.read(disk.PHOTOS, place);
  return cell ? cells.open(opened.data, cell, place) : null;
}

export const dropPhoto = async (id) => disk.drop(disk.PHOTOS, await keys.place(opened.names, id));
