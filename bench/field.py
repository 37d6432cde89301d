"""The app at the door: a sheet of 1,500 doors, 500 visits taken over, taps on a slow processor."""

import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOORS, VISITS, PIECE, TAPS, SLOWER = 1500, 500, 50, 25, 4
# From a tap until what it shows is painted, in milliseconds.
TAP = """async ([tapped, shown]) => {
  const begun = performance.now();
  document.querySelector(tapped).click();
  while (!document.querySelector(shown)) await new Promise((go) => setTimeout(go));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - begun;
}"""


def figures() -> Iterator[dict[str, Any]]:
    yield from _server()
    yield from _phone()


def _server() -> Iterator[dict[str, Any]]:
    from django.test import Client

    from tests.field.ground import make_sheet, session
    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.field.tests.phone import Phone

    alice = cast.who("alice", "visit_round")
    with acting(alice):
        sheet_id = make_sheet(alice, DOORS, 12)
    client = Client()
    yield _first_load(client)
    client.cookies["waakvlam"] = session("bob")
    phone = Phone(client)
    took, answer = _timed(lambda: client.get(f"/veld/bladen/{sheet_id}/", headers={**phone.headers, "Accept-Encoding": "gzip"}))
    yield _row("make the sheet of a day", DOORS, took, "s", "value <= 5")
    yield _row("size of that sheet, compressed", DOORS, len(answer.content) / 1000, "kB", "value <= 1000")
    sheet = json.loads(gzip.decompress(answer.content))
    rows = [phone.visit(sheet, stop, observation="Een hond blaft." if n % 3 else "") for n, stop in enumerate(sheet["stops"][:VISITS])]
    begun = time.perf_counter()
    results = [one for at in range(0, VISITS, PIECE) for one in phone.results(*rows[at:at + PIECE])]
    assert results == ["applied"] * VISITS
    yield _row("take over visits that waited", VISITS, time.perf_counter() - begun, "s", "value <= 10")
    took, _ = _timed(lambda: [phone.results(*rows[at:at + PIECE]) for at in range(0, VISITS, PIECE)])
    yield _row("the same visits once more", VISITS, took, "s", "value <= 2")


def _first_load(client: Any) -> dict[str, Any]:
    """All that a phone fetches before it opens without network; fonts and pictures are packed already."""
    from waakvlam.field import shell

    files = {name: shell.source(name).read_bytes() for name in shell.files()}
    files |= {path: client.get(path).content for path in ("/veld/", "/veld/sw.js", "/veld/app.webmanifest")}
    sent = sum(len(raw if name.endswith((".woff2", ".png")) else gzip.compress(raw)) for name, raw in files.items())
    return _row("first load of the app, compressed", len(files), sent / 1024, "KiB", "value <= 150")


def _phone() -> Iterator[dict[str, Any]]:
    """In Chromium, with a server of its own."""
    from playwright.sync_api import sync_playwright

    from tests.concurrency.servers import Servers
    from tests.field.handset import PIN, Handset

    servers = Servers()
    try:
        ground = servers.start(DOORS, 12, ground="tests.field.ground")
        with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
            phone = Handset(play, Path(folder), f"http://127.0.0.1:{servers.port}", ground["sessions"]["bob"])
            phone.page.goto("/veld/")
            for name in ("pin", "again"):
                phone.page.fill(f'[name="{name}"]', PIN)
            took, _ = _timed(lambda: (phone.page.click('[type="submit"]'), phone.page.locator(".fd-next").wait_for()))
            yield _row("from PIN to the sheet on the phone", DOORS, took, "s", "value <= 5")
            phone.page.wait_for_timeout(2000)
            phone.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            phone.cut(True)
            yield from _taps(phone)
            phone.close()
    finally:
        servers.stop()


def _taps(phone: Any) -> Iterator[dict[str, Any]]:
    ways = {"open the next door": (".fd-next", ".fd-outcome"), "choose an outcome": ('[data-outcome="not_home"]', ".fd-next")}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TAPS):
        for name, way in ways.items():
            found[name].append(phone.page.evaluate(TAP, list(way)))
    for name, times in found.items():
        slow = statistics.quantiles(times, n=20)[-1]
        yield _row(f"{name}, processor slowed {SLOWER}×, 95th of {TAPS}", DOORS, slow, "ms", "value <= 100")


def _timed(act: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = act()
    return time.perf_counter() - begun, result


def _row(name: str, scale: int, value: float, unit: str, goal: str) -> dict[str, Any]:
    return {"name": name, "scale": scale, "value": value, "unit": unit, "floor": None, "goal": goal}
