"""A real server with sheets of today, and phones that may be cut off. Each test has a sheet of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.concurrency.servers import Servers
from tests.field.handset import Handset
from waakvlam.config import chromium
from waakvlam.config.pytest_database import TEMPLATE

DOORS = 90  # of the long day: Bob and Bea
CREWS = 20  # more than there are tests


@pytest.fixture(scope="package")
def servers(django_db_setup: None) -> Iterator[Servers]:
    """A web server of its own, on a copy of the run's database."""
    made = Servers(TEMPLATE)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="package")
def ground(servers: Servers) -> dict[str, Any]:
    """{"sheet", "sessions", "crews", "along"}: as `tests.field.ground` prints it."""
    return servers.start(DOORS, 3, CREWS, ground="tests.field.ground")


@pytest.fixture
def crew(ground: dict[str, Any]) -> dict[str, Any]:
    """{"sheet", "names", "sessions"} of two people with a sheet that no other test knows."""
    taken: dict[str, Any] = ground["crews"].pop()
    return taken


@pytest.fixture
def along(ground: dict[str, Any]) -> dict[str, Any]:
    """As `crew`, where somebody of another organisation comes along to the first door. Only to look at."""
    found: dict[str, Any] = ground["along"]
    return found


@pytest.fixture(scope="module")
def play(ground: dict[str, Any]) -> Iterator[Playwright]:
    """After the server: Django refuses to work beside Playwright's loop."""
    if chromium.find() is None:
        pytest.fail("Chromium is absent. Run: python -m waakvlam.config.chromium")
    with sync_playwright() as opened:
        yield opened


@pytest.fixture
def handset(play: Playwright, servers: Servers, tmp_path: Path) -> Iterator[Callable[..., Handset]]:
    """`handset(session)` is a new phone of whoever has that session."""
    made: list[Handset] = []

    def of(session: str, **look: Any) -> Handset:
        phone = Handset(play, tmp_path / f"phone{len(made)}", f"http://127.0.0.1:{servers.port}", session, **look)
        made.append(phone)
        return phone

    yield of
    for phone in made:
        phone.close()
