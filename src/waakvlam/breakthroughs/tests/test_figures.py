"""How often partners answer in time, and which obstacles were removed: counts for all, never a small one (C14, R30)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from waakvlam.access import clocks, identity
from waakvlam.access.models import Clock, Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import commands, queries
from waakvlam.breakthroughs.models import Named
from waakvlam.breakthroughs.tests import factories as make
from waakvlam.kit import time
from waakvlam.kit.errors import Invalid
from waakvlam.outreach.tests.statements import at_most

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C14", "R30")]


def ran(count: int, *, late: int = 0, silent: int = 0, kind: str = "handover.accept", on: str = "gemeente") -> None:
    """Clocks of “wonen” on a partner that came due a week ago: in time, unless late or silent."""
    due = time.working_days_from(time.now() - timedelta(days=12), 3)
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as by:
        for n in range(count):
            with time.at(due - timedelta(days=3)):
                subject = Organisation(pk=time_id(kind, on, n))
                clock = clocks.start(by, subject, kind, on=cast.organisation(on), due_at=due)
            if n >= silent:
                stopped = due + timedelta(days=1) if n < silent + late else due - timedelta(hours=1)
                Clock.objects.filter(pk=clock.pk).update(stopped_at=stopped)


def time_id(*parts):
    return cast._id(" ".join(map(str, parts)))


def of(found, slug):
    return next(p for p in found if p.organisation.pk == cast.organisation(slug))


def test_every_partner_sees_of_each_what_was_answered_in_time_late_and_not(sign_in):
    ran(20, late=4, silent=6)
    for key in ("dora", "charlie", "board", "roer"):
        with identity.acting(make.who(key)) as by:
            whole = of(queries.rates(by), "gemeente").whole
        assert (whole.asked, whole.in_time, whole.late, whole.silent) == (20, 10, 4, 6), key
        assert whole.median is not None
    page = sign_in("dora").get(reverse("breakthroughs:partners")).content.decode()
    assert "Gemeente Proefstad" in page and "50%" in page
    assert sign_in("bob").get(reverse("breakthroughs:partners")).status_code == 403


def test_under_ten_nothing_is_told_nor_can_it_be_subtracted():
    ran(9)
    ran(12, kind="maintenance.invitation")
    ran(15, kind="signal.look")
    with identity.acting(make.who("dora")) as by:
        found = of(queries.rates(by), "gemeente")
    assert found.whole.asked == 36
    assert sorted(k.asked or 0 for k in found.kinds) == [0, 0, 15], "the next smallest is hidden too"


def test_what_an_organisation_owes_itself_does_not_count_and_quarters_are_kept():
    ran(11, on="wonen")
    ran(11)
    with identity.acting(make.who("eva")) as by:
        assert {p.organisation.slug for p in queries.rates(by)} == {"gemeente"}
        current, quarters = queries.history(by, cast.organisation("gemeente"))
    assert current.whole.asked == sum(q.asked or 0 for q in quarters) == 11


def test_a_partner_explains_its_own_silence_and_all_read_it_until_its_day(sign_in):
    ran(10)
    day = time.today() + timedelta(days=30)
    assert sign_in("carla").post(reverse("breakthroughs:explanation"), {"text": "Twee vacatures.", "until": day.isoformat()}).status_code == 302
    assert "Twee vacatures." in sign_in("dora").get(reverse("breakthroughs:partners")).content.decode()
    with identity.acting(make.who("dora")) as by, time.at(time.now() + timedelta(days=40)):
        assert all(p.explanation is None for p in queries.rates(by))
    with identity.acting(make.who("carla")) as by, pytest.raises(Invalid):
        commands.explain(text="Mevrouw Jansen is ziek.", until=day, by=by)
    assert sign_in("charlie").get(reverse("breakthroughs:explanation")).status_code == 403


def test_working_days_are_counted_as_the_office_counts_them():
    start = time.today() - timedelta(days=40)
    with identity.acting(make.who("alice")):
        for days in range(30):
            end = start + timedelta(days=days)
            free = sorted(time.free_days(start.year) | time.free_days(end.year))
            with connection.cursor() as db:
                db.execute("select silence_working_days(%s, %s, %s)", [start, end, free])
                assert db.fetchone()[0] == time.working_days_between(start, end), (start, end)


def test_the_board_sees_obstacles_and_no_small_number(sign_in):
    with identity.acting(make.who("roer")) as by:
        for n in range(14):
            Named.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, kind="money" if n < 11 else "rules",
                                 partner_id=cast.organisation("gemeente"), named_at=time.now() - timedelta(days=20), removed_at=time.now())
    board = cast.who("board", Purpose.INSIGHT)
    with identity.acting(board) as by:
        found = queries.obstacles(by)
    assert (found.whole.named, found.whole.removed) == (14, 14) and found.whole.median > 5
    assert [c.named for c in found.kinds] == [None, None], "three cannot be had by subtracting eleven"
    with at_most(12):
        page = sign_in("board").get(reverse("breakthroughs:obstacles")).content.decode()
    assert "14 keer is een obstakel genoemd" in page and "te weinig om te tonen" in page
    assert sign_in("charlie").get(reverse("breakthroughs:obstacles")).status_code == 403
