// One value, encrypted: what the phone's disk may see. Padded, so that a length tells little, and
// bound to its place, so that two cells cannot be swapped.
const BLOCK = 512;
const text = new TextEncoder();

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
export const bytes = (word) => text.encode(word);
// In pieces: a photo has more bytes than a call takes arguments.
export function base64(raw) {
  let word = "";
  for (let n = 0; n < raw.length; n += 8192) word += String.fromCharCode(...raw.subarray(n, n + 8192));
  return btoa(word);
}
export const unbase64 = (word) => Uint8Array.from(atob(word), (sign) => sign.charCodeAt(0));

// JSON or bytes -> {iv, bytes}. `place` is where it will stand.
export async function seal(key, value, place) {
  const iv = random(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(place) }, key, packed(value));
  return { iv, bytes: new Uint8Array(sealed) };
}

// Throws where key, place or content differ.
export async function open(key, cell, place) {
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: cell.iv, additionalData: bytes(place) }, key, cell.bytes);
  return unpacked(new Uint8Array(plain));
}

function packed(value) {
  const isBytes = value instanceof Uint8Array;
  const content = isBytes ? value : bytes(JSON.stringify(value));
  const whole = new Uint8Array(Math.ceil((content.length + 5) / BLOCK) * BLOCK);
  whole[0] = isBytes ? 1 : 0;
  new DataView(whole.buffer).setUint32(1, content.length);
  whole.set(content, 5);
  return whole;
}

function unpacked(whole) {
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(1);
  const content = whole.subarray(5, 5 + length);
  return whole[0] === 1 ? content.slice() : JSON.parse(new TextDecoder().decode(content));
}
