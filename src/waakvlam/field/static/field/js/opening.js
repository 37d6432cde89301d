// Coming in: signing in for the first time, choosing a PIN, giving it, and what is left when all is gone.
import { ask, fill, hush, part, show, slot, word } from "./dom.js";
import * as sync from "./sync.js";
import * as vault from "./vault.js";
import * as wire from "./wire.js";

let release = null; // of the lock that lets one window at a time open the store

// One window only: two with the same store would send and forget each other's visits.
async function alone() {
  if (release) return true;
  return new Promise((resolve) => {
    navigator.locks.request("waakvlam-veld", { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise((done) => { release = done; }) : null;
    });
  });
}

export async function screen() {
  if (!await alone()) return show(part("elsewhere"));
  const state = await vault.state();
  if (state === "none") return welcome();
  return unlocking(state);
}

async function welcome() {
  const page = fill(show(part("welcome")), { text: word("opening") });
  slot(page, "signin").hidden = true;
  const told = await wire.begin();
  if (told.kind === "done") return show(part("new-pin"));
  const key = { offline: "network-first", busy: "network-first", refused: "no-right" }[told.kind] ?? "sign-in-first";
  slot(page, "signin").hidden = key !== "sign-in-first";
  return fill(page, { text: word(key) });
}

function unlocking(state) {
  const page = fill(show(part("unlock")), { text: word(state === "expired" ? "expired" : "unlock") });
  slot(page, "signin").hidden = state !== "expired";
  return page;
}

export function gone(key) {
  hush();
  return fill(show(part("gone")), { text: word(key) });
}

const fault = (form, key, values) => fill(form, { fault: key ? word(key, values) : "" });

async function make(form, opened) {
  const pin = form.elements.pin.value;
  if (vault.isWeak(pin)) return fault(form, "weak");
  if (pin !== form.elements.again.value) return fault(form, "differ");
  form.querySelector('[type="submit"]').disabled = true;
  const begun = await wire.begin();
  const told = begun.kind === "done" ? await wire.newDevice() : begun;
  if (told.kind !== "done") return screen();
  const offset = begun.data.now - Date.now();
  await vault.make(pin, told.data, begun.data.until - offset);
  navigator.storage?.persist?.();
  await sync.learn(begun.data);
  await sync.sheets();
  return opened();
}

async function unlock(form, opened) {
  const button = form.querySelector('[type="submit"]');
  const pin = form.elements.pin.value;
  button.disabled = true;
  fault(form, "");
  if (await vault.state() === "expired" && !await renewed(form)) {
    button.disabled = false;
    return null;
  }
  if (await vault.unlock(pin)) return opened();
  if (!vault.device()) return gone("gone-tries");
  form.elements.pin.value = "";
  button.disabled = false;
  form.elements.pin.focus();
  return fault(form, "wrong-pin", { n: vault.triesLeft() });
}

// After the day only the server can give its part again, to the same person, signed in.
async function renewed(form) {
  const begun = await wire.begin();
  const told = begun.kind === "done" ? await wire.share() : begun;
  if (told.kind === "wiped") {
    await vault.wipe();
    gone("gone-wiped");
    return false;
  }
  if (told.kind !== "done") {
    fault(form, told.kind === "offline" || told.kind === "busy" ? "expired-offline" : "expired");
    return false;
  }
  await vault.renew(told.data.share, begun.data.until - (begun.data.now - Date.now()));
  return true;
}

function forgot() {
  const dialog = fill(ask("sure"), { question: word("forgot"), explained: word("forgot-why"), yes: word("forgot-yes") });
  dialog.dataset.does = "forgot";
}

export const acts = (opened, start) => ({
  again: start,
  make: (form) => make(form, opened),
  unlock: (form) => unlock(form, opened),
  forgot,
  sure: async () => { await vault.wipe(); gone("gone-forgot"); },
});
