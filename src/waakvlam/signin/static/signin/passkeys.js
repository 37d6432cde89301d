// data-passkey="create" or "get" on a form: asks the server for a challenge (data-options), lets the
// device make or use a key, puts the answer in the form and sends it. Hidden where a browser has no keys.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function readable(options) {
  const found = { ...options, challenge: bytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) found.excludeCredentials = withBytes(options.excludeCredentials);
  if (options.allowCredentials) found.allowCredentials = withBytes(options.allowCredentials);
  return found;
}

function sendable(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = credential.response[name];
    if (value) response[name] = text(value);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  });
}

async function answer(form) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const asked = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
  if (!asked.ok) throw new Error(`options: ${asked.status}`);
  const publicKey = readable(await asked.json());
  return sendable(await navigator.credentials[form.dataset.passkey]({ publicKey }));
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-failed]");
    said.textContent = "";
    try {
      form.elements.answer.value = await answer(form);
    } catch (error) {
      said.textContent = said.dataset.passkeyFailed;
      return;
    }
    form.submit();
  });
}
