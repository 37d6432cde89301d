// Talking with the server. Every answer is one of: done, offline, busy, signedOut, wiped, refused.
import { device } from "./vault.js";

const PATIENCE = 20_000;
let token = "";

export const begin = () => ask("GET", "begin/");
export const sheet = (id) => ask("GET", `bladen/${id}/`);
export const newDevice = () => ask("POST", "toestel/", {});
export const share = () => ask("POST", "toestel/deel/", {});
// Needs no session: done where this phone stands, wiped where it is gone.
export const stands = () => ask("GET", "leeft/");
export const send = (commands) => ask("POST", "opdrachten/", { now: Date.now(), commands });

export function photo(id, visit, raw) {
  const form = new FormData();
  form.append("id", id);
  form.append("visit", visit);
  form.append("photo", new Blob([raw], { type: "image/jpeg" }), "foto.jpg");
  return ask("POST", "fotos/", form);
}

async function ask(method, path, content) {
  const isForm = content instanceof FormData;
  const own = device();
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (own) headers["X-Toestel"] = `${own.id}.${own.token}`;
  if (content && !isForm) headers["Content-Type"] = "application/json";
  const body = content && (isForm ? content : JSON.stringify(content));
  try {
    const asked = { method, headers, body, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    return await read(await fetch(`/veld/${path}`, asked));
  } catch {
    return { kind: "offline" };
  }
}

async function read(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return signedOut();
  if (answer.status >= 500) return { kind: "busy" };
  if (answer.status === 429) return { kind: "busy", after: Number(answer.headers.get("Retry-After")) };
  if (!(answer.headers.get("Content-Type") ?? "").includes("json")) return { kind: "refused", status: answer.status };
  const data = await answer.json();
  if (data.csrf) token = data.csrf;
  if (data.device === "gone") return { kind: "wiped" };
  return { kind: answer.ok ? "done" : "refused", status: answer.status, data };
}

// Without a session the server still says whether this phone was wiped, or its owner left.
async function signedOut() {
  const own = device();
  return own ? { kind: (await stands()).kind === "wiped" ? "wiped" : "signedOut" } : { kind: "signedOut" };
}
