"""A permission lasts until a day: told a week before, ended on the day, prolonged when asked anew."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from waakvlam.access import identity, reach
from waakvlam.access.models import Audit
from waakvlam.handovers import commands, tasks
from waakvlam.handovers.models import Handover, HandoverContent, Permission, Step
from waakvlam.handovers.tests import factories as make
from waakvlam.kit import time
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today
from waakvlam.post.models import Delivery

pytestmark = pytest.mark.django_db

ANEW = "Mogen zij u nog drie maanden langer helpen met de boodschappen?"
TEN_DAYS = {"until": today() + timedelta(days=10)}


def longer(handover: Handover, days: int = 60, **given: Any) -> Permission:
    return make.act("alice", commands.prolong, handover, **({
        "words": ANEW, "until": today() + timedelta(days=days), "asked": "phone", "given_by": "self"} | given))


def receiver_reads(handover: Handover) -> bool:
    with identity.acting(make.who("charlie")):
        return HandoverContent.objects.filter(handover=handover).exists()


def verbs(handover: Handover) -> list[str]:
    with identity.acting(make.who("alice")):
        return list(Step.objects.filter(handover=handover).order_by("at", "id").values_list("verb", flat=True))


def look_at(moment: datetime) -> None:
    with time.at(moment):
        tasks.look_at_clocks(timestamp=0)


@pytest.mark.proves("C5", "R9")
def test_prolonging_is_a_new_permission_and_the_one_before_keeps_its_words():
    made = make.under_way(permission=TEN_DAYS)
    longer(made)
    with identity.acting(make.who("alice")):
        old, new = Permission.objects.filter(handover=made).order_by("given_at", "id")
        assert (old.words, old.until) == (make.WORDS, TEN_DAYS["until"])
        assert old.replaced_at == new.given_at
        assert (new.words, new.until, new.parts) == (ANEW, today() + timedelta(days=60), old.parts)
        event = Audit.objects.get(verb="permission.prolong")
        assert event.detail["after"] == new.until.isoformat()
    with time.at(time.now() + timedelta(days=30)):
        assert receiver_reads(made)


@pytest.mark.proves("R9", "R11")
def test_a_week_before_the_end_both_sides_and_the_resident_hear_it_once():
    made = make.under_way(permission={**TEN_DAYS, "receipt_to": "ria@bewoner.example.org"})
    with identity.acting(make.who("alice")):
        before = set(Delivery.objects.filter(about_id=made.pk).values_list("id", flat=True))
    for days in (2, 4, 5):
        look_at(time.now() + timedelta(days=days))
    assert verbs(made).count("ends_soon") == 1
    assert receiver_reads(made)
    with identity.acting(make.who("alice")):
        told = Delivery.objects.filter(about_id=made.pk).exclude(id__in=before)
        assert {d.to for d in told} == {"charlie@gemeente.example.org", "alice@wonen.example.org", "ria@bewoner.example.org"}
        assert not [d for d in told if "Ria" in d.body or "boodschappen" in d.body]


@pytest.mark.proves("R9", "R11")
def test_on_the_day_the_letter_and_the_words_close_and_prolonging_opens_them_again(sign_in):
    made = make.under_way(permission=TEN_DAYS)
    make.act("charlie", commands.report, made, text="We gaan elke vrijdag samen.")
    address = reverse("handovers:handover", args=[made.pk])
    after = time.now() + timedelta(days=11)
    look_at(time.now() + timedelta(days=4))
    look_at(after)
    with identity.acting(make.who("alice")):  # the database has its own clock: there, too, the day is past
        reach.prolong(made.pk, make.who("charlie").organisation_id, "content", time.now() - timedelta(days=1))
    with time.at(after):
        page = sign_in("charlie").get(address).content.decode()
        assert "elke vrijdag samen" not in page
        assert "de trap niet meer af" not in page
        assert "verlopen" in sign_in("alice").get(address).content.decode()
        assert verbs(made)[-1] == "expire"
        longer(made)
        page = sign_in("charlie").get(address).content.decode()
        assert "elke vrijdag samen" in page
        assert "de trap niet meer af" in page
        make.act("charlie", commands.report, made, text="Het gaat goed.")


@pytest.mark.proves("R9", "R28")
def test_the_residents_link_shows_the_new_day_and_the_one_before(client):
    made = make.under_way(permission=TEN_DAYS)
    longer(made)
    with identity.acting(make.who("alice")) as by:
        address = commands.resident_link(handover=Handover.objects.select_related("sender", "receiver").get(pk=made.pk), by=by)
    page = client.get(address.split("8000", 1)[-1]).content.decode()
    assert ANEW in page
    assert "Die is op" in page


@pytest.mark.proves("R9")
def test_only_later_days_and_asked_words_prolong():
    made = make.under_way(permission=TEN_DAYS)
    for wrong in ({"days": 9}, {"words": "ja"}, {"days": 500}):
        with pytest.raises(Invalid):
            longer(made, **wrong)
    with identity.acting(make.who("alice")):
        assert Permission.objects.filter(handover=made).count() == 1


@pytest.mark.proves("R9")
def test_withdrawing_after_prolonging_closes_everything():
    made = make.under_way(permission=TEN_DAYS)
    longer(made)
    make.act("alice", commands.withdraw_permission, made, how="phone")
    assert not receiver_reads(made)
    look_at(time.now() + timedelta(days=70))
    assert "expire" not in verbs(made)


@pytest.mark.proves("R2", "R9")
def test_the_gate_lets_only_whoever_may_grant_move_the_end():
    made = make.under_way(permission=TEN_DAYS)
    later = time.now() + timedelta(days=300)
    for key in ("charlie", "dora", "zed"):
        with identity.acting(make.who(key)), pytest.raises(ProgrammingError, match="not yours to prolong"), transaction.atomic():
            reach.prolong(made.pk, make.who("charlie").organisation_id, "content", later)
    with identity.acting(make.who("alice")) as by, transaction.atomic():
        assert reach.prolong(made.pk, make.who("charlie").organisation_id, "content", later) == 1
        assert reach.prolong(made.pk, by.organisation_id, "content", later) == 0  # what has no end gets none
        reach.close(made.pk, make.who("charlie").organisation_id, "content")
        assert reach.prolong(made.pk, make.who("charlie").organisation_id, "content", later) == 0  # closed stays closed


@pytest.mark.proves("R2")
def test_a_resident_by_link_cannot_move_the_end():
    made = make.under_way(permission=TEN_DAYS)
    with transaction.atomic(), connection.cursor() as db, pytest.raises(ProgrammingError, match="not yours to prolong"), transaction.atomic():
        db.execute("select wall_set(%s, %s, null, '{}', 'resident', 'handover', %s)",
                   [made.network_id, make.who("alice").organisation_id, made.pk])
        db.execute("select reach_prolong(%s, %s, 'content', now())", [made.pk, make.who("charlie").organisation_id])
