"""The pictures of the README are made here, so that they show what is.

`WAAKVLAM_SCREENSHOTS=docs/screenshots pytest tests/e2e/test_screenshots.py` writes them anew;
without it they go to a folder that is thrown away, and only the way to each page is proved.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LARGEST = 250_000  # bytes: the README must stay quick


def to_start(page: Page) -> None:
    page.goto("/")




def to_call(page: Page) -> None:
    """From Vandaag with the button that a caller presses."""
    page.goto("/")
    page.get_by_role("link", name="Bel de volgende").first.click()
    start = page.locator("main form button.utrecht-button--primary-action").first
    if start.count():
        start.click()
    page.wait_for_load_state()
    assert page.locator(".wv-dial").count(), f"no person to call at {page.url}"


def to_handover(page: Page) -> None:
    page.goto("/")
    page.locator('.wv-row__title a[href^="/overdrachten/"]').first.click()
    page.wait_for_load_state()
    assert page.locator(".wv-stones").count(), f"no path with stones at {page.url}"


SHOTS: dict[str, tuple[str, Callable[[Page], None], tuple[int, int], bool]] = {
    # name: who, the way there, size, dark
    "cast": ("", to_start, (1200, 800), False),
    "today": ("ingrid", to_start, (1200, 800), False),
    "caller": ("samira", to_call, (390, 780), False),
    "handover": ("jermaine", to_handover, (1200, 800), False),
    "today-dark": ("ingrid", to_start, (390, 780), True),
}


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_of_the_screen_that_the_readme_shows(name: str, as_: Callable, tmp_path: Path) -> None:
    slug, way, (width, height), dark = SHOTS[name]
    page = as_(slug, width=width, height=height, dark=dark).new_page()
    way(page)
    folder = Path(os.environ.get("WAAKVLAM_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=folder / f"{name}.png")
    size = (folder / f"{name}.png").stat().st_size
    assert 5_000 < size < LARGEST, size
