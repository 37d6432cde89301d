"""Every screen of the app: axe, a narrow phone, large targets, strong contrast, light and dark, two languages."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C2", "R33", "R27")]
LOOKS = ({"color_scheme": "light", "language": "nl"}, {"color_scheme": "dark", "language": "en"})
SMALL = """() => [...document.querySelectorAll('button, a, input, select, textarea, summary')]
  .filter((e) => e.checkVisibility() && !e.classList.contains('fd-unseen'))
  .map((e) => [e.closest('label') ?? e, e]).map(([box, e]) => [box.getBoundingClientRect(), e])
  .filter(([box]) => box.width < 44 || box.height < 44).map(([box, e]) => `${e.outerHTML.slice(0, 80)} ${box.width}×${box.height}`)"""
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(look.values()))
def test_every_screen_is_sound(handset, along: dict[str, Any], look: dict[str, Any]) -> None:
    language = look["language"]
    phone = handset(along["sessions"][0], viewport={"width": 320, "height": 640}, color_scheme=look["color_scheme"], reduced_motion="reduce")
    phone.context.add_cookies([{"name": "waakvlam_language", "value": language, "url": phone.address}])
    wrong: list[str] = []

    def judge(screen: str) -> None:
        phone.page.wait_for_timeout(200)
        wide = phone.page.evaluate("document.documentElement.scrollWidth")
        wrong.extend([f"{screen} scrolls sideways: {wide}"] if wide > 320 else [])
        wrong.extend(f"{screen}: small {one}" for one in phone.page.evaluate(SMALL))
        wrong.extend(f"{screen}: axe {v['id']}: {v['nodes'][0]['html'][:120]}" for v in
                     Axe().run(phone.page, options=RULES).response["violations"] if v["impact"] in ("serious", "critical"))

    phone.page.goto("/veld/")
    phone.page.locator('[name="again"]').wait_for()
    assert phone.page.evaluate("document.documentElement.lang") == language
    judge("a PIN")
    phone.enter()
    judge("the day")
    assert "23:30" in phone.page.inner_text(".fd-next") and "23:30" in phone.page.inner_text(".fd-together")
    phone.page.click(".fd-next")
    for said in ("23:30", "Gemeente Proefstad", "Bij de brievenbussen"):
        assert said in phone.page.inner_text(".fd-company")
    judge("a door")
    for part in ("script", "note", "finding"):
        phone.page.click(f'[data-part="{part}"] summary')
        judge(part)
    phone.page.click('[data-do="danger"]')
    assert phone.page.locator("[data-danger] a").first.get_attribute("href") == "tel:112"
    assert "0612345678" in (phone.page.locator("[data-danger] a").last.get_attribute("href") or "")
    judge("danger")
    phone.page.click('[data-danger] [data-do="close"]')
    phone.page.click('[data-do="more"]')
    judge("all outcomes")
    phone.page.locator('[data-outcome="come_back"]').click()
    judge("when")
    phone.page.click('[data-when] [data-do="close"]')
    phone.page.click('[data-do="back"]')
    phone.page.click("[data-sign]")
    judge("what waits")
    phone.page.click('[data-do="back"]')
    phone.page.click('[data-do="lock"]')
    judge("locked")
    assert not wrong, "\n".join(wrong)
    assert not phone.faults


def test_the_bar_says_at_once_that_there_is_no_network_and_that_it_is_back(handset, along):
    phone = handset(along["sessions"][0])
    phone.enter()
    phone.sent()
    phone.cut(True)
    phone.says("Geen netwerk")
    phone.cut(False)
    phone.sent()
