"""Destroyed at its term, proved by a line without a person; kept while help lasts; erasing waits for an outcome."""

import json
import logging
from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access import erasing as words
from waakvlam.access import identity
from waakvlam.arrears import commands, erasing
from waakvlam.arrears.models import NoticeContent, Track, TrackStep
from waakvlam.arrears.tests import factories as make
from waakvlam.keeping import sweeping
from waakvlam.kit.time import at, day_of, now
from waakvlam.people.models import Resident
from waakvlam.rights.tests import factories as residents

pytestmark = pytest.mark.django_db


def swept(days: int) -> None:
    with at(now() + timedelta(days=days)):
        sweeping.sweep(identity.system(make.who("alice").organisation_id, "privacy"))


def there(model: type) -> int:
    with identity.acting(make.who("alice")):
        return model.objects.count()


@pytest.mark.proves("C13", "R18")
def test_a_signal_is_destroyed_at_its_term_and_a_line_says_so_without_a_person(caplog):
    make.signal(name="Ria")
    swept(182)
    assert there(NoticeContent) == 1
    with caplog.at_level(logging.INFO, logger="waakvlam.keeping"):
        swept(184)
    assert there(NoticeContent) == 0 and there(Track) == 1
    lines = [json.loads(r.getMessage()) for r in caplog.records if "arrears_noticecontent" in r.getMessage()]
    assert lines[0]["event"] == "destroyed" and lines[0]["days"] == 183 and lines[0]["tables"] == {"arrears_noticecontent": 1}
    assert "Berg" not in caplog.text and str(make.RENT) not in caplog.text


@pytest.mark.proves("R18")
def test_help_keeps_what_was_sent_until_a_term_after_it_ends():
    sent = make.accepted()
    for command in (commands.answering.make_contact, commands.answering.open_help):
        make.act("charlie", command, sent)
    swept(400)
    assert there(NoticeContent) == 1
    make.act("charlie", commands.answering.end, sent, outcome="helped")
    swept(184)
    assert there(NoticeContent) == 0


@pytest.mark.proves("C13", "R17")
def test_an_ended_track_goes_whole_at_its_term_and_an_open_one_stays():
    make.act("alice", commands.tracks.end, make.ready(name="Ria"), outcome="paid")
    make.track(name="Kees")
    swept(184)
    with identity.acting(make.who("alice")):
        assert Track.objects.count() == 1 and set(TrackStep.objects.values_list("verb", flat=True)) == {"open"}


def test_an_open_track_keeps_its_people_and_erasing_takes_everything():
    sent = make.signal()
    by = make.who("alice")
    with identity.acting(by):
        home = NoticeContent.objects.get(notice=sent).household_id
        people = tuple(Resident.objects.filter(household_id=home).values_list("id", flat=True))
    subject = words.Subject(by.network_id, by.organisation_id, people, (home,))
    with identity.acting(by), words.as_eraser():
        assert [h.code for h in erasing.held(subject)] == ["open_arrears"]
    erasing.let_go(subject, by)
    assert make.again(sent).state == "withdrawn"
    with identity.acting(by), words.as_eraser():
        assert erasing.erase(subject)["arrears_track"] == 1
        assert not erasing.held(subject)
    assert there(Track) == there(NoticeContent) == there(TrackStep) == 0


@pytest.mark.proves("C19", "R28", "R29")
def test_the_resident_reads_the_amount_and_what_was_sent_and_a_housemate_does_not():
    about = residents.resident()
    with identity.acting(make.who("alice")) as by:
        track = commands.tracks.open_track(household_id=about.household_id, amount_cents=683_12, since=day_of(now()) - timedelta(days=40), by=by)
    make.agreed()
    sent = make.act("alice", commands.sending.signal, make.written(track, *(verb for verb, _how in make.STEPS)))
    page = residents.entered(about).get("/mijn/").content.decode()
    assert "683,12" in page and "Gemeente Proefstad" in page
    copy = residents.entered(about).get(reverse("rights:sent", args=[sent.pk])).content.decode()
    assert "Duinroos 14" in copy and "683,12" in copy
    residents.entered(about).post(reverse("rights:stop", args=[sent.pk]))
    assert make.again(sent).state == "withdrawn" and make.again(track).refused_at is not None, "their no counts at once"
    with identity.acting(make.who("alice")):
        Resident.objects.filter(pk=about.pk).update(part="adult")
        Resident.objects.create(network_id=about.network_id, organisation_id=about.organisation_id, household_id=about.household_id, key="x",
                                first_name="Piet", last_name="Ander", sort_name="ander", part="tenant")
    page = residents.entered(about).get("/mijn/").content.decode()
    assert "683,12" not in page
