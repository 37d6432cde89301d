"""The script at a door, on the phone and on the web: only the questions that follow on what was answered."""

import pytest
from playwright.sync_api import expect

from tests.field.handset import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.proves("C2", "R8")]
HOW, NEED, WORDS, BYE = "Hoe gaat het met u?", "Waar kunt u hulp bij gebruiken?", "Wilt u er iets over zeggen?", "Dank u wel."


@pytest.mark.parametrize(("answer", "follows"), [("Goed", BYE), ("Gaat wel", NEED)], ids=["no branch", "branch"])
def test_on_the_phone_the_next_question_is_the_one_that_follows(handset, along, answer, follows):
    phone = handset(along["sessions"][0])
    phone.enter()
    phone.page.click(".fd-next")
    phone.page.click('[data-part="script"] summary')
    phone.page.get_by_role("button", name="Verder").click()
    phone.page.get_by_text(HOW).wait_for()
    phone.page.get_by_role("button", name=answer, exact=True).click()
    phone.page.get_by_text(follows).wait_for()
    phone.page.click('[data-do="step-back"]')
    expect(phone.page.get_by_role("button", name=answer, exact=True)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)


def test_on_the_web_what_does_not_follow_is_hidden_and_comes_back_with_its_answer(handset, along):
    phone = handset(along["sessions"][0])
    page = phone.page
    page.goto(f"/belacties/bladen/{along['sheet']}/")
    page.locator("main .wv-row__title a").first.click()
    page.locator("details", has=page.locator("[data-asking]")).locator("summary").first.click()
    steps = {words: page.locator("[data-asked]", has_text=words) for words in (HOW, NEED, WORDS, BYE)}

    def shown(*words: str) -> None:
        for one, step in steps.items():
            expect(step).to_be_visible(visible=one in words, timeout=PATIENCE)

    shown(HOW, BYE)
    assert page.locator("[data-only]").count() == 0
    page.get_by_text("Gaat wel", exact=True).click()
    shown(HOW, NEED, WORDS, BYE)
    page.get_by_text("Boodschappen", exact=True).click()
    page.get_by_text("Goed", exact=True).click()
    shown(HOW, BYE)
    page.get_by_text("Gaat wel", exact=True).click()
    expect(page.get_by_label("Boodschappen", exact=True)).to_be_checked(timeout=PATIENCE)
    assert not phone.faults
