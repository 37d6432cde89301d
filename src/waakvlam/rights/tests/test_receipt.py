"""The receipt shows what concerns this resident, all of it, and nothing of anybody else."""

import json
from datetime import timedelta
from functools import partial

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from waakvlam.access import audit, identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands as handovers
from waakvlam.handovers import parts
from waakvlam.handovers import queries as sent_queries
from waakvlam.handovers.models import HandoverContent
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today
from waakvlam.people.models import Phone, Resident
from waakvlam.rights import visits
from waakvlam.rights.tests import factories
from waakvlam.signin import emergency

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R9", "R28", "R29")]
MOST = 12


def page(client, path="/mijn/"):
    return client.get(path).content.decode()


def with_handover(**given):
    about = factories.resident()
    return about, handed.under_way(about_resident=about, **given)


def test_it_says_to_whom_why_on_which_ground_and_until_when():
    about, made = with_handover()
    text = page(factories.entered(about))
    assert "Gemeente Proefstad" in text
    assert "Om u te helpen met uw vraag." in text
    assert "Boodschappen en eten" in text
    assert "U gaf toestemming." in text
    assert "Zij helpen u." in text
    assert f"/mijn/doorgegeven/{made.pk}/" in text


def test_it_is_drawn_in_at_most_twelve_statements():
    about, _made = with_handover()
    for _n in range(3):
        handed.offered(about_resident=about)
    client = factories.entered(about)
    with CaptureQueriesContext(connection, ) as seen:
        assert client.get("/mijn/").status_code == 200
    asked = [q["sql"] for q in seen if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(asked) <= MOST, "\n".join(asked)


def test_it_says_who_looked_grouped_and_without_names(sign_in):
    about, made = with_handover()
    for _n in range(3):
        assert sign_in("charlie").get(f"/overdrachten/{made.pk}/").status_code == 200
    text = page(factories.entered(about))
    assert "las uw vraag" in text
    assert "Charlie" not in text
    assert "Wijkteam Oost" not in text


def test_the_exact_copy_stands_there_with_the_words_of_the_permission():
    about, made = with_handover()
    text = page(factories.entered(about), f"/mijn/doorgegeven/{made.pk}/")
    assert "Ik kom de trap niet meer af met de boodschappen." in text
    assert handed.WORDS in text


def test_one_button_stops_one_recipient_at_once():
    about, made = with_handover()
    _same, other = about, handed.offered(about_resident=about, to="zorg")
    client = factories.entered(about)
    assert client.post(f"/mijn/doorgegeven/{made.pk}/einde/").status_code == 302
    with identity.acting(handed.who("charlie")):
        assert not HandoverContent.objects.filter(handover=made).exists()
    with identity.acting(handed.who("eva")):
        assert HandoverContent.objects.filter(handover=other).exists()
    assert "U heeft dit gestopt." in page(client)
    assert client.post(f"/mijn/doorgegeven/{made.pk}/einde/").status_code == 409


def test_another_residents_handover_is_not_there():
    about, _made = with_handover()
    _neighbour, theirs = with_handover()
    client = factories.entered(about)
    assert client.get(f"/mijn/doorgegeven/{theirs.pk}/").status_code == 404
    assert client.post(f"/mijn/doorgegeven/{theirs.pk}/einde/").status_code == 404
    with identity.acting(handed.who("charlie")):
        assert HandoverContent.objects.filter(handover=theirs).exists()
    assert str(theirs.pk) not in page(client)


def test_what_another_organisation_knows_of_the_same_person_is_never_found():
    """Nobody matches registers: dora's resident has the same name and birth date, and stays hers."""
    about = factories.resident()
    hers = factories.resident("dora")
    handed.offered(sender="dora", to="zorg", about_resident=hers)
    text = page(factories.entered(about))
    assert "Zorg Dichtbij (" not in text
    assert "Dit overzicht laat zien wat bekend is via Wonen aan de Laan" in text
    assert "Anders Wonen" in text  # whom to ask oneself


def test_a_household_with_two_grown_ups_shows_nobody_the_others_request():
    about = factories.resident()
    with identity.acting(factories.desk()):
        Resident.objects.create(network_id=about.network_id, organisation_id=about.organisation_id, key="twee",
                                household_id=about.household_id, first_name="Jan", last_name="Visser")
    by = handed.who("alice")
    with identity.acting(by):
        prepared = handovers.prepare(
            id=uuid7(), to=handovers.To(cast.organisation("gemeente")), texts=handed.TEXTS, introduction=parts.Introduction(),
            about=handovers.About("money", household_id=about.household_id, neighbourhood_code="BU09990101"), by=by)
        whole = handovers.offer(sending=prepared, asked=handed.asked(), by=by)
    assert str(whole.pk) not in page(factories.entered(about))


def test_others_are_left_out_of_the_text():
    about = factories.resident()
    with identity.acting(factories.desk()):
        other = Resident.objects.create(network_id=about.network_id, organisation_id=about.organisation_id, key="zoon",
                                        household_id=about.household_id, first_name="Jeroen", last_name="Visser", part="child")
        Phone.objects.create(network_id=about.network_id, organisation_id=about.organisation_id, resident=other, number="+31687654321")
    by = handed.who("alice")
    texts = {"name": "Ria van der Berg", "phone": "06 12345678", "words": "Bel Jeroen Visser op 06-87654321 of mij op 06 12 34 56 78."}
    with identity.acting(by):
        made = handovers.offer(sending=handed.sending(by, about=about, texts=texts), asked=handed.asked(), by=by)
    client = factories.entered(about)
    text = page(client, f"/mijn/doorgegeven/{made.pk}/")
    for path in ("/mijn/", "/mijn/alles.json"):
        text += page(client, path)
    assert "Jeroen" not in text
    assert "87654321" not in text
    assert "06 12 34 56 78" in text
    assert "[van een ander, weggelaten]" in text


def test_everything_can_be_taken_along_as_data_and_as_pdf():
    about, made = with_handover()
    client = factories.entered(about)
    data = json.loads(page(client, "/mijn/alles.json"))
    assert data["format"] == "waakvlam-receipt/1"
    assert data["sent"][0]["number"] == made.number
    assert {look["activity"] for look in data["looked"]} >= {"handover.offer", "rights.resident"}
    assert client.get("/mijn/alles.pdf").content.startswith(b"%PDF")


def test_reading_ones_receipt_is_logged_too():
    about, _made = with_handover()
    client = factories.entered(about)
    page(client)
    assert "bekeek uw overzicht" in page(client)


@pytest.mark.proves("R27")
def test_who_looks_in_an_emergency_stands_in_the_receipt_as_such():
    """Opening is a look of its own; reading counts as one only while it was open, and only for who opened it."""
    about = factories.resident()
    made = handed.accepted(about_resident=about)
    factories.code_for(about)
    began = now().replace(microsecond=0)
    dora = cast.who("dora", Purpose.HANDOVER)
    read = partial(audit.touched, activity="handover.read", subjects=[about.pk])
    with at(began), identity.acting(dora):
        opened = emergency.open_(subject_id=made.pk, reason="Zij neemt niet op en de buren horen geschreeuw.", by=dora)
    with at(began + timedelta(minutes=5)), identity.acting(dora):
        read(dora)
    with at(began + timedelta(minutes=5)), identity.acting(handed.who("charlie")) as charlie:
        read(charlie)
    with at(began + timedelta(minutes=9)), identity.acting(dora):
        emergency.end(found=opened, by=dora)
    with at(began + timedelta(minutes=10)), identity.acting(dora):
        read(dora)
    with at(began + timedelta(minutes=11)):
        client = factories.entered(about)
        looked = json.loads(page(client, "/mijn/alles.json"))["looked"]
        text = page(client)
    urgent = [(x["organisation"], x["activity"], x["role"], x["times"]) for x in looked if x["urgent"]]
    assert sorted(urgent) == [("Anders Wonen", "emergency.open", "coordinator", 1), ("Anders Wonen", "handover.read", "coordinator", 1)]
    assert [x["times"] for x in looked if x["organisation"] == "Anders Wonen" and not x["urgent"]] == [1]
    assert "keek mee zonder uw toestemming, omdat er gevaar was" in text
    assert text.count("Noodgeval</strong>") == 2


def test_an_emergency_of_somebody_else_stands_in_no_other_receipt():
    about, hers = factories.resident(), factories.resident()
    made = handed.accepted(about_resident=hers)
    dora = cast.who("dora", Purpose.HANDOVER)
    with identity.acting(dora):
        emergency.open_(subject_id=made.pk, reason="Zij neemt niet op en de buren horen geschreeuw.", by=dora)
    assert "Noodgeval" not in page(factories.entered(about))
    assert "Noodgeval" in page(factories.entered(hers))


# --- the gate: raw SQL as the application's role -------------------------------------------------
FUNCTIONS = ("rights_myself()", "rights_calls()", "rights_arrears()", "rights_signals()", "rights_noted()", "rights_handovers()", "rights_ids()", "rights_household()",
             "rights_is_mine('00000000-0000-0000-0000-000000000000')")


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("key", ["alice", "fg", "admin", "charlie"])
def test_the_gate_refuses_everybody_who_is_no_resident(function, key):
    with identity.acting(cast.who(key)), connection.cursor() as db, pytest.raises(ProgrammingError), transaction.atomic():
        db.execute(f"select {function}")


def test_the_gate_refuses_looks_to_staff():
    with identity.acting(cast.who("alice")), connection.cursor() as db, pytest.raises(ProgrammingError), transaction.atomic():
        db.execute("select * from rights_looks()")


def test_a_link_to_one_handover_opens_no_receipt():
    """A guest's link acts as a resident of one handover: its id is nobody's id in the register."""
    about, made = with_handover()
    guest = handed.guest(made, "resident", "resident", about.organisation_id, "housing_association")
    with identity.acting(guest):
        assert visits.call("rights_myself") is None
        assert visits.call("rights_handovers") == []
        assert visits.call("rights_is_mine", made.pk) is False


def test_a_resident_of_another_register_gets_nothing_through_the_gate():
    about, made = with_handover()
    as_they = factories.as_resident(about)
    from dataclasses import replace

    with identity.acting(replace(as_they, organisation_id=cast.organisation("anders"))):
        assert visits.call("rights_myself") is None
        assert visits.call("rights_is_mine", made.pk) is False


def test_a_resident_sees_no_table_of_people_at_work():
    about, _made = with_handover()
    with identity.acting(factories.as_resident(about)), connection.cursor() as db:
        for table in ("people_resident", "people_household", "people_phone", "outreach_attempt", "handovers_handover",
                      "handovers_handovercontent", "post_delivery", "access_audit", "rights_code"):
            db.execute(f"select count(*) from {table}")
            assert db.fetchone() == (0,), table


def test_a_stopped_permission_can_be_looked_back_at():
    about, made = with_handover()
    client = factories.entered(about)
    client.post(f"/mijn/doorgegeven/{made.pk}/einde/")
    text = page(client, f"/mijn/doorgegeven/{made.pk}/")
    assert "Ik kom de trap niet meer af" in text
    assert str(today().year) in text
    with identity.acting(handed.who("alice")):
        assert sent_queries.handover(handed.who("alice"), made.pk).content_closed_at is not None


def test_the_task_of_who_looked_stands_there(sign_in):
    about, made = with_handover()
    assert sign_in("charlie").get(f"/overdrachten/{made.pk}/").status_code == 200
    assert "Iemand van het wijkteam" in page(factories.entered(about))
