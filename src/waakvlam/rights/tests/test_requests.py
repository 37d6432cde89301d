"""Requests: asked with two fields, a number and a clock; answered with a letter, or refused with a way out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import identity
from waakvlam.access.models import Audit, Clock
from waakvlam.access.tests import cast
from waakvlam.handovers.models import HandoverContent
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.time import at, day_of, now
from waakvlam.people.models import Household
from waakvlam.post.models import Delivery
from waakvlam.rights import commands, terms
from waakvlam.rights.models import Request
from waakvlam.rights.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R29")]
State = Request.State


def asked(kind="correct", words="Mijn naam is Berg, niet Burg.", about=None):
    about = about or factories.resident()
    client = factories.entered(about)
    answer = client.post("/mijn/verzoeken/", {"kind": kind, "words": words})
    assert answer.status_code == 302, answer.content.decode()
    return about, client, client.get(answer["Location"]), answer["Location"]


def of(about):
    with identity.acting(factories.desk()):
        return Request.objects.filter(resident_id=about.pk).latest("received_at")


def decide(request, outcome="granted", words="Wij hebben het verbeterd.", reason="", key="alice"):
    with identity.acting(factories.desk(key)) as by:
        return commands.answer(request_id=request.pk, answered=commands.Answered(outcome, words, reason), by=by)


def letters(about):
    with identity.acting(factories.desk()):
        return [d.body for d in Delivery.objects.filter(recipient_id=about.pk, about_kind="request").order_by("created_at")]


def test_a_request_has_a_number_a_day_and_a_clock():
    about, _client, page, _url = asked()
    made = of(about)
    text = page.content.decode()
    assert made.number in text
    assert "Antwoord uiterlijk" in text
    with identity.acting(factories.desk()):
        clock = Clock.objects.get(subject_id=made.pk, stopped_at__isnull=True)
    assert clock.due_at == made.due_at
    assert clock.on_id == cast.organisation("wonen")
    assert made.term["source"] == "art. 12 lid 3 AVG"


@pytest.mark.parametrize(("day", "months", "then"), [
    ("2026-01-31", 1, "2026-02-28"), ("2026-11-21", 1, "2026-12-21"), ("2026-12-15", 3, "2027-03-15"), ("2024-01-30", 1, "2024-02-29")])
def test_a_month_is_a_month_of_the_calendar(day, months, then):
    found = terms.months_after(datetime.fromisoformat(day).replace(hour=10, tzinfo=UTC), months)
    assert day_of(found).isoformat() == then


def test_terms_are_dated_and_say_their_source(settings):
    settings.RIGHTS_TERMS = "2018-05-25 1 2 art. 12 lid 3 AVG; 2030-01-01 2 1 een latere wet"
    assert terms.in_force().source == "art. 12 lid 3 AVG"
    with at(datetime(2031, 1, 1, tzinfo=UTC)):
        assert terms.in_force().months == 2
    with pytest.raises(ValueError, match="at least one row"):
        terms.parse(" ; ")


@pytest.mark.proves("R7")
def test_an_objection_stops_calling_at_once():
    about, _client, page, _url = asked("object", "")
    assert "Wij bellen u vanaf nu niet meer" in page.content.decode()
    with identity.acting(cast.who("alice")):
        assert Household.objects.get(pk=about.household_id).do_not_call


def test_correcting_needs_words_and_keeps_what_was_typed():
    client = factories.entered(factories.resident())
    answer = client.post("/mijn/verzoeken/", {"kind": "correct", "words": " "})
    assert answer.status_code == 400
    assert "Schrijf op wat er niet klopt" in answer.content.decode()


def test_a_service_number_in_the_words_is_masked():
    about, *_rest = asked("access", "Mijn nummer is 111222333")
    assert "111222333" not in of(about).words


def test_the_desk_takes_and_answers_and_the_resident_gets_a_letter(sign_in):
    about, client, _page, url = asked()
    made = of(about)
    desk = sign_in("alice")
    assert made.number in desk.get("/rechten/").content.decode()
    assert desk.post(f"/rechten/verzoeken/{made.pk}/behandeling/").status_code == 302
    assert "Wij zijn ermee bezig" in client.get(url).content.decode()
    answer = desk.post(f"/rechten/verzoeken/{made.pk}/antwoord/", {
        "outcome": "granted", "reason": "", "answer": "Uw naam staat nu goed in ons register."})
    assert answer.status_code == 302
    assert "Uw naam staat nu goed" in client.get(url).content.decode()
    assert "Uw naam staat nu goed" in letters(about)[0]
    assert "Autoriteit Persoonsgegevens" not in letters(about)[0]
    with identity.acting(factories.desk()):
        assert not Clock.objects.filter(subject_id=made.pk, stopped_at__isnull=True).exists()
        assert Audit.objects.filter(subject_id=made.pk, verb="rights.answer").count() == 1


def test_refusing_needs_a_reason_of_the_law_and_tells_how_to_complain():
    about, client, _page, url = asked("erase", "Alles weg")
    made = of(about)
    with pytest.raises(Invalid) as error:
        decide(made, State.REFUSED, "Dat doen wij liever niet, sorry.")
    assert error.value.problem.field == "reason"
    decide(made, State.REFUSED, "Wij moeten dit nog bewaren.", "law")
    assert "Autoriteit Persoonsgegevens" in letters(about)[0]
    assert "rechter" in letters(about)[0]
    text = client.get(url).content.decode()
    assert "De wet zegt dat wij dit moeten bewaren." in text
    assert "Autoriteit Persoonsgegevens" in text


def test_extending_works_once_in_time_with_a_reason_that_is_sent():
    about, client, _page, url = asked()
    made = of(about)
    with identity.acting(factories.desk()) as by:
        with pytest.raises(Invalid):
            commands.extend(request_id=made.pk, reason="druk", by=by)
        commands.extend(request_id=made.pk, reason="Wij zoeken het na in het archief.", by=by)
        with pytest.raises(WrongState):
            commands.extend(request_id=made.pk, reason="Nog een keer langer zoeken.", by=by)
    assert of(about).due_at == terms.months_after(made.received_at, 3)
    assert "archief" in letters(about)[0]
    assert "archief" in client.get(url).content.decode()


def test_after_the_term_it_is_late_and_cannot_be_extended(sign_in):
    about, _client, _page, _url = asked()
    with at(now() + timedelta(days=40)):
        assert "wv-row--silent" in sign_in("alice").get("/rechten/").content.decode()
        with identity.acting(factories.desk()) as by, pytest.raises(WrongState):
            commands.extend(request_id=of(about).pk, reason="Te laat om te verlengen.", by=by)
        text = sign_in("fg").get("/rechten/toezicht/").content.decode()
    assert of(about).number in text
    assert "Burg" not in text


def test_a_request_is_answered_once():
    about, *_rest = asked()
    decide(of(about))
    with pytest.raises(WrongState):
        decide(of(about))


def test_the_resident_takes_it_back():
    about, client, _page, url = asked()
    assert client.post(f"{url}intrekking/").status_code == 302
    assert of(about).state == State.WITHDRAWN


def test_another_residents_request_is_not_there():
    _about, _client, _page, url = asked()
    other = factories.entered(factories.resident())
    assert other.get(url).status_code == 404
    assert other.post(f"{url}intrekking/").status_code == 404


def test_only_the_desk_of_the_same_organisation_answers():
    about, *_rest = asked()
    made = of(about)
    with pytest.raises(Exception) as error:
        decide(made, key="dora")
    assert error.type.__name__ == "Absent"
    with identity.acting(cast.who("fg")) as by, pytest.raises(Refused):
        commands.answer(request_id=made.pk, answered=commands.Answered("granted", "Wij deden het."), by=by)


def test_a_resident_cannot_answer_their_own_request_by_raw_sql():
    about, *_rest = asked("erase", "")
    with identity.acting(factories.as_resident(about)), connection.cursor() as db:
        with pytest.raises(ProgrammingError), transaction.atomic():
            db.execute("update rights_request set state = 'granted', answered_at = now(), answer = 'ja hoor, prima'")
        db.execute("select count(*) from rights_request")
        assert db.fetchone() == (1,)


def test_granting_a_correction_tells_who_got_the_data():
    about = factories.resident()
    handover = handed.under_way(about_resident=about)
    asked(about=about)
    decide(of(about))
    with identity.acting(handed.who("alice")):
        told = [d.body for d in Delivery.objects.filter(about_id=handover.pk, channel="email")]
    assert any("verbeteren" in body and handover.number in body for body in told)


def test_granting_a_restriction_closes_every_receiver_and_stops_calls():
    about = factories.resident()
    handover = handed.under_way(about_resident=about)
    asked("restrict", "Even niet", about)
    decide(of(about), words="Wij gebruiken uw gegevens nu niet.")
    with identity.acting(handed.who("charlie")):
        assert not HandoverContent.objects.filter(handover=handover).exists()
    with identity.acting(cast.who("alice")):
        assert Household.objects.get(pk=about.household_id).do_not_call


def test_a_request_that_came_by_phone_is_written_down_by_the_desk(sign_in):
    about = factories.resident()
    answer = sign_in("alice").post(f"/rechten/bewoners/{about.pk}/verzoek/", {
        "kind": "access", "came": "phone", "language": "tr", "words": "Wil alles zien"})
    assert answer.status_code == 302
    assert (of(about).came, of(about).language) == ("phone", "tr")


def test_the_whole_receipt_on_paper_for_who_has_no_internet(sign_in):
    about = factories.resident()
    handed.under_way(about_resident=about)
    answer = sign_in("alice").post(f"/rechten/bewoners/{about.pk}/papier/", {"language": "nl"})
    assert answer.content.startswith(b"%PDF")
    with identity.acting(factories.desk()):
        assert Audit.objects.filter(verb="rights.print").count() == 1


def test_the_audit_dies_with_the_write():
    about = factories.resident()
    with identity.acting(factories.desk()) as by:
        with pytest.raises(Invalid):
            commands.ask(asked=commands.Asked("wens"), resident_id=about.pk, by=by)
        assert not Audit.objects.filter(verb="rights.ask").exists()
        assert not Request.objects.exists()
