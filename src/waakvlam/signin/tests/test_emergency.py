"""Emergency access: one subject, one person, a while, seen by everybody who should (R27)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import clocks
from waakvlam.access.identity import acting, system
from waakvlam.access.models import Audit, Clock, Membership, ProcessingLine, Reach
from waakvlam.access.reach import Sent, open_to
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.commands import silence
from waakvlam.handovers.models import HandoverContent as Content
from waakvlam.handovers.tests import factories
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signin import emergency
from waakvlam.signin.models import Emergency

pytestmark = [pytest.mark.django_db, pytest.mark.proves("R27", "C19")]
REASON = "Zij neemt niet op en de buren horen geschreeuw."


@pytest.fixture
def secret():
    """Something of wonen that nobody else was given."""
    subject = uuid4()
    with acting(cast.who("alice", Purpose.HANDOVER)) as by:
        for compartment in ("status", "content"):
            open_to(Sent("handover_out", subject, by.organisation_id, compartment, Purpose.HANDOVER, "consent", may_grant=True))
    return subject


def opened(secret, key="roer", **more) -> Emergency:
    with acting(cast.who(key, Purpose.HANDOVER)) as by:
        return emergency.open_(subject_id=secret, reason=REASON, by=by, **more)


def test_a_coordinator_opens_one_handover_reads_it_and_ends_it():
    made = factories.accepted()
    dora = cast.who("dora", Purpose.HANDOVER)
    with acting(dora):
        assert not Content.objects.filter(handover_id=made.pk).exists()
    opened(made.pk, "dora")
    with acting(dora):
        assert Content.objects.filter(handover_id=made.pk).exists()
        # The wall reads the database's own clock, which stands still in a test: move the end instead.
        assert set(Reach.objects.filter(subject_kind="emergency").values_list("ground", flat=True)) == {"vital_interest"}
        ends = Reach.objects.filter(subject_kind="emergency").values_list("until", flat=True)[0]
        assert timedelta(minutes=59) < ends - now() < timedelta(minutes=61)
    with acting(cast.who("dora", Purpose.INSIGHT)):
        assert not Content.objects.exists(), "for this purpose only"
    with acting(dora) as by:
        emergency.end(found=Emergency.objects.get(), by=by)
        assert not Content.objects.filter(handover_id=made.pk).exists()


def test_a_helmsman_gets_the_stand_and_never_the_letter():
    made = factories.accepted()
    opened(made.pk)
    with acting(cast.who("roer", Purpose.HANDOVER)):
        assert Reach.objects.filter(subject_kind="emergency", compartment="status").exists()
        assert not Content.objects.filter(handover_id=made.pk).exists()


def test_past_its_end_reach_opens_nothing():
    made = factories.accepted()
    with at(now() - timedelta(hours=2)):
        opened(made.pk, "dora")
    with acting(cast.who("dora", Purpose.HANDOVER)):
        assert Emergency.objects.exists()
        assert not Content.objects.filter(handover_id=made.pk).exists()


def test_a_colleague_of_who_opened_it_sees_nothing_more():
    made = factories.accepted()
    opened(made.pk, "dora")
    with acting(cast.who("dora", Purpose.HANDOVER)):
        assert Content.objects.filter(handover_id=made.pk).exists()
    other = cast.who("dora", Purpose.HANDOVER)
    from dataclasses import replace

    with acting(replace(other, person_id=cast.who("bob").person_id)):
        assert not Content.objects.filter(handover_id=made.pk).exists()


def test_it_is_logged_told_and_waits_for_a_privacy_officer(secret):
    made = opened(secret)
    with acting(cast.who("roer", Purpose.HANDOVER)):
        act = Audit.objects.get(verb="emergency.open")
        assert (act.subject_id, act.detail["about"]) == (made.id, str(secret))
        assert [d.to for d in Delivery.objects.filter(about_id=made.id)] == ["fg@wonen.example.org"]
    with acting(cast.who("fg")):
        clock = Clock.objects.get(kind=emergency.REVIEW)
        assert clock.on_id == cast.organisation("wonen")
        assert clock.due_at > now() + timedelta(days=4)
    with acting(system(cast.organisation("netwerk"), Purpose.HANDOVER)):
        assert not ProcessingLine.objects.exists(), "a line is about a person; nobody was looked at yet"


def test_what_nobody_judges_climbs_to_the_mandate_and_is_told_there_once(secret, sign_in):
    made = opened(secret, "dora")
    steps = []
    for day in range(1, 25):
        with at(now() + timedelta(days=day)):
            steps += [silence.look_at(due.clock_id, due.asker) for due in clocks.due() if due.clock_id == _clock(made).pk]
    assert steps[:5] == ["reminded", "backup", "coordinator", "mandate", "waits at mandate"]
    with acting(cast.who("dora", Purpose.HANDOVER)):
        told = [d.to for d in Delivery.objects.filter(subject="Noodtoegang wacht nog op een oordeel")]
    assert told.count("fg@wonen.example.org") == 4
    assert told.count("post@netwerk.example.org") == 1
    with at(now() + timedelta(days=25)):
        page = sign_in("roer").get("/").content.decode()
    assert "Noodtoegang die nog niet beoordeeld is" in page
    assert REASON not in page


def _clock(made: Emergency) -> Clock:
    with acting(cast.who("fg")):
        return Clock.objects.get(subject_id=made.id)


def test_the_privacy_officer_judges_it_once_and_it_stands_on_today_until_then(sign_in, secret):
    made, fg = opened(secret), sign_in("fg")
    assert "Noodtoegang die nog niet beoordeeld is" in fg.get("/").content.decode()
    assert REASON in fg.get("/beheer/noodtoegang/").content.decode()
    where = f"/beheer/noodtoegang/{made.id}/oordeel/"
    assert fg.post(where, {"outcome": "wrong"}).status_code == 400, "why not"
    assert fg.post(where, {"outcome": "right", "note": "Terecht."}).status_code == 302
    assert fg.post(where, {"outcome": "wrong", "note": "Toch niet."}).status_code in (400, 409)
    with acting(cast.who("fg")):
        found = Emergency.objects.get()
        assert (found.outcome, found.reviewed_by) == ("right", cast.who("fg").person_id)
        assert not Clock.objects.filter(kind=emergency.REVIEW, stopped_at=None).exists()
    assert "Noodtoegang die nog niet beoordeeld is" not in fg.get("/").content.decode()


@pytest.mark.parametrize("key", ["bob", "charlie", "eva", "frank", "vera", "kees"])
def test_other_roles_cannot_open(secret, key):
    with acting(cast.who(key, Purpose.HANDOVER)) as by:
        with pytest.raises(Refused):
            emergency.open_(subject_id=secret, reason=REASON, by=by)
        with pytest.raises(ProgrammingError, match="not for this identity"), transaction.atomic(), connection.cursor() as db:
            db.execute("select emergency_open(%s, %s, %s, 60, %s)", [uuid4(), secret, REASON, now()])


def test_without_a_reason_for_too_long_or_on_nothing_it_is_refused(secret):
    with acting(cast.who("roer", Purpose.HANDOVER)) as by:
        for wrong, error in (({"reason": "spoed"}, Invalid), ({"minutes": 241}, Invalid), ({"subject_id": uuid4()}, Absent)):
            with pytest.raises(error), transaction.atomic():
                emergency.open_(**{"subject_id": secret, "reason": REASON, "by": by, **wrong})
        for why, minutes in (("spoed", 60), (REASON, 241), (REASON, 0)):
            with pytest.raises(Exception, match="20 characters"), transaction.atomic(), connection.cursor() as db:
                db.execute("select emergency_open(%s, %s, %s, %s, %s)", [uuid4(), secret, why, minutes, now()])
        assert not Emergency.objects.exists()


def test_another_network_cannot_open_it(secret):
    with acting(cast.who("zed", Purpose.HANDOVER)) as by, pytest.raises(Absent), transaction.atomic():
        emergency.open_(subject_id=secret, reason=REASON, by=by)


def test_nobody_judges_but_a_privacy_officer_of_either_side_and_never_oneself(secret):
    made = opened(secret)
    with acting(cast.who("roer", Purpose.HANDOVER)), pytest.raises(ProgrammingError, match="privacy officer"), \
            transaction.atomic(), connection.cursor() as db:
        db.execute("select emergency_review(%s, 'right', '', %s)", [made.id, now()])
    from dataclasses import replace

    stranger = replace(cast.who("fg"), organisation_id=cast.organisation("anders"))
    himself = replace(cast.who("fg"), organisation_id=cast.organisation("netwerk"), person_id=cast.who("roer").person_id)
    for who in (stranger, himself):
        with acting(who), connection.cursor() as db:
            db.execute("select emergency_review(%s, 'right', '', %s)", [made.id, now()])
            assert db.fetchone()[0] is False


def test_the_page_asks_for_a_reason_and_shows_112_first(sign_in, secret):
    roer = sign_in("roer")
    page = roer.get(f"/noodtoegang/?ding={secret}").content.decode()
    assert "112" in page and "De brief blijft ook dan dicht" in page
    assert str(secret) in page
    assert "De brief blijft" not in sign_in("alice").get("/noodtoegang/").content.decode()
    assert roer.post("/noodtoegang/", {"subject": str(secret), "reason": "spoed", "minutes": 60}).status_code == 400
    answer = roer.post("/noodtoegang/", {"subject": f"https://x/overdrachten/{secret}/", "reason": REASON, "minutes": 60})
    assert answer["Location"] == f"/overdrachten/{secret}/"
    assert sign_in("bob").get("/noodtoegang/").status_code == 403


def test_five_a_day_is_the_most(secret):
    for _n in range(5):
        opened(secret)
    with pytest.raises(Exception, match="te vaak"):
        opened(secret)


def test_memberships_decide_in_the_database_too(secret):
    with acting(cast.who("roer", Purpose.HANDOVER)):
        assert Membership.objects.filter(id=cast.membership("roer"), role="steward").exists()
    from dataclasses import replace

    forged = replace(cast.who("bob", Purpose.HANDOVER), role="steward")
    with acting(forged), pytest.raises(ProgrammingError, match="not for this identity"), transaction.atomic(), \
            connection.cursor() as db:
        db.execute("select emergency_open(%s, %s, %s, 60, %s)", [uuid4(), secret, REASON, now()])
