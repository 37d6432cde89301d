"""A slow network under the caller's screen: the heartbeat of a call arrives when its outcome was kept already."""

from playwright.sync_api import Page, Route


def late_heartbeat(page: Page) -> None:
    """For one call: its first beat hears 409 of the outcome that is under way, and the screen must wait for that."""
    beats: list[Route] = []

    def slow(outcome: Route) -> None:
        kept, late = outcome.fetch(max_redirects=0), beats[0].fetch()
        assert (kept.status, late.status) == (302, 409)
        for address in ("**/hartslag/", "**/uitkomst/"):
            page.unroute(address)
        beats[0].fulfill(response=late)
        page.wait_for_timeout(1_000)  # whatever the screen does with it, it does now
        outcome.fulfill(response=kept)

    page.route("**/hartslag/", lambda beat: beats.append(beat))
    page.route("**/uitkomst/", slow)
