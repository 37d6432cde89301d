// One door: who lives there, the talk, and how it ended in two taps.
import * as day from "./day.js";
import { ask, dayOf, fill, momentOf, part, show, slot, word } from "./dom.js";
import * as queue from "./queue.js";
import { taken, talk } from "./talk.js";
import * as vault from "./vault.js";

const AT_ONCE = 3; // outcomes under the thumb; the others behind one more tap
const CARD = "card_left"; // the outcome of a door that gets only a card
let open = null; // {sheet, stop}

export const current = () => open;
export const find = (entry) => day.chosen()?.stops.find((stop) => stop.entry_id === entry) ?? null;

export function screen(stop) {
  const sheet = day.chosen();
  open = { sheet, stop };
  const page = show(part("door"));
  const place = [day.floorName(stop.floor), stop.entrance && word("entrance", { n: stop.entrance }), stop.block].filter(Boolean).join(" · ");
  fill(page, {
    address: day.addressOf(stop), place, addressee: stop.addressee, why: stop.why,
    appointment: stop.appointment && word("appointment", { when: momentOf(stop.appointment) }),
    contact: [stop.last_contact ? word("spoken-before", { when: dayOf(stop.last_contact) }) : word("never-spoken"),
      stop.attempts ? word("attempts", { n: stop.attempts }) : ""].join(" "),
  });
  known(page, stop);
  const mark = queue.mark(stop.entry_id);
  if (mark || stop.done) return done(page, stop, mark);
  if (day.isCard(stop)) fill(page, { state: word("card-only") });
  slot(page, "talk").append(talk(sheet, stop));
  outcomes(page, sheet, stop);
  return page;
}

// Who of another organisation comes along, and what else is agreed about this home.
function known(page, stop) {
  const lines = (name, made) => {
    slot(page, name).replaceChildren(...made);
    slot(page, name).hidden = !made.length;
  };
  lines("company", (stop.company ?? []).map(({ at, name, organisation, meet }) => fill(part("companion"), {
    who: word("together-who", { name, at }), of: organisation, where: meet ? word("together-meet", { place: meet }) : word("together-door") })));
  lines("beside", (stop.beside ?? []).map((line) => fill(part("beside"), { line })));
}

// Where only a card is asked, that is the one button; whoever speaks with somebody all the same finds the others.
function outcomes(page, sheet, stop) {
  const isCard = day.isCard(stop) && sheet.outcomes.some((outcome) => outcome.key === CARD);
  const first = isCard ? 1 : AT_ONCE;
  const order = isCard ? [...sheet.outcomes].sort((one, other) => (other.key === CARD) - (one.key === CARD)) : sheet.outcomes;
  const buttons = order.map((outcome) => {
    const button = fill(part("outcome"), { label: outcome.label });
    button.dataset.outcome = outcome.key;
    return button;
  });
  const place = slot(page, "outcomes");
  if (buttons.length <= first + 1) return place.replaceChildren(...buttons);
  buttons.slice(first).forEach((button) => { button.hidden = true; });
  return place.replaceChildren(...buttons, part("more-outcomes"));
}

export function more(button) {
  button.parentElement.querySelectorAll("[hidden]").forEach((one) => { one.hidden = false; });
  button.remove();
}

// What stands: not sent yet (undo), refused (mend it), in conflict (a person chooses), or sent.
function done(page, stop, mark) {
  fill(page, { state: [day.spoken(stop), mark?.reason].filter(Boolean).join(". ") });
  const rest = part("done");
  slot(rest, "undo").hidden = !mark || mark.state !== "waiting" || !queue.isUndoable(mark.command);
  slot(rest, "mend").hidden = mark?.state !== "refused";
  slot(rest, "keep-words").hidden = mark?.state !== "refused" || mark.code !== "diagnosis";
  const link = slot(rest, "conflict");
  link.hidden = mark?.state !== "conflict";
  if (mark?.url) link.href = mark.url;
  slot(page, "talk").append(rest);
  return page;
}

// Null where the outcome was kept, or the dialog that asks when.
export function outcome(key) {
  const found = open.sheet.outcomes.find((one) => one.key === key);
  if (!found.asks_next) return { found, when: null };
  const dialog = ask("when");
  dialog.dataset.outcome = key;
  const suggested = open.stop.suggested_at;
  const button = suggested ? Object.assign(document.createElement("button"), { type: "button", className: "fd-button" }) : null;
  if (button) {
    button.dataset.do = "moment";
    button.dataset.at = suggested;
    button.textContent = word("suggested", { when: momentOf(suggested) });
  }
  slot(dialog, "moments").replaceChildren(...(button ? [button] : []));
  slot(dialog, "moment").value = "";
  button?.focus();
  return null;
}

// {id, entry, label, kept}: known at once, on the disk when `kept` resolves.
export function keep(key, nextAt) {
  const { sheet, stop } = open;
  const found = sheet.outcomes.find((one) => one.key === key);
  const made = queue.add(sheet.id, stop, found, nextAt, taken(), vault.get("day").offset ?? 0);
  open = null;
  return { ...made, entry: stop.entry_id, label: found.label };
}
