"""A real server with a sheet of today, and phones that may be cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.concurrency.servers import Servers
from tests.field.handset import Handset
from waakvlam.config import chromium

DOORS = 94


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    made = Servers()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def ground(servers: Servers) -> dict[str, Any]:
    """{"sheet", "sessions"}: as `tests.field.ground` prints it."""
    return servers.start(DOORS, 3, ground="tests.field.ground")


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    if chromium.find() is None:
        pytest.fail("Chromium is absent. Run: python -m waakvlam.config.chromium")
    with sync_playwright() as opened:
        yield opened


@pytest.fixture
def handset(play: Playwright, servers: Servers, ground: dict[str, Any], tmp_path: Path) -> Iterator[Callable[..., Handset]]:
    """`handset("bob")` is a new phone of Bob."""
    made: list[Handset] = []

    def of(key: str = "bob", **look: Any) -> Handset:
        phone = Handset(play, tmp_path / f"{key}{len(made)}", f"http://127.0.0.1:{servers.port}", ground["sessions"][key], **look)
        made.append(phone)
        return phone

    yield of
    for phone in made:
        phone.close()
