"""The coordinator's pages through HTTP: plan, approve, steer, look, take along; and who may not."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit.time import today
from waakvlam.outreach import exporting
from waakvlam.outreach.models import Round, RoundEntry, RoundSelection
from waakvlam.outreach.queries.progress import Group
from waakvlam.outreach.selection import Selection

from .factories import EASTSIDE, home, round_, script
from .statements import at_most
from .visits import round_on_foot

pytestmark = pytest.mark.django_db
ALICE = cast.who("alice")


def filled_in(**given):
    """What the builder's form posts."""
    with identity.acting(ALICE):
        version = script(ALICE)
    return {"name": "80-plussers in Oost", "reason": "hoe het gaat", "age_from": "80", "goal": "spoken",
            "starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=14)).isoformat(),
            "days": list("12345"), "opens": "09:30", "closes": "17:00", "max_attempts": "4", "cool_down_days": "30",
            "reference_percent": "10", "language": "nl", "order": "mixed", "script_version": str(version.id), **given}


def made(**given) -> Round:
    with identity.acting(ALICE):
        return round_(ALICE, **given)


def url(name: str, *args) -> str:
    return reverse(f"outreach:{name}", args=args)


@pytest.mark.proves("C1", "R6", "R7")
def test_from_builder_to_running_round(sign_in):
    with identity.acting(ALICE):
        for _ in range(3):
            home(ALICE)
        home(ALICE, do_not_call=True)
        home(ALICE, ages=(40,))
    alice = sign_in("alice")
    answer = alice.post(url("round_new"), filled_in())
    assert answer.status_code == 302
    page = alice.get(answer["Location"]).content.decode()
    assert "huurders van 80 jaar en ouder" in page
    assert "wil niet gebeld worden" in page
    round_id = answer["Location"].strip("/").split("/")[-1]
    answer = alice.post(url("round_approval", round_id), follow=True)
    assert "3 huishoudens op de lijst, 1 in de controlegroep" in answer.content.decode()
    assert "Bel mee" in alice.post(url("round_state", round_id, "loopt"), follow=True).content.decode()
    with identity.acting(ALICE):
        kept = Round.objects.get(id=round_id)
        assert (kept.state, kept.ground, kept.approved_by_id) == ("running", "legitimate_interest", ALICE.person_id)
        assert kept.size["excluded"] == {"do_not_call": 1}
        acts = list(Audit.objects.filter(subject_id=round_id).order_by("at").values_list("verb", flat=True))
        assert acts == ["round.draft", "round.approve", "round.start"]


@pytest.mark.proves("R28")
def test_putting_people_on_a_list_writes_a_processing_line_for_each():
    with identity.acting(ALICE):
        for _ in range(3):
            home(ALICE)
        round_(ALICE, reference_percent=0)
    with identity.acting(identity.system(ALICE.organisation_id, "call_round")):
        assert ProcessingLine.objects.filter(name="outreach.list").count() == 3


def test_the_preview_counts_and_writes_nothing(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
    answer = sign_in("alice").post(url("round_preview"), {"age_from": "80", "days": "1"})
    assert "<b>1</b>" in answer.content.decode()
    assert "hx-swap-oob" in answer.content.decode()
    with identity.acting(ALICE):
        assert not Round.objects.exists()


def test_a_wrong_form_keeps_what_was_typed_and_says_what_is_wrong(sign_in):
    answer = sign_in("alice").post(url("round_new"), filled_in(ends_on="2026-01-01", reason="een lange dag"))
    page = answer.content.decode()
    assert "Het einde ligt voor het begin." in page
    assert "een lange dag" in page


@pytest.mark.proves("R5")
def test_every_change_of_the_selection_is_a_version_with_its_author(sign_in):
    draft = made(approve=False)
    alice = sign_in("alice")
    alice.post(url("round_change", draft.id), filled_in(age_from="75"))
    alice.post(url("round_change", draft.id), filled_in(age_from="75", name="Andere naam"))
    with identity.acting(ALICE):
        rows = list(RoundSelection.objects.filter(round=draft).order_by("number"))
        assert [(r.number, r.criteria["age_from"]) for r in rows] == [(1, 80), (2, 75)]
        assert {r.person_id for r in rows} == {ALICE.person_id}
        assert "75 jaar en ouder" in rows[1].sentence


def test_an_approved_round_cannot_be_changed_or_approved_again(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
    running = made()
    alice = sign_in("alice")
    assert alice.post(url("round_change", running.id), filled_in()).status_code == 409
    assert alice.post(url("round_approval", running.id)).status_code == 409


@pytest.mark.parametrize("state, act, status", [
    ("draft", "loopt", 409), ("draft", "pauze", 409), ("running", "loopt", 409), ("running", "pauze", 302),
    ("running", "einde", 302), ("running", "weg", 404)])
def test_a_round_moves_only_along_its_states(sign_in, state, act, status):
    with identity.acting(ALICE):
        home(ALICE)
    found = made(approve=state != "draft")
    assert sign_in("alice").post(url("round_state", found.id, act)).status_code == status


def test_a_list_without_anybody_or_without_script_is_not_approved(sign_in):
    alice = sign_in("alice")
    empty = made(approve=False)
    assert "Er staat niemand op deze lijst" in alice.post(url("round_approval", empty.id), follow=True).content.decode()
    with identity.acting(ALICE):
        home(ALICE)
    bare = made(approve=False, script_version_id=None)
    answer = alice.post(url("round_approval", bare.id), follow=True)
    assert "Kies eerst een script" in answer.content.decode()
    with identity.acting(ALICE):
        assert not RoundEntry.objects.exists()


@pytest.mark.proves("R6")
def test_the_list_shows_who_and_why_and_is_logged(sign_in):
    with identity.acting(ALICE):
        home(ALICE, ages=(84,), name="Zonnedauw")
        home(ALICE, ages=(91,), name="Vlas")
    running = made(reference_percent=0)
    page = sign_in("alice").get(url("round_entries", running.id) + "?q=zonne").content.decode()
    assert "Zonnedauw" in page
    assert "Vlas" not in page
    assert "80–89 jaar" in page


def test_one_can_be_taken_off_with_a_reason_and_put_back(sign_in):
    with identity.acting(ALICE):
        home(ALICE)
    running = made(reference_percent=0)
    with identity.acting(ALICE):
        entry = RoundEntry.objects.get(round=running)
    alice = sign_in("alice")
    assert alice.post(url("entry_exclusion", entry.id), {"reason": "zomaar"}).status_code == 400
    assert alice.post(url("entry_exclusion", entry.id), {"reason": "known"}).status_code == 302
    with identity.acting(ALICE):
        entry.refresh_from_db()
        assert (entry.state, entry.excluded_reason) == ("excluded", "known")
    assert alice.post(url("entry_exclusion", entry.id), {"reason": "known"}).status_code == 409
    assert alice.post(url("entry_return", entry.id)).status_code == 302
    with identity.acting(ALICE):
        RoundEntry.objects.filter(id=entry.id).update(state="excluded", excluded_reason="do_not_call")
    assert alice.post(url("entry_return", entry.id)).status_code == 409


@pytest.mark.proves("C1", "R30")
def test_report_has_two_pages_and_the_workbook_hides_small_cells(sign_in):
    with identity.acting(ALICE):
        for _ in range(12):
            home(ALICE)
        home(ALICE, neighbourhood="BU99990109")
    running = made(reference_percent=0)
    alice = sign_in("alice")
    pdf = alice.get(url("round_report", running.id))
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    assert (pdf["Content-Type"], len(pages)) == ("application/pdf", 2)
    assert "huurders van 80 jaar en ouder" in pages[0].extract_text().replace("\n", " ")
    book = openpyxl.load_workbook(io.BytesIO(alice.get(url("round_workbook", running.id)).content))
    assert [row[1] for row in book["Buurten"].values] == ["Huishoudens", "–", "–"]
    assert book["Stand"]["B2"].value == 13


@pytest.mark.proves("R30")
def test_a_hidden_cell_does_not_come_back_by_subtraction():
    groups = (("A", Group(total=30, reached=7, left=23)), ("B", Group(total=40, reached=20, left=20)),
              ("C", Group(total=50, reached=20, left=30)))
    assert exporting.areas(groups, str) == [["C", 50, 20, 0, 30], ["B", 40, "–", "–", "–"], ["A", 30, "–", "–", "–"]]


PAGES = ("round", "round_change", "round_entries", "round_findings", "round_announcements", "round_report",
         "round_workbook")


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize("key, status", [("alice", 200), ("bob", 403), ("dora", 404), ("zed", 404), ("charlie", 403)])
def test_only_the_own_coordinator_sees_a_round(sign_in, key, status):
    with identity.acting(ALICE):
        home(ALICE)
    running = made()
    for name in PAGES:
        assert sign_in(key).get(url(name, running.id)).status_code == status, name


@pytest.mark.proves("C19")
@pytest.mark.parametrize("key, status", [("alice", 302), ("bob", 403), ("dora", 404), ("zed", 404), ("charlie", 403)])
def test_only_the_own_coordinator_acts_on_a_round(sign_in, key, status):
    with identity.acting(ALICE):
        home(ALICE)
    running, draft = made(), made(approve=False)
    with identity.acting(ALICE):
        entry = RoundEntry.objects.filter(round=running).first()
    client = sign_in(key)
    for address, given in ((url("entry_exclusion", entry.id), {"reason": "known"}),
                           (url("round_approval", draft.id), {}), (url("round_state", running.id, "pauze"), {})):
        assert client.post(address, given).status_code == status, address


@pytest.mark.parametrize("key, seen", [("alice", True), ("bob", True), ("dora", False), ("zed", False)])
def test_callers_see_running_rounds_of_their_own_only(sign_in, key, seen):
    with identity.acting(ALICE):
        home(ALICE)
    made(name="Lopende ronde")
    made(name="Geheim concept", approve=False)
    page = sign_in(key).get(url("rounds")).content.decode()
    assert ("Lopende ronde" in page) is seen
    assert ("Geheim concept" in page) is (key == "alice")


def test_the_list_of_rounds_costs_the_same_number_of_queries(sign_in):
    with identity.acting(ALICE):
        for _ in range(6):
            home(ALICE, block=f"Blok {_}")
    for n in range(6):
        made(name=f"Ronde {n}", reference_percent=0, selection=Selection(age_from=80, blocks=(f"Blok {n}",)))
    alice = sign_in("alice")
    alice.get(url("rounds"))
    with at_most(12):
        alice.get(url("rounds"))


@pytest.mark.parametrize("name", [
    "round", "round_now", "round_entries", "round_findings", "round_announcements", "round_outcomes", "round_change",
    "call_start", "round_report", "round_workbook"])
def test_every_page_of_a_round_costs_at_most_twelve_statements(sign_in, name):
    with identity.acting(ALICE):
        for n in range(12):
            home(ALICE, block=f"Blok {n}", neighbourhood=f"BU9999010{n % 3}")
    running, alice = made(), sign_in("alice")
    alice.get(url(name, running.id))
    with at_most(12):
        assert alice.get(url(name, running.id)).status_code == 200


@pytest.mark.parametrize("name", ["rounds", "round_new", "scripts", "call_stops"])
def test_every_main_page_costs_at_most_twelve_statements(sign_in, name):
    with identity.acting(ALICE):
        home(ALICE)
    made()
    alice = sign_in("alice")
    alice.get(url(name))
    with at_most(12):
        assert alice.get(url(name)).status_code == 200


def test_a_round_for_one_area_says_so():
    found = made(approve=False, selection=Selection(neighbourhoods=(EASTSIDE,)))
    assert found.area == [EASTSIDE]


@pytest.mark.proves("C2")
def test_a_round_along_doors_asks_nobody_to_ring(sign_in):
    with identity.acting(ALICE) as by:
        made = round_on_foot(by, 1)
    page = sign_in("alice").get(url("round", made.pk)).content.decode()
    assert "Bel mee" not in page and "gebeld worden?" not in page
    assert page.count(reverse("outreach:round_visits", args=[made.pk])) == 2, "in the aside, and as what to do next"
