// IndexedDB as three small maps: the lock, encrypted cells, and photos apart since they are large.
const NAME = "waakvlam-veld";
export const LOCK = "lock", CELLS = "cells", PHOTOS = "photos";
let connection = null;

function connect() {
  connection ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => [LOCK, CELLS, PHOTOS].forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return connection;
}

// One transaction; resolves when it is on the disk, not before.
async function within(store, mode, act) {
  const db = await connect();
  return new Promise((resolve, reject) => {
    const work = db.transaction(store, mode, { durability: "strict" });
    const asked = act(work.objectStore(store));
    work.oncomplete = () => resolve(asked?.result);
    work.onabort = work.onerror = () => reject(work.error);
  });
}

export const read = (store, key) => within(store, "readonly", (rows) => rows.get(key));
export const write = (store, key, value) => within(store, "readwrite", (rows) => rows.put(value, key));
export const drop = (store, key) => within(store, "readwrite", (rows) => rows.delete(key));
export const clear = (store) => within(store, "readwrite", (rows) => rows.clear());
export const keysOf = (store) => within(store, "readonly", (rows) => rows.getAllKeys());
export const valuesOf = (store) => within(store, "readonly", (rows) => rows.getAll());

// Several changes that happen together or not at all: [[store, key, value or undefined to drop]].
export async function together(changes) {
  const db = await connect();
  const stores = [...new Set(changes.map(([store]) => store))];
  return new Promise((resolve, reject) => {
    const work = db.transaction(stores, "readwrite", { durability: "strict" });
    changes.forEach(([store, key, value]) => {
      const rows = work.objectStore(store);
      if (value === undefined) rows.delete(key); else rows.put(value, key);
    });
    work.oncomplete = () => resolve();
    work.onabort = work.onerror = () => reject(work.error);
  });
}
