"""A phone with the app: a browser profile of its own on the disk, that can be cut off, closed and killed."""

import json
import re
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from waakvlam.config import chromium

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run"]
PIN = "739154"
PATIENCE = 90_000  # ms: two loaded cores are slow
STORES = """() => new Promise((resolve) => {
  const asked = indexedDB.open("waakvlam-veld");
  asked.onsuccess = async () => {
    const found = {};
    const text = (value) => value instanceof Uint8Array ? Array.from(value, (b) => String.fromCharCode(b)).join("")
      : value instanceof CryptoKey ? `key ${value.extractable}` : value && typeof value === "object"
      ? Object.entries(value).map(([k, v]) => `${k}=${text(v)}`).join("|") : String(value);
    for (const name of asked.result.objectStoreNames) {
      const rows = asked.result.transaction(name).objectStore(name);
      const all = (given) => new Promise((done) => { given.onsuccess = () => done(given.result); });
      const [keys, values] = [await all(rows.getAllKeys()), await all(asked.result.transaction(name).objectStore(name).getAll())];
      found[name] = keys.map((key, n) => [String(key), text(values[n])]);
    }
    asked.result.close();
    resolve(found);
  };
})"""


# Something else writes into the same store, on and on, until `window.free` is called: the disk is slow.
HOLD = """() => new Promise((resolve) => {
  const asked = indexedDB.open("waakvlam-veld");
  asked.onsuccess = () => {
    let held = true;
    const rows = asked.result.transaction("cells", "readwrite").objectStore("cells");
    const on = () => { if (held) rows.get("nothing").onsuccess = on; };
    window.free = () => { held = false; };
    on();
    resolve();
  };
})"""


class Handset:
    """One phone of one person. `session` is the key of a session on the server."""

    def __init__(self, play: Playwright, folder: Path, address: str, session: str, **look: Any) -> None:
        self.play, self.folder, self.address, self.session, self.look = play, folder, address, session, look
        self.context: BrowserContext
        self.page: Page
        self.faults: list[str] = []
        self.open()

    def open(self) -> None:
        self.context = self.play.chromium.launch_persistent_context(
            self.folder, executable_path=chromium.find(), args=SWITCHES, base_url=self.address, locale="nl-NL",
            **{"viewport": {"width": 360, "height": 740}, **self.look})
        if self.session:
            self.sign_in()
        self.context.set_default_timeout(PATIENCE)
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def sign_in(self) -> None:
        """With the end that the server gives its cookie: one without is gone with the last window."""
        self.context.add_cookies([{"name": "waakvlam", "value": self.session, "url": self.address, "expires": time.time() + 43_200}])

    def close(self) -> None:
        self.context.close()

    def kill(self) -> None:
        """The process of the app dies, as when a phone takes its memory; it writes nothing any more."""
        with suppress(Error):
            self.page.goto("chrome://crash", timeout=500)
        self.page.close()
        self.page = self.context.new_page()

    def cut(self, is_off: bool) -> None:
        self.context.set_offline(is_off)

    def enter(self, pin: str = PIN) -> None:
        """For the first time, with network."""
        self.page.goto("/veld/")
        self.page.locator('[name="again"]').wait_for()
        self.page.fill('[name="pin"]', pin)
        self.page.fill('[name="again"]', pin)
        self.page.click('[type="submit"]')
        self.page.locator(".fd-next").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready")

    def unlock(self, pin: str = PIN) -> None:
        self.page.goto("/veld/")
        self.page.fill('[name="pin"]', pin)
        self.page.click('[type="submit"]')

    def reopen(self) -> None:
        self.unlock()
        self.page.locator(".fd-next").wait_for()

    def ring(self, outcome: str = "Niet thuis", note: str = "") -> None:
        """The next door: two taps where nothing is noted."""
        self.page.click(".fd-next")
        if note:
            self.page.click('[data-part="note"] summary')
            self.page.fill('[name="observation"]', note)
        self.page.get_by_role("button", name=outcome, exact=True).click()
        self.page.locator(".fd-next").wait_for()
        expect(self.page.locator("[data-sign]")).not_to_contain_text("Bezig met bewaren", timeout=PATIENCE)

    @property
    def sign(self) -> str:
        return self.page.inner_text("[data-sign]")

    def send(self) -> None:
        """Now, without the seconds in which an outcome can still be taken back."""
        self.page.click("[data-sign]")
        self.page.get_by_role("button", name="Nu versturen").click()

    def says(self, words: str) -> None:
        """Wait until the bar on top says so."""
        expect(self.page.locator("[data-sign]")).to_contain_text(words, timeout=PATIENCE)

    def sent(self) -> None:
        """Wait until everything is with the server."""
        self.says("Alles verstuurd")

    def stores(self) -> dict[str, list[list[str]]]:
        """All that IndexedDB holds, as text."""
        found: dict[str, list[list[str]]] = self.page.evaluate(STORES)
        return found


def readable(folder: Path, words: Iterable[str]) -> set[str]:
    """Which of these words stand on the disk, in one byte or two a letter, also where a file was packed."""
    wanted = {form: word for word in words for form in (word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode())}
    pattern = re.compile(b"|".join(re.escape(form) for form in wanted))
    found = set()
    for file in (f for f in folder.rglob("*") if f.is_file()):
        raw = file.read_bytes()
        for part in (raw, *_unpacked(raw)):
            found |= {wanted[match] for match in pattern.findall(part)}
    return found


def _unpacked(raw: bytes) -> Iterable[bytes]:
    for start in (m.start() for m in re.finditer(b"\x1f\x8b\x08", raw)):
        try:
            yield zlib.decompressobj(31).decompress(raw[start:])
        except zlib.error:
            continue
