"""The script and the form of a call through HTTP: step by step, nothing lost."""

from datetime import timedelta

import pytest

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.kit import time
from waakvlam.outreach.models import Answer, Attempt, Draft, Finding, RoundEntry

from .call_pages import attempt_in, finish, take, text
from .calls import ALICE

pytestmark = pytest.mark.django_db


@pytest.mark.proves("C1", "R8")
def test_the_script_goes_step_by_step_back_again_and_past_without_an_answer(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)

    def step(**form):
        bob.post(f"{url}stap/", form)
        return text(bob.get(url))

    assert "Hoe gaat het met u?" in step(step="hello", way="next")
    assert "Waar kunt u hulp bij gebruiken?" in step(step="how", answer="so_so")
    assert "Wilt u er iets over zeggen?" in step(step="need", answer=["shop", "talk"], way="next")
    assert "Dank u wel." in step(step="words", answer="", way="next")
    assert "Wilt u er iets over zeggen?" in step(step="bye", way="back")
    assert "Hoe gaat het met u?" in step(step="words", answer="de trap", way="how")
    assert "Dank u wel." in step(step="how", answer="fine")
    finish(bob, url)
    with acting(ALICE):
        # The branch that was left again says nothing.
        assert dict(Answer.objects.values_list("step", "value")) == {"how": "fine"}


def test_htmx_gets_the_script_alone(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = bob.post(f"{url}stap/", {"step": "hello", "way": "next"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
    assert 'id="script"' in page.content.decode() and "hx-swap-oob" in page.content.decode()


@pytest.mark.proves("C1")
def test_a_closed_lid_loses_nothing(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    form = {"step": "how", "answer": "so_so", "observation": "hoest veel", "topics": ["contact", "onzin"],
            "rhythm": "weekly", "signal": "on", "signal_words": "koude flat"}
    assert bob.post(f"{url}concept/", form, headers={"X-Autosave": "1"}).status_code == 204
    page = sign_in("bob").get(url).content.decode()
    for part in ("hoest veel", "koude flat", 'value="weekly" selected', 'value="contact" checked'):
        assert part in page, part
    finish(bob, url, observation="hoest veel", topics=["contact"], rhythm="weekly", signal="on",
           signal_words="koude flat")
    with acting(ALICE):
        assert set(Finding.objects.values_list("kind", "topic", "words", "rhythm")) == {
            ("help_request", "contact", "", ""), ("signal", "", "koude flat", ""),
            ("check_in_wish", "", "", "weekly")}
        assert Draft.objects.get(finished_at__isnull=False)


@pytest.mark.proves("R12")
def test_a_word_that_looks_like_a_diagnosis_asks_before_it_is_kept(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, observation="is depressief, denk ik")
    assert page.status_code == 400
    assert "depressief" in text(page) and "Zo laten staan" in text(page)
    assert "is depressief, denk ik" in page.content.decode()
    answer = bob.post(f"{url}uitkomst/", {"attempt": attempt_in(page), "outcome": "spoken", "keep_words": "on",
                                          "observation": "is depressief, denk ik"})
    assert answer.status_code == 302
    with acting(ALICE):
        assert Attempt.objects.get().words_kept
        assert Audit.objects.get(verb="text.keep").detail == {"health": 1}


@pytest.mark.proves("R12")
def test_a_code_of_the_police_warns_while_typing_and_writing_it_otherwise_is_logged_without_the_text(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    warned = bob.post(f"{url}concept/", {"observation": "stond als E33 in het systeem"}, headers={"HX-Request": "true"})
    assert "“e33”" in text(warned)
    assert finish(bob, url, observation="liep in de war over straat").status_code == 302
    with acting(ALICE):
        assert Audit.objects.get(verb="text.rewrite").detail == {}
        assert not Audit.objects.filter(verb="text.keep").exists()


@pytest.mark.proves("R27")
def test_danger_asks_for_the_reason_and_loses_nothing(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, danger="on", observation="hoorde een val")
    assert page.status_code == 400 and "waarom er gevaar was" in text(page)
    assert "hoorde een val" in page.content.decode()


@pytest.mark.proves("C1")
def test_a_call_back_is_promised_at_a_time(three, sign_in):
    bob = sign_in("bob")
    url = take(bob, three)
    moment = (time.now() + timedelta(days=1)).astimezone(time.AMSTERDAM).strftime("%Y-%m-%dT14:00")
    assert finish(bob, url, f"call_back@{moment}").status_code == 302
    with acting(ALICE):
        assert RoundEntry.objects.get(state="call_back").back_first
    page = bob.get(f"/belacties/{three.pk}/bellen/")
    assert "Je beloofde terug te bellen" in text(page)


@pytest.mark.parametrize("moment", ["gisteren", "2020-01-01T10:00"])
def test_a_call_back_at_no_time_is_said_at_the_field(three, sign_in, moment):
    bob = sign_in("bob")
    url = take(bob, three)
    page = finish(bob, url, f"call_back@{moment}", observation="druk")
    assert page.status_code == 400
    assert "Nog niet bewaard" in text(page) and "druk" in page.content.decode()
