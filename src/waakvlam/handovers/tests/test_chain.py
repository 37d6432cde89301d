"""From a call's finding to a handover and back to the round's report: one unbroken chain."""

from datetime import timedelta

import pytest
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands, queries, report
from waakvlam.handovers.models import Handover, Origin
from waakvlam.handovers.tests import factories as make
from waakvlam.kit import time
from waakvlam.kit.ids import uuid7
from waakvlam.outreach.models import Attempt, Finding
from waakvlam.outreach.tests import calls
from waakvlam.people.models import Resident
from waakvlam.resources import commands as directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding() -> Finding:
    """Somebody said on the phone that the groceries are too much."""
    by = cast.who("alice")
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    with identity.acting(by):
        round = calls.round_of(by, 1)
        entry = round.entries.get()
        resident = Resident.objects.get(household_id=entry.household_id)
        attempt = Attempt.objects.create(**ours, round=round, entry=entry, household_id=entry.household_id,
                                         outcome="spoken", reached=True, part_of_day="morning", resident=resident)
        return Finding.objects.create(**ours, round=round, entry=entry, attempt=attempt, resident=resident,
                                      household_id=entry.household_id, kind="help_request", topic="groceries",
                                      words="De tas is te zwaar geworden.")


@pytest.mark.proves("C1", "C5")
def test_a_finding_becomes_a_handover_and_its_callers_hear_the_status(sign_in, finding):
    by = cast.who("charlie", "directory")
    with identity.acting(by):
        service = directory.add_service(described=directory.Described(name="Wijkteam", topics=("groceries",)), by=by)
    client = sign_in("alice")
    start = client.get(reverse("handovers:new")).content.decode()
    assert "De tas is te zwaar geworden." in start
    letter = f"{reverse('handovers:letter')}?vraag={finding.pk}&dienst={service.pk}"
    assert "De tas is te zwaar geworden." in client.get(letter).content.decode()
    answer = client.post(letter, {
        "id": str(uuid7()), "urgency": "normal", "introduction": "none", "basis": "permission", "words": make.WORDS,
        "asked": "phone", "given_by": "self", "until": (time.today() + timedelta(days=60)).isoformat(),
        "send_name": "on", "part_name": "Ria", "versturen": "1"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    caller = cast.who("bob", Purpose.CALL_ROUND)
    with identity.acting(caller):
        assert Finding.objects.get(pk=finding.pk).state == "handed_over"
        line = queries.status_of(caller, [finding.pk])[finding.pk]
    assert (line.state, line.receiver) == ("offered", "Gemeente Proefstad")


@pytest.mark.proves("C5", "R11")
def test_who_heard_it_sees_on_their_first_screen_how_it_goes_and_not_what_was_sent(sign_in, finding):
    with identity.acting(cast.who("alice")):
        Attempt.objects.filter(pk=finding.attempt_id).update(person=cast.who("bob").person_id)
    before = sign_in("bob").get("/").content.decode()
    assert "Wat er gebeurt met wat jij hoorde" in before and "wacht" in before
    with identity.acting(make.who("alice")) as by:
        made = commands.offer(by=by, asked=make.asked(), sending=commands.prepare(
            id=uuid7(), to=commands.To(cast.organisation("gemeente")), texts=make.TEXTS, by=by,
            introduction=make.parts.Introduction(), about=commands.About(
                "groceries", resident_id=finding.resident_id, household_id=finding.household_id,
                finding_id=finding.pk, round_id=finding.round_id)))
    make.act("charlie", commands.accept, made, first_contact_by=time.today())
    after, colleague = sign_in("bob").get("/").content.decode(), sign_in("bea").get("/").content.decode()
    assert "aangenomen" in after and "Gemeente Proefstad" in after
    assert "De tas is te zwaar" not in after and make.TEXTS[next(iter(make.TEXTS))] not in colleague
    assert "Wat er gebeurt met wat jij hoorde" not in colleague


@pytest.mark.proves("C5")
def test_the_rounds_report_counts_who_was_lastingly_helped(finding):
    by = make.who("alice")
    with identity.acting(by):
        made = commands.offer(by=by, asked=make.asked(), sending=commands.prepare(
            id=uuid7(), to=commands.To(cast.organisation("gemeente")), texts=make.TEXTS, by=by,
            introduction=make.parts.Introduction(), about=commands.About(
                "groceries", resident_id=finding.resident_id, household_id=finding.household_id,
                finding_id=finding.pk, round_id=finding.round_id)))
    for command, given in ((commands.accept, {"first_contact_by": time.today()}), (commands.make_contact, {}),
                           (commands.end, {"outcome": "helped"})):
        make.act("charlie", command, made, **given)
    start = time.now()
    make.act("alice", commands.answer_helped, made, answer="yes")
    with time.at(start + timedelta(weeks=6, hours=1)):
        from waakvlam.handovers import tasks

        tasks.look_at_clocks(timestamp=0)
        make.act("alice", commands.answer_helped, made, answer="yes")
    with identity.acting(cast.who("alice", Purpose.CALL_ROUND)):
        rows = dict(report.lasting(finding.round))
    assert rows == {"Warm overgedragen": "1 vraag", "Afgerond door de ontvanger": "1",
                    "Blijvend geholpen na 6 weken": "1 van 1 die het gevraagd is"}


@pytest.mark.proves("R2")
def test_two_receivers_cannot_tell_that_they_hold_the_same_household():
    about = make.resident()
    first, second = make.offered(about_resident=about), make.offered(about_resident=about)
    with identity.acting(make.who("charlie")):
        rows = list(Handover.objects.filter(pk__in=[first.pk, second.pk]).values())
        assert not Origin.objects.exists()
    assert str(about.pk) not in str(rows)
    assert str(about.household_id) not in str(rows)


@pytest.mark.parametrize("typed", [lambda n: n, lambda n: n.replace("-", "").lower(), lambda n: n[:5]])
def test_a_number_read_out_over_the_phone_is_found_by_both_sides_only(typed):
    made = make.offered()
    for key, hits in (("alice", 1), ("charlie", 1), ("dora", 0), ("zed", 0)):
        with identity.acting(make.who(key)):
            assert len(queries.search(make.who(key), typed(made.number))) == hits
