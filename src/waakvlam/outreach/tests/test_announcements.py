"""Word before the first call: who gets it, by which channel, once, and in plain Dutch."""

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.outreach.models import Announcement
from waakvlam.post.models import Delivery

from .factories import home, round_

pytestmark = pytest.mark.django_db
ALICE = cast.who("alice")


def url(name: str, *args) -> str:
    return reverse(f"outreach:{name}", args=args)


def written(client, running, channel="letter", **given):
    """The text kept, the announcement's id."""
    answer = client.post(url("round_announcements", running.id), {
        "kanaal": channel, f"{channel}-channel": channel, f"{channel}-subject": "Wij bellen u binnenkort",
        f"{channel}-body": "Beste {naam}, {organisatie} belt u.", **given})
    assert answer.status_code == 302
    with identity.acting(ALICE):
        return Announcement.objects.get(round=running, channel=channel)


@pytest.mark.proves("C1", "R33")
def test_the_standard_text_says_who_why_and_how_to_say_no(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
        running = round_(ALICE)
    page = sign_in("alice").get(url("round_announcements", running.id)).content.decode()
    for needed in ("hoe het gaat", "U hoeft niet mee te doen", "Wilt u niet gebeld worden"):
        assert needed in page


def test_each_household_gets_one_letter_through_the_outbox(sign_in):
    with identity.acting(ALICE):
        home(ALICE, ages=(82, 80), name="Zonnedauw")
        home(ALICE)
        running = round_(ALICE, reference_percent=0)
    alice = sign_in("alice")
    text = written(alice, running)
    assert alice.get(url("announcement_letter", text.id)).content.startswith(b"%PDF")
    assert alice.post(url("announcement_dispatch", text.id)).status_code == 302
    with identity.acting(ALICE):
        sent = list(Delivery.objects.filter(about_id=running.id))
        assert len(sent) == 2
        one = next(d for d in sent if "Zonnedauw" in d.to)
        assert one.to.splitlines()[1:] and "Beste J. van den Zonnedauw" in one.body and "Wonen aan de Laan" in one.body
        assert Announcement.objects.get(id=text.id).sent_count == 2
    assert alice.post(url("announcement_dispatch", text.id)).status_code == 409


@pytest.mark.parametrize("channel, sent, missed", [("sms", 1, 2), ("email", 1, 2)])
def test_who_has_no_address_for_a_channel_is_counted(sign_in, channel, sent, missed):
    with identity.acting(ALICE):
        home(ALICE, phone="+31612345678")
        home(ALICE, phone="+31201234567", email="bewoner@example.org")
        home(ALICE, phone="+31201234568")
        running = round_(ALICE, reference_percent=0)
    alice = sign_in("alice")
    alice.post(url("announcement_dispatch", written(alice, running, channel).id))
    with identity.acting(ALICE):
        text = Announcement.objects.get(round=running, channel=channel)
        assert (text.sent_count, text.missed_count) == (sent, missed)


def test_nothing_is_sent_before_approval(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
        draft = round_(ALICE, approve=False)
    alice = sign_in("alice")
    assert alice.post(url("announcement_dispatch", written(alice, draft).id)).status_code == 409
    with identity.acting(ALICE):
        assert not Delivery.objects.exists()


def test_a_text_with_a_bsn_or_without_words_is_not_kept(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
        running = round_(ALICE)
    alice = sign_in("alice")
    for body in ("", "Uw nummer is 111222333."):
        answer = alice.post(url("round_announcements", running.id), {
            "kanaal": "letter", "letter-channel": "letter", "letter-subject": "x", "letter-body": body})
        assert answer.status_code == 200
    with identity.acting(ALICE):
        assert not Announcement.objects.exists()


@pytest.mark.proves("C19")
@pytest.mark.parametrize("key, status", [("bob", 403), ("dora", 404), ("zed", 404)])
def test_only_the_own_coordinator_announces(sign_in, key, status):
    with identity.acting(ALICE):
        home(ALICE)
        running = round_(ALICE)
    text = written(sign_in("alice"), running)
    assert sign_in(key).post(url("announcement_dispatch", text.id)).status_code == status
    assert sign_in(key).get(url("announcement_letter", text.id)).status_code == status
