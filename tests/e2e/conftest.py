"""Real Chromium against a real demo. Nothing here talks to anything but loopback."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from waakvlam.config import chromium

from . import demo_server

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
CAST = (
    "samira", "ingrid", "jermaine", "kees", "nadia", "ria", "youssef", "willem", "annelies",
    "priya", "bram",
)  # fmt: skip
BY_LINK = ("joke",)  # comes in by a link, without an account
BY_VISIT = ("bewoner",)  # a resident, with the code of a letter


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_server.running(tmp_path_factory.mktemp("demo")) as address:
        yield address


# Per file: Playwright keeps an event loop running as long as it is open, and Django refuses to
# work inside one; the files after this one must find none.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail("Chromium is absent. Run: python -m waakvlam.config.chromium")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def cookies(site: str, browser: Browser) -> Callable[[str], list]:
    """The session cookies of a member of the cast, who pressed their own card once."""
    known: dict[str, list] = {"": []}

    def of(slug: str) -> list:
        if slug not in known:
            context = browser.new_context(base_url=site, locale="nl-NL")
            page = context.new_page()
            page.goto("/")
            page.locator(f'form[action="/demo/{slug}/"] button').click()
            page.wait_for_url(site + ("/mijn/" if slug in BY_VISIT else "/"))
            known[slug] = context.cookies()
            context.close()
        return known[slug]

    return of


@pytest.fixture
def as_(site: str, browser: Browser, cookies: Callable[[str], list]) -> Iterator[Callable[..., BrowserContext]]:
    """`as_("ingrid", width=320, dark=True, language="en")` gives a browser that is hers."""
    opened: list[BrowserContext] = []

    def of(slug: str = "", *, width: int = 1280, height: int = 800, dark: bool = False,
           language: str = "nl") -> BrowserContext:  # fmt: skip
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": height}, locale=f"{language}-NL",
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        chosen = {"name": "waakvlam_language", "value": language, "url": site}
        context.add_cookies([*cookies(slug), chosen])
        opened.append(context)
        return context

    yield of
    for context in opened:
        context.close()
