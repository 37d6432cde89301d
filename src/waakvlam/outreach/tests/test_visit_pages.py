"""The pages of visiting, as people use them."""

import pytest
from django.urls import reverse

from waakvlam.access.identity import acting
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import today
from waakvlam.outreach.commands import markers, visits
from waakvlam.outreach.models import Attempt, DoorMarker, RoundEntry, Sheet, SheetDoor
from waakvlam.people.models import Household

from .statements import counted
from .visits import ALICE, BEA, BOB, looked, ring, round_on_foot, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2")]


@pytest.fixture
def sheet():
    with acting(ALICE):
        return sheet_of(ALICE, round_on_foot(), BOB.person_id, BEA.person_id)


def at(name, *args):
    return reverse(f"outreach:{name}", args=args)


def test_a_visitor_finds_the_sheet_the_door_and_tells_in_two_taps(sign_in, sheet):
    bob = sign_in("bob")
    assert "Ploeg 1" in bob.get(at("sheets")).text
    page = bob.get(at("sheet", sheet.pk)).text
    door = looked(sheet).stops[0]
    assert at("door", sheet.pk, door.entry_id) in page and "Dorpsstraat" in page
    form = bob.get(at("door", sheet.pk, door.entry_id))
    assert "U hoeft niet mee te doen" in form.text and "Hoe gaat het met u?" in form.text
    told = {"id": str(form.context["id"]), "seen": form.context["seen"], "outcome": "spoken", "answer-how": "fine",
            "topics": "groceries", "request_words": "boodschappen", "observation": ""}
    for _twice in range(2):
        answer = bob.post(at("door", sheet.pk, door.entry_id), told)
        assert answer.status_code == 302 and answer["Location"].endswith("#deur-1")
    with acting(ALICE):
        made = Attempt.objects.get(entry_id=door.entry_id)
        assert made.findings.get().words == "boodschappen" and made.answers.get().value == "fine"
    assert "1 van 3 deuren gedaan" in bob.get(at("sheet", sheet.pk)).text
    assert bob.post(at("visit_undo", made.pk)).status_code == 302
    assert "0 van 3 deuren gedaan" in bob.get(at("sheet", sheet.pk)).text


def test_an_appointment_asks_when(sign_in, sheet):
    bob, door = sign_in("bob"), looked(sheet).stops[0]
    form = bob.get(at("door", sheet.pk, door.entry_id))
    given = {"id": str(form.context["id"]), "seen": form.context["seen"], "outcome": "come_back", "observation": ""}
    wrong = bob.post(at("door", sheet.pk, door.entry_id), {**given, "next_at": "gisteren", "observation": "lamp stuk"})
    assert wrong.status_code == 200 and "Dit tijdstip herkennen we niet" in wrong.text and "lamp stuk" in wrong.text
    bob.post(at("door", sheet.pk, door.entry_id), {**given, "next_at": form.context["next_at"]})
    with acting(ALICE):
        assert RoundEntry.objects.get(pk=door.entry_id).state == RoundEntry.State.CALL_BACK


def test_the_page_of_a_sheet_costs_the_same_for_many_doors(sign_in):
    with acting(ALICE):
        small, large = (sheet_of(ALICE, round_on_foot(doors=n), BOB.person_id) for n in (2, 20))
    bob = sign_in("bob")
    bob.get(at("sheet", small.pk))
    with counted() as few:
        bob.get(at("sheet", small.pk))
    with counted() as many:
        bob.get(at("sheet", large.pk))
    assert len(few) == len(many) <= 22


def test_two_reports_are_shown_side_by_side_and_one_is_chosen(sign_in, sheet):
    door = looked(sheet).stops[0]
    ring(sheet, door, "not_home", BOB)
    with pytest.raises(visits.VisitConflict) as raised:
        ring(sheet, door, "spoken", BEA, observation="Zij deed open.")
    alice, url = sign_in("alice"), at("round_reports", sheet.round_id)
    assert "twee verslagen" in alice.get(at("round_visits", sheet.round_id)).text
    page = alice.get(url).text
    assert "Niet thuis" in page and "Zij deed open." in page and "Bea Yılmaz" in page
    other = raised.value.other
    assert alice.post(at("report_choice", other.pk), {"stands": other.pk}).status_code == 302
    assert "Geen dubbele verslagen" in alice.get(url).text


def test_a_planner_divides_moves_and_prints(sign_in):
    with acting(ALICE):
        round = round_on_foot(doors=4)
    alice = sign_in("alice")
    page = at("round_visits", round.pk)
    assert "4 deuren wachten" in alice.get(page).text
    answer = alice.post(page, {"days_": f"{today()}", "capacity": 2, "team_1": BOB.person_id, "team_2": BEA.person_id})
    assert answer.status_code == 302, answer.context["form"].errors
    with acting(ALICE):
        first, second = Sheet.objects.filter(round=round).order_by("name")
        door = SheetDoor.objects.filter(sheet=first).first()
    division = at("sheet_division", first.pk)
    assert "Deuren in looproute" in alice.get(division).text
    assert alice.post(division, {"doors": door.pk, "to": second.pk, "act": "move"}).status_code == 302
    for act in ("remove", "back"):
        assert alice.post(at("sheet_division", second.pk), {"doors": door.pk, "act": act}).status_code == 302
    assert alice.post(division, {"people": [BOB.person_id, BEA.person_id], "act": "team"}).status_code == 302
    assert alice.post(division, {"act": "remove"}).status_code == 200
    for name, kind in (("sheet_paper", "application/pdf"), ("sheet_workbook", "spreadsheet")):
        made = alice.get(at(name, second.pk))
        assert kind in made["Content-Type"] and len(made.content) > 2000
    assert alice.post(at("sheet_drop", first.pk)).status_code == 302
    assert alice.post(at("sheet_return", first.pk)).status_code == 302


@pytest.mark.proves("R34")
def test_a_marker_is_written_prolonged_and_lifted_and_stands_on_no_sheet(sign_in, sheet):
    alice = sign_in("alice")
    with acting(ALICE):
        home = Household.objects.select_related("dwelling").get(pk=RoundEntry.objects.filter(round=sheet.round)[0].household_id)
    assert home.dwelling.address in alice.get(at("markers"), {"adres": home.dwelling.address}).text
    given = {"reason": "De hond liep los en beet.", "review_on": f"{today().replace(year=today().year)}"}
    assert alice.post(at("marker_write", home.pk), given).status_code == 200
    from datetime import timedelta
    later = f"{today() + timedelta(days=60)}"
    warned = alice.post(at("marker_write", home.pk), {"reason": "Is schizofreen.", "review_on": later})
    assert warned.status_code == 200 and "schizofreen" in warned.text
    assert alice.post(at("marker_write", home.pk), {**given, "review_on": later}).status_code == 302
    assert "De hond liep los" in alice.get(at("markers")).text
    for key in ("alice", "bob"):
        for name in ("sheet", "sheet_paper"):
            assert "hond" not in sign_in(key).get(at(name, sheet.pk)).content.decode(errors="ignore")
    assert "hond" not in str(looked(sheet)) and "two" not in str(looked(sheet))
    with acting(ALICE):
        made = DoorMarker.objects.get(household=home)
    assert sign_in("bob").get(at("markers")).status_code == 403
    assert alice.post(at("marker_prolong", made.pk), {"review_on": later}).status_code == 302
    assert alice.post(at("marker_lift", made.pk)).status_code == 302
    with acting(ALICE):
        assert DoorMarker.objects.get(pk=made.pk).reason == "–"


@pytest.mark.proves("R34")
def test_the_wall_keeps_markers_from_who_rings_by_raw_sql(sheet):
    from django.db import connection
    with acting(ALICE):
        home = RoundEntry.objects.filter(round=sheet.round)[0].household_id
        from datetime import timedelta
        markers.mark(household_id=home, reason="De hond liep los.", review_on=today() + timedelta(days=9), by=ALICE)
    seen = {}
    for name, who in (("planner", ALICE), ("visitor", BOB), ("calling", ALICE.for_purpose("call_round"))):
        with acting(who), connection.cursor() as db:
            db.execute("select count(*) from outreach_doormarker")
            seen[name] = db.fetchone()[0]
    assert seen == {"planner": 1, "visitor": 0, "calling": 0}


def test_the_card_tells_nothing_and_prints(sign_in, sheet):
    alice, url = sign_in("alice"), at("round_card", sheet.round_id)
    page = alice.get(url).text
    assert "Wij belden bij u aan" in page and sheet.round.reason not in page
    assert alice.post(url, {"nl": "U heeft dementie.", "en": ""}).status_code == 200
    assert alice.post(url, {"nl": "Wij waren aan de deur.", "en": ""}).status_code == 302
    assert "Wij waren aan de deur." in alice.get(url).text
    assert alice.get(at("round_card_paper", sheet.round_id)).content[:4] == b"%PDF"
    ring(sheet, looked(sheet).stops[0], "card_left", id=uuid7())
    assert "1 kaart ging in de bus" in alice.get(url).text
