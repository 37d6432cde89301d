// Three things open the store together: the PIN (in a head), the device's own key (in this browser,
// which never gives its bytes to a script) and the server's part (only for the day). See docs/adr.
import { bytes, open, random, seal } from "./cells.js";

export const ROUNDS = 1_000_000; // of PBKDF2-SHA-256; half a second on a phone, once per opening
const subtle = crypto.subtle;
const GCM = { name: "AES-GCM", length: 256 };

export const deviceKey = () => subtle.generateKey(GCM, false, ["encrypt", "decrypt"]);

// A new data key, wrapped twice: first for PIN and server's part, then for this device.
export async function make(pin, share, device) {
  const salt = random(16);
  const raw = random(32);
  const inner = await seal(await byPin(pin, salt, share), raw, "data");
  const wrapped = await seal(device, inner.bytes, "outer");
  const opened = await usable(raw);
  raw.fill(0);
  return { lock: { salt, rounds: ROUNDS, wrapped, iv: inner.iv }, opened };
}

// Throws where PIN, server's part or device is another.
export async function unlock(pin, share, device, lock) {
  const inner = await open(device, lock.wrapped, "outer");
  const key = await byPin(pin, lock.salt, share, lock.rounds);
  const raw = await open(key, { iv: lock.iv, bytes: inner }, "data");
  const opened = await usable(raw);
  raw.fill(0);
  return opened;
}

async function byPin(pin, salt, share, rounds = ROUNDS) {
  const typed = await subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveBits"]);
  const slow = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, 256);
  const both = await subtle.importKey("raw", slow, "HKDF", false, ["deriveKey"]);
  const info = bytes("waakvlam field store 1");
  return subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: share, info }, both, GCM, false, ["encrypt", "decrypt"]);
}

// The data key for values, and a second one that makes opaque names of places.
async function usable(raw) {
  const base = await subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const from = (word) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: bytes(word) });
  const data = await subtle.deriveKey(from("values"), base, GCM, false, ["encrypt", "decrypt"]);
  const names = await subtle.deriveKey(from("names"), base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  return { data, names };
}

// Where a value stands: tells nothing without the key.
export async function place(names, name) {
  const made = new Uint8Array(await subtle.sign("HMAC", names, bytes(name)));
  return Array.from(made.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
