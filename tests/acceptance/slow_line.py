"""A slow network under the caller's screen: the heartbeat of a call arrives when its outcome was kept already."""

from playwright.sync_api import Page, Route


def late_heartbeat(page: Page) -> None:
    """Of the first call: its beat hears 409 of the outcome that is under way, and the screen must wait for that."""
    beats: list[Route] = []
    outcomes: list[Route] = []

    def beat(route: Route) -> None:
        beats.append(route)
        if len(beats) > 1:
            route.continue_()

    def outcome(route: Route) -> None:
        outcomes.append(route)
        if len(outcomes) > 1:
            route.continue_()
            return
        kept, late = route.fetch(max_redirects=0), beats[0].fetch()
        assert (kept.status, late.status) == (302, 409)
        beats[0].fulfill(response=late)
        page.wait_for_timeout(1_000)  # whatever the screen does with it, it does now
        route.fulfill(response=kept)

    page.route("**/hartslag/", beat)
    page.route("**/uitkomst/", outcome)
