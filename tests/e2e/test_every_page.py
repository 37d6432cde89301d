"""Every page: for everybody, on a small phone and on a desk, in light and dark, in two languages."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from . import routes
from .conftest import BY_LINK, BY_VISIT, CAST

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Each page is loaded twice; light and dark are looked at in the same load.
LOOKS = (
    {"width": 320, "height": 640, "language": "nl"},
    {"width": 1280, "height": 800, "language": "en"},
)
AXE = Axe().axe_script
GRAVE = ("serious", "critical")
# Without `preload`: of the two rules that want it one is off (experimental) and one is not grave.
ALL = {"resultTypes": ["violations"], "selectors": False, "preload": False}
COLOURS = {**ALL, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
MOST_TABS = 200


@pytest.fixture(scope="module")
def met(site: str, browser: Browser, cookies: Callable[[str], list]) -> list[routes.Found]:
    """What each of the cast, and nobody in particular, meets by following links."""
    pages: list[routes.Found] = []
    for slug in (*CAST, *BY_VISIT, ""):
        context = browser.new_context(base_url=site)
        context.add_cookies(cookies(slug))
        pages += routes.crawl(context.request, slug, "/mijn/" if slug in BY_VISIT else "/")
        context.close()
    return pages + [by_link(site, browser, slug) for slug in BY_LINK]


def by_link(site: str, browser: Browser, slug: str) -> routes.Found:
    """The page of somebody without an account: their card opens the link that they were sent."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/")
    page.locator(f'form[action="/demo/{slug}/"] button').click()
    page.wait_for_url("**/l/**")
    found = routes.Found(f"access:link ({slug})", page.url.removeprefix(site), "")
    context.close()
    return found


@pytest.fixture(scope="module")
def found(met: list[routes.Found]) -> dict[str, routes.Found]:
    """Route -> the first good page met of it."""
    return {page.route: page for page in reversed(met) if page.status == 200}


def test_no_link_leads_to_an_error_or_a_refusal(met: list[routes.Found]) -> None:
    wrong = [f"{page.url} as {page.slug or 'nobody'}: {page.status}" for page in met if page.status != 200]
    assert not wrong, "\n".join(wrong)


@pytest.mark.proves("R33")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))
def test_every_page_is_sound(found: dict[str, routes.Found], as_: Callable, look: dict[str, Any]) -> None:
    wrong: list[str] = []
    tabs = {slug: Tab(as_(slug, **look).new_page()) for slug in {page.slug for page in found.values()}}
    for page in found.values():
        wrong += [f"{page.url} as {page.slug}: {fault}" for fault in faults(tabs[page.slug], page.url, look)]
    assert not wrong, "\n".join(wrong)


class Tab:
    """The tab in which one of the cast opens page after page; `said` holds what went wrong in its scripts."""

    def __init__(self, page: Page) -> None:
        self.page, self.said = page, list[str]()
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.said.append(str(e)))

    def open(self, url: str) -> Page:
        self.said.clear()
        self.page.emulate_media(color_scheme="light")
        self.page.goto(url)
        self.page.evaluate(AXE)
        return self.page


def faults(opened: Tab, url: str, look: dict[str, Any]) -> list[str]:
    """Everything that is not as it should be on this page."""
    tab = opened.open(url)
    found = [f"console: {line}" for line in opened.said]
    wide = tab.evaluate("document.documentElement.scrollWidth")
    if wide > look["width"]:
        found.append(f"scrolls sideways: {wide} of {look['width']} px")
    if tab.evaluate("document.documentElement.lang") != look["language"]:
        found.append(f"is not in {look['language']}")
    if tab.locator("h1").count() != 1:
        found.append(f"has {tab.locator('h1').count()} main headings")
    found += grave(tab, ALL, "light")
    if not reaches(tab):
        found.append("Tab does not come to the primary action, or it does not show")
    tab.emulate_media(color_scheme="dark")
    return found + grave(tab, COLOURS, "dark")


def grave(tab: Page, options: dict[str, Any], scheme: str) -> list[str]:
    """What the accessibility rules find that keeps somebody out."""
    return [
        f"axe {scheme} {violation['id']}: " + "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        for violation in tab.evaluate("(options) => axe.run(options).then((found) => found.violations)", options)
        if violation["impact"] in GRAVE
    ]


def reaches(tab: Page) -> bool:
    """Whether Tab comes to the first primary action, visibly focused. True where there is none."""
    there = tab.evaluate("""() => {
        const wanted = [...document.querySelectorAll('main .utrecht-button--primary-action, main .wv-dial')]
            .find((e) => e.checkVisibility() && !e.disabled);
        if (!wanted) return false;
        wanted.dataset.wanted = '';
        document.activeElement?.blur();
        return true;
    }""")
    if not there:
        return True
    for _ in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement?.hasAttribute('data-wanted')"):
            return bool(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
    return False


def test_pages_are_reachable_and_each_of_the_cast_has_a_start(found: dict[str, routes.Found]) -> None:
    assert {"web:today", "web:more", "web:search", "web:help", "web:style", "signin:sign_in"} <= set(found)
    assert {route.split()[0] for route in found} <= routes.table()


def test_a_title_and_its_line_of_any_length_stay_on_a_small_phone(as_: Callable) -> None:
    tab = as_("ingrid", width=320, height=640).new_page()
    tab.goto("/signalen/")
    wide = tab.evaluate("""() => {
        for (const made of ['h1', 'p']) {
            const words = document.querySelector('.wv-title__words').appendChild(document.createElement(made));
            words.textContent = 'https://meldingen.wijkteam-noord.gemeente-vlierdrecht.example.org/melden/vlierdrecht-noord/';
        }
        return document.documentElement.scrollWidth;
    }""")
    assert wide == 320
