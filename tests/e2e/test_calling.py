"""The caller's screen on a slow network: a heartbeat that comes late does not take the next person away."""

import pytest
from playwright.sync_api import Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C1")]
PATIENCE = 60_000


def test_a_late_heartbeat_does_not_take_the_next_person_away(as_):
    """It hears 409 of the very outcome that is under way: to look again would lose the way to the next one."""
    page = as_("jermaine", width=390).new_page()
    beats: list[Route] = []
    page.route("**/hartslag/", beats.append)
    page.goto("/")
    page.goto(page.locator('main a[href*="/bellen/"]').first.get_attribute("href"))
    page.get_by_role("button", name="Bel de volgende").click()
    page.wait_for_url("**/belacties/beurt/*/")
    first = page.url
    expect.set_options(timeout=PATIENCE)

    def slow(route: Route) -> None:
        kept = route.fetch(max_redirects=0)
        late = beats[0].fetch()
        assert (kept.status, late.status) == (302, 409)
        beats[0].fulfill(response=late)
        page.wait_for_timeout(1_000)  # what the screen does with it, it does now
        route.fulfill(response=kept)

    page.route("**/uitkomst/", slow)
    page.get_by_role("button", name="Geen gehoor").click()
    expect(page.get_by_text("Bewaard: geen gehoor.")).to_be_visible()
    assert page.url != first and "/beurt/" in page.url
