"""Through HTTP: from a project to an agreed visit, an agenda and appointments."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Refused
from waakvlam.kit.time import today
from waakvlam.maintenance import queries
from waakvlam.maintenance.commands.projects import Plan
from waakvlam.maintenance.models import Agreed, Appointment, Door, Entry, Item, Project, Release
from waakvlam.maintenance.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C2", "R25")]


def post(client, name, /, *args, follow=True, **data):
    return client.post(reverse(f"maintenance:{name}", args=args), data, follow=follow)


def text(client, name, *args):
    answer = client.get(reverse(f"maintenance:{name}", args=args))
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def agreed_in(made):
    with identity.acting(make.who("carla")):
        return Agreed.objects.filter(project=made).order_by("door__house_number").first()


def test_a_corporation_makes_a_project_and_asks_partners(sign_in):
    alice, carla = sign_in("alice"), sign_in("carla")
    with identity.acting(make.who("alice")) as by:
        make.homes(by)
    post(alice, "new", name="Bomenlaan", work="Nieuwe keukens en badkamers.", starts_on=today(), ends_on=today() + timedelta(days=90),
         needed=2, share=25)
    with identity.acting(make.who("alice")):
        made = Project.objects.get()
    assert "Jullie zijn nog niet gevraagd" in text(carla, "projects")
    assert text(carla, "project", made.pk) == "404"
    post(alice, "new_block", made.pk, which="0", name="Flat Oost")
    post(alice, "invitation", made.pk, organisation=cast.organisation("gemeente"))
    assert "Laat weten of jullie meedoen" in text(carla, "project", made.pk)
    assert text(carla, "my_list", made.pk) == "404", "who has not said yes sees no doors"
    post(carla, "answer", made.pk, people=[make.who("carla").person_id, make.who("charlie").person_id])
    assert "Flat Oost" in text(carla, "my_list", made.pk)
    assert "Flat Oost" in text(sign_in("charlie"), "my_list", made.pk)
    assert "Charlie Jansen" in text(alice, "project", made.pk)


def test_who_lets_no_homes_makes_no_project(sign_in):
    carla = sign_in("carla")
    assert text(carla, "new") == "404" and "Nieuw project" not in text(carla, "projects")
    with identity.acting(make.who("carla")) as by, pytest.raises(Refused):
        make.commands.projects.plan(by=by, plan=Plan("Huizen", "Nieuwe keukens overal.", today(), today()))


def test_who_declines_sees_the_project_no_more(sign_in):
    made = make.project()
    with identity.acting(make.who("alice")) as by:
        make.commands.team.invite(project=made, organisation_id=cast.organisation("zorg"), by=by)
    eva = sign_in("eva")
    post(eva, "answer", made.pk, nee="1")
    assert text(eva, "project", made.pk) == "404"
    assert "doet niet mee" in text(sign_in("alice"), "project", made.pk)


@pytest.mark.parametrize("slug", ["voedsel", "netwerk", "buren", "wonen"])
def test_only_who_has_a_ground_in_the_covenant_is_asked(sign_in, slug):
    made = make.project()
    alice = sign_in("alice")
    assert f'value="{cast.organisation(slug)}"' not in text(alice, "project", made.pk)
    post(alice, "invitation", made.pk, organisation=cast.organisation(slug))
    with identity.acting(make.who("alice")):
        assert made.partners.count() == 1


def test_a_list_is_typed_picked_and_uploaded_and_each_bad_line_is_told(sign_in):
    made = make.project()
    make.team(made)
    carla = sign_in("carla")
    post(carla, "my_list", made.pk, doors=make.doors(made, 1), reason=make.WHY, answer="yes")
    page = post(carla, "my_list", made.pk, typed="Bomenlaan 2\nBomenlaan 99\nzomaar iets", reason=make.WHY, answer="").content.decode()
    assert "Geen voordeur van dit project" in page and "Geen huisnummer gevonden" in page
    book = openpyxl.Workbook()
    for row in (("Postcode", "Huisnummer", "Reden"), ("1506 ab", 3, "Veel post voor de deur."), ("1506ab", 77, "Onbekend.")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    page = post(carla, "my_list", made.pk, file=SimpleUploadedFile("lijst.xlsx", out.getvalue()), answer="no").content.decode()
    assert "Regel 3" in page and "Veel post voor de deur." in page
    csv = SimpleUploadedFile("lijst.csv", "adres;reden\nBomenlaan 4;Kent ons al.\n".encode("utf-8-sig"))
    post(carla, "my_list", made.pk, file=csv)
    with identity.acting(make.who("carla")) as who:
        assert {(r.door.house_number, r.answer) for r in queries.my_list(who, made).rows} == {(1, "yes"), (2, ""), (3, "no"), (4, "")}
    for broken in (SimpleUploadedFile("x.xlsx", b"not a workbook"), SimpleUploadedFile("x.csv", b"a;b\n1;2\n"), SimpleUploadedFile("x.csv", b"")):
        assert post(carla, "my_list", made.pk, file=broken, reason=make.WHY).status_code == 400


def test_an_answer_is_given_in_ones_own_space_and_changes_nothing_for_others(sign_in):
    made = make.project()
    make.team(made)
    make.listed(made, "carla", 1, answer="")
    carla, before = sign_in("carla"), text(sign_in("eva"), "project", made.pk)
    with identity.acting(make.who("carla")):
        entry = Entry.objects.get()
    assert "is nog geen antwoord" in text(carla, "my_list", made.pk)
    post(carla, "entry", made.pk, entry.pk, "antwoord", answer="yes")
    assert "ja, samen" in text(carla, "my_list", made.pk)
    with identity.acting(make.who("carla")):
        entry = Entry.objects.get()
    post(carla, "entry", made.pk, entry.pk, "verwijdering")
    assert "Er staat nog niets op jullie lijst" in text(carla, "my_list", made.pk)
    assert without_tokens(text(sign_in("eva"), "project", made.pk)) == without_tokens(before)


def without_tokens(page):
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken":|nonce=)[^>]*', "", page)


def test_the_team_goes_plans_tells_and_releases_with_a_preview(sign_in):
    made = make.agreed(1, 2)
    one, frank, eva = agreed_in(made), sign_in("frank"), sign_in("eva")
    assert "Nog niemand" in text(frank, "agreed", made.pk, one.pk)
    assert post(frank, "act", made.pk, one.pk, "uitkomst", outcome="spoken", follow=False).status_code == 409
    post(frank, "act", made.pk, one.pk, "mee")
    post(frank, "act", made.pk, one.pk, "bezoek", day=today() + timedelta(days=2), hour="10:30")
    page = text(eva, "agreed", made.pk, one.pk)
    assert "Frank Bakker" in page and "10:30" in page
    words = {"text": "Zij doet alleen open als je belt.", "ground": "consent", "basis": "Zij zei: dat mag u zeggen."}
    preview = post(eva, "release", made.pk, one.pk, **words).content.decode()
    assert "Dit lezen de anderen" in preview
    with identity.acting(make.who("eva")):
        assert not Release.objects.exists()
    post(eva, "release", made.pk, one.pk, tell="1", **words)
    page = text(frank, "agreed", made.pk, one.pk)
    assert "Zij doet alleen open" in page and "Zorg Dichtbij" in page and "dat mag u zeggen" not in page
    with identity.acting(make.who("eva")):
        told = Release.objects.get()
    assert post(frank, "taken_back", made.pk, told.pk).status_code == 404
    post(eva, "taken_back", made.pk, told.pk)
    assert "Zij doet alleen open" not in text(frank, "agreed", made.pk, one.pk)
    post(frank, "act", made.pk, one.pk, "uitkomst", outcome="spoken")
    assert "gesproken" in text(eva, "block", made.pk, made_block(made))


def made_block(made):
    with identity.acting(make.who("alice")):
        return made.blocks.get().pk


@pytest.mark.parametrize("missing", ["text", "ground", "basis"])
def test_nothing_is_released_without_words_ground_and_what_it_rests_on(sign_in, missing):
    made = make.agreed(1)
    words = {"text": "Zij doet alleen open.", "ground": "consent", "basis": "Zij zei: dat mag.", missing: ""}
    assert post(sign_in("eva"), "release", made.pk, agreed_in(made).pk, tell="1", **words).status_code == 400


def test_a_diagnosis_is_thought_over_before_it_is_told(sign_in):
    made, eva = make.agreed(1), sign_in("eva")
    words = {"text": "Hij is dement.", "ground": "consent", "basis": "Zijn dochter zei: dat mag.", "tell": "1"}
    answer = post(eva, "release", made.pk, agreed_in(made).pk, **words)
    assert answer.status_code == 400 and "dement" in answer.content.decode()
    assert post(eva, "release", made.pk, agreed_in(made).pk, words_kept="1", **words).status_code == 200


@pytest.mark.proves("C2", "R9", "R25")
def test_what_was_found_at_another_door_comes_back_only_with_permission(sign_in):
    made = make.agreed(1)
    alice, frank = sign_in("alice"), sign_in("frank")
    door = make.doors(made, 7)[0]
    assert "Bomenlaan 7" in text(alice, "others", made.pk) and "Bomenlaan 1<" not in text(alice, "others", made.pk)
    url = reverse("maintenance:point", args=[made.pk]) + f"?deur={door}"
    given = {"text": "De trap is te hoog voor haar.", "owner": cast.organisation("gemeente"), "due_on": today() + timedelta(days=7)}
    assert alice.post(url, given).status_code == 400
    assert alice.post(url, given | {"ground": "consent", "permission": ""}).status_code == 400
    assert "Bomenlaan 7" not in text(frank, "agenda", made.pk)
    assert frank.post(url, given).status_code == 403, "other doors are the corporation's"
    alice.post(url, given | {"ground": "consent", "permission": "Zij zei: vertel het de gemeente maar."})
    assert "De trap is te hoog" in text(frank, "agenda", made.pk) and "Bomenlaan 7" in text(frank, "agenda_print", made.pk)
    post(alice, "kept_back", made.pk)
    assert "minder dan tien andere deuren" in text(frank, "agenda", made.pk)
    carla = sign_in("carla")
    with identity.acting(make.who("carla")):
        item = Item.objects.get()
    assert "Een punt van de agenda is aan jullie" in carla.get("/").content.decode()
    assert post(frank, "item", made.pk, item.pk, "gedaan").status_code == 404
    post(carla, "item", made.pk, item.pk, "opgepakt")
    post(carla, "item", made.pk, item.pk, "gedaan")
    book = openpyxl.load_workbook(io.BytesIO(frank.get(reverse("maintenance:agenda_file", args=[made.pk])).content)).active
    assert [c.value for c in book[2]][:2] == ["De trap is te hoog voor haar.", "Bomenlaan 7"]


def test_appointments_are_the_corporations_and_the_contractor_gets_no_circumstances(sign_in):
    made = make.agreed(1)
    alice, block, door = sign_in("alice"), made_block(made), make.doors(made, 3)[0]
    given = {"on_day": today() + timedelta(days=5), "starts_at": "08:00", "ends_at": "12:00", "access": "home", "elsewhere": "on", "needs": ["dust", "level"]}
    post(alice, "appointment", made.pk, block, door, **given)
    page = text(alice, "appointments", made.pk, block)
    assert "zo weinig mogelijk stof" in page and "andere plek nodig" in page and "1 van 10 deuren" in page
    rows = list(openpyxl.load_workbook(io.BytesIO(alice.get(reverse("maintenance:appointments_file", args=[made.pk, block])).content)).active.values)
    assert rows[1] == ("Bomenlaan 3", "1506AB", given["on_day"].isoformat(), "08:00", "12:00", "de bewoner is thuis") and len(rows) == 2
    post(alice, "appointment", made.pk, block, door, **given | {"starts_at": "13:00", "ends_at": "16:00", "needs": []})
    assert "13:00–16:00" in text(alice, "appointments", made.pk, block)
    assert post(alice, "appointment", made.pk, block, door, **given | {"ends_at": "07:00"}).status_code == 400
    for name in ("appointments", "appointments_file"):
        assert sign_in("carla").get(reverse(f"maintenance:{name}", args=[made.pk, block])).status_code == 403
    with identity.acting(make.who("carla")):
        assert not Appointment.objects.exists()
    post(alice, "appointment_cancelled", made.pk, block, door)
    with identity.acting(make.who("alice")):
        assert not Appointment.objects.exists()


def test_the_privacy_officer_sees_how_much_the_own_organisation_put_in_and_no_address(sign_in):
    made = make.project()
    make.team(made)
    make.listed(made, "alice", 1, 2)
    make.listed(made, "carla", 3, 4, 5)
    page = text(sign_in("fg"), "overseen")
    assert "Bomenlaan 2026" in page and ">2<" in page and ">3<" not in page and "Bomenlaan 1" not in page


def test_when_it_is_over_nothing_changes_any_more(sign_in):
    made = make.agreed(1)
    alice, one = sign_in("alice"), agreed_in(made)
    post(alice, "state", made.pk, to="ended")
    assert "opgeleverd" in text(alice, "project", made.pk)
    assert post(sign_in("eva"), "act", made.pk, one.pk, "mee", follow=False).status_code == 409
    assert post(alice, "state", made.pk, to="running", follow=False).status_code == 409


@pytest.mark.parametrize(("name", "most"), [("project", 28), ("agenda", 34), ("my_list", 30), ("block", 36)])
def test_pages_cost_the_same_however_many_doors(sign_in, name, most):
    made = make.agreed(1, 2, 3, size=40)
    args, client = [made.pk, *([made_block(made)] if name == "block" else [])], sign_in("carla")
    client.get(reverse(f"maintenance:{name}", args=args))
    with CaptureQueriesContext(connection) as few:
        assert client.get(reverse(f"maintenance:{name}", args=args)).status_code == 200
    assert len(few) <= most, "\n".join(q["sql"][:150] for q in few)


def test_the_diagram_agrees_with_the_transitions():
    from waakvlam.maintenance import diagram

    page = diagram.render()
    assert "running --> ended" in page and "invited --> accepted" in page
    with identity.acting(make.who("alice")):
        assert not Door.objects.exists()


@pytest.mark.proves("C2", "C3", "R9", "R25")
def test_a_signal_of_a_visit_waits_with_the_corporation_until_the_resident_agrees(sign_in):
    from waakvlam.outreach.findings import Found
    from waakvlam.outreach.models import Finding
    from waakvlam.outreach.tests import visits
    from waakvlam.people.models import Dwelling

    with identity.acting(visits.ALICE) as by:
        sheet = visits.sheet_of(by, visits.round_on_foot(by, 2), visits.BOB.person_id)
    visits.ring(sheet, visits.looked(sheet).stops[0], "spoken", findings=(Found("signal", "", "De gang ligt vol dozen."),))
    with identity.acting(make.who("alice").for_purpose("register")):
        Dwelling.objects.filter(street="Dorpsstraat").update(estate="Dorp", block="Dorp")
    made = make.project()
    make.team(made)
    with identity.acting(make.who("alice")) as by:
        make.commands.projects.add_block(project=made, name="Dorp", estate="Dorp", block="Dorp", by=by)
    alice, frank = sign_in("alice"), sign_in("frank")
    page = text(alice, "others", made.pk)
    assert "De gang ligt vol dozen." in page
    assert "De gang" not in text(frank, "agenda", made.pk)
    way = page.split(reverse("maintenance:point", args=[made.pk]))[1].split('"')[0].replace("&amp;", "&")
    url = reverse("maintenance:point", args=[made.pk]) + way
    assert "De gang ligt vol dozen." in alice.get(url).content.decode()
    alice.post(url, {"text": "De gang ligt vol dozen.", "owner": cast.organisation("politie"), "due_on": today() + timedelta(days=7),
                     "ground": "consent", "permission": "Hij zei: als jullie maar helpen opruimen."})
    assert "De gang ligt vol dozen." in text(frank, "agenda", made.pk)
    assert "De gang ligt vol dozen." not in text(alice, "others", made.pk)
    with identity.acting(make.who("alice").for_purpose("handover")):
        assert Finding.objects.get().state == "answered"
