// UUID version 7 (RFC 9562, section 5.7): made here, so that a visit has its name before any network.
import { random } from "./cells.js";

let last = 0;
let count = 0;

// Rises also within a millisecond and when the clock goes back.
export function uuid7(at = Date.now()) {
  count = at > last ? 0 : count + 1;
  last = Math.max(at, last) + (count > 4095 ? 1 : 0);
  count = count > 4095 ? 0 : count;
  const raw = random(16);
  for (let n = 0, rest = last; n < 6; n += 1, rest = Math.floor(rest / 256)) raw[5 - n] = rest % 256;
  raw[6] = 0x70 | (count >> 8);
  raw[7] = count & 0xff;
  raw[8] = (raw[8] & 0x3f) | 0x80;
  const hex = Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
