"""Requests to be erased: two people, never by raw SQL, and the letter still goes."""

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity
from waakvlam.handovers.models import HandoverContent
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.errors import Refused, WrongState
from waakvlam.people.models import Resident
from waakvlam.post.models import Delivery
from waakvlam.rights import commands, eraser
from waakvlam.rights.models import Code, Request
from waakvlam.rights.tests import factories
from waakvlam.rights.tests.test_requests import asked, decide, letters, of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29")]
State = Request.State


def test_granting_erasure_without_an_eraser_is_refused_whole(monkeypatch):
    about = factories.resident()
    handover = handed.under_way(about_resident=about)
    asked("erase", "", about)
    monkeypatch.setattr(eraser, "ERASER", "waakvlam.nowhere.commands")
    taken(of(about))
    with pytest.raises(WrongState):
        by_a_second(of(about))
    assert of(about).state == State.IN_HAND
    assert letters(about) == []
    with identity.acting(handed.who("charlie")):
        assert HandoverContent.objects.filter(handover=handover).exists()


def taken(request):
    with identity.acting(factories.desk()) as by:
        commands.take(request_id=request.pk, by=by)


def by_a_second(request):
    with identity.acting(factories.second()) as by:
        commands.answer(request_id=request.pk, answered=commands.Answered("granted", "Wij hebben alles gewist."), by=by)


def test_raw_sql_grants_no_erasure_and_one_person_does_not_through_the_function():
    about, *_rest = asked("erase", "")
    made = of(about)
    taken(made)
    with identity.acting(factories.desk()), connection.cursor() as db:
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            db.execute("update rights_request set state = 'granted', answer = 'gewist', answered_at = now()")
        with pytest.raises(ProgrammingError, match="somebody else"), transaction.atomic():
            db.execute("select rights_grant_erasure(%s, 'gewist', now())", [made.pk])
    with identity.acting(factories.second("caller")), connection.cursor() as db, \
            pytest.raises(ProgrammingError, match="only for the desk"), transaction.atomic():
        db.execute("select rights_grant_erasure(%s, 'gewist', now())", [made.pk])
    by_a_second(made)
    with identity.acting(factories.second()), connection.cursor() as db, \
            pytest.raises(ProgrammingError, match="nothing here waits"), transaction.atomic():
        db.execute("select rights_grant_erasure(%s, 'gewist', now())", [made.pk])


def test_raw_sql_takes_no_request_in_another_name_so_nobody_is_two_pairs_of_eyes():
    made = of(asked("erase", "")[0])
    mine, other = (who().person_id for who in (factories.desk, factories.second))
    took = "update rights_request set state = 'in_hand', taken_by_id = %s where id = %s"
    with identity.acting(factories.desk()), connection.cursor() as db:
        with pytest.raises(ProgrammingError, match="own name"), transaction.atomic():
            db.execute(took, [other, made.pk])
        db.execute(took, [mine, made.pk])
        with pytest.raises(ProgrammingError, match="own name"), transaction.atomic():
            db.execute(took, [other, made.pk])
        db.execute("update rights_request set extension_reason = '' where id = %s", [made.pk])
        with pytest.raises(ProgrammingError, match="somebody else"), transaction.atomic():
            db.execute("select rights_grant_erasure(%s, 'gewist', now())", [made.pk])
    columns = ", ".join(f.column for f in Request._meta.concrete_fields if f.column not in ("id", "number", "taken_by_id"))
    with identity.acting(factories.desk()), connection.cursor() as db, \
            pytest.raises(ProgrammingError, match="own name"), transaction.atomic():
        db.execute(f"insert into rights_request (id, number, taken_by_id, {columns}) "  # noqa: S608  our own columns
                   f"select gen_random_uuid(), 'AAAA-AAA', %s, {columns} from rights_request where id = %s", [other, made.pk])


@pytest.mark.proves("R29")
def test_granting_erasure_erases_the_resident_and_the_letter_still_goes():
    about = factories.resident()
    handover = handed.under_way(about_resident=about)
    _about, client, _page, url = asked("erase", "Wis alles van Ria", about)
    made = of(about)
    with pytest.raises(Refused, match="tweeën"):
        decide(made, words="Wij hebben alles gewist.")
    taken(made)
    with pytest.raises(Refused, match="tweeën"):
        decide(made, words="Wij hebben alles gewist.")
    assert of(about).state == State.IN_HAND
    by_a_second(made)
    assert "Uw code" in client.get("/mijn/").content.decode()  # the visit went with the resident
    assert client.get(url).status_code == 302
    with identity.acting(handed.who("charlie")):
        assert not HandoverContent.objects.filter(handover=handover).exists()
    with identity.acting(factories.desk()):
        assert not Resident.objects.filter(pk=about.pk).exists()
        kept = Request.objects.get(pk=made.pk)
        assert (kept.state, kept.resident_id, kept.words) == (State.GRANTED, None, "")
        assert not Code.objects.filter(resident_id=about.pk).exists()
        letter = Delivery.objects.get(about_kind="request", about_id=made.pk)
    assert "Duinroos" in letter.to
    assert letter.recipient_id is None
