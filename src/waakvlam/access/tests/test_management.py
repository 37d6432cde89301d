"""Pages of the administrator and the privacy officer, through HTTP."""

import json
from datetime import timedelta

import pytest

from waakvlam.access import audit, identity, seals
from waakvlam.access.models import Audit, Membership, Organisation, Person
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now, today

pytestmark = pytest.mark.django_db
ROW = '<td data-label="Wanneer">'
NEW = {"name": "Nel Nieuw", "email": "nel@wonen.example.org", "phone": "", "role": "caller"}
ADMINISTRATOR = ("", "instellingen/", "medewerkers/", "medewerkers/nieuw/", "organisaties/", "organisaties/nieuw/",
                 "convenant/", "convenant/tekst/", "convenant/nieuw/", "convenant/versies/", "convenant/verschil/",
                 "convenant/convenant.pdf", "convenant/convenant.csv", "waarom/")
OFFICER = ("", "logboek/", "zegels/", "verwerkingen/", "verwerkingen/register.json", "convenant/", "waarom/")


@pytest.mark.parametrize("path", ADMINISTRATOR)
def test_the_administrator_reads_every_page_of_management(sign_in, path):
    assert sign_in("admin").get(f"/beheer/{path}").status_code == 200


@pytest.mark.parametrize("path", OFFICER)
def test_the_privacy_officer_reads_every_page_of_oversight(sign_in, path):
    assert sign_in("fg").get(f"/beheer/{path}").status_code == 200


@pytest.mark.proves("R2", "C19")
@pytest.mark.parametrize("key", [k for k in cast.PEOPLE if k not in ("admin", "ada", "fg")])
def test_nobody_else_manages_or_oversees(sign_in, key):
    client = sign_in(key)
    for path in {*(p for p in (*ADMINISTRATOR, *OFFICER) if not p.startswith("convenant/")), "convenant/nieuw/"} - {"", "waarom/"}:
        assert client.get(f"/beheer/{path}").status_code == 403, path


def test_members_are_found_added_given_a_role_and_ended(sign_in):
    client = sign_in("admin")
    assert "Bob van den Berg" in client.get("/beheer/medewerkers/?text=bob").content.decode()
    assert "Alice" not in client.get("/beheer/medewerkers/?text=bob").content.decode()
    assert "Dora" not in client.get("/beheer/medewerkers/").content.decode()
    with at(now() - timedelta(hours=1)):
        assert client.post("/beheer/medewerkers/nieuw/", NEW).status_code == 302
    with identity.acting(cast.who("admin")):
        person = Person.objects.get(email="nel@wonen.example.org")
        first = Membership.objects.get(person=person)
    client.post(f"/beheer/medewerkers/{person.id}/rollen/", {"role": "coordinator"})
    client.post(f"/beheer/rollen/{first.id}/einde/")
    with identity.acting(cast.who("fg")):
        roles = {m.role: m.until is None for m in Membership.objects.filter(person=person)}
        verbs = list(Audit.objects.filter(verb__startswith="member.").order_by("at").values_list("verb", flat=True))
    assert roles == {"caller": False, "coordinator": True}
    assert sorted(verbs) == ["member.add", "member.add", "member.end"]
    assert "Nel Nieuw" in client.get("/beheer/medewerkers/?ended=on").content.decode()


def test_what_was_typed_stays_when_it_is_wrong(sign_in):
    page = sign_in("admin").post("/beheer/medewerkers/nieuw/", {**NEW, "email": "geen adres"})
    assert page.status_code == 400
    assert "Nel Nieuw" in page.content.decode()


def test_a_role_somebody_has_already_is_said_so(sign_in):
    client = sign_in("admin")
    page = client.post("/beheer/medewerkers/nieuw/", {**NEW, "email": "bob@wonen.example.org", "role": "caller"})
    assert page.status_code == 400
    assert "heeft deze rol al" in page.content.decode()


@pytest.mark.parametrize("role", ["system", "guest", "resident", "god"])
def test_roles_of_links_and_jobs_cannot_be_given(sign_in, role):
    client = sign_in("admin")
    assert client.post("/beheer/medewerkers/nieuw/", {**NEW, "role": role}).status_code == 400
    assert client.post(f"/beheer/medewerkers/{cast.who('bob').person_id}/rollen/", {"role": role}).status_code == 400


@pytest.mark.parametrize("key", ["dora", "charlie", "zed"])
def test_people_of_another_organisation_are_not_there(sign_in, key):
    client = sign_in("admin")
    person, role = cast.who(key).person_id, cast.membership(key)
    assert client.get(f"/beheer/medewerkers/{person}/").status_code == 404
    assert client.post(f"/beheer/medewerkers/{person}/wachtwoord/").status_code == 404
    assert client.post(f"/beheer/medewerkers/{person}/rollen/", {"role": "caller"}).status_code == 404
    assert client.post(f"/beheer/rollen/{role}/einde/").status_code == 404


def test_nobody_ends_the_role_they_act_in(sign_in):
    assert sign_in("admin").post(f"/beheer/rollen/{cast.membership('admin')}/einde/").status_code == 403


def test_a_new_password_is_shown_once_and_never_cached(sign_in):
    page = sign_in("admin").post(f"/beheer/medewerkers/{cast.who('bob').person_id}/wachtwoord/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    with identity.acting(cast.who("fg")):
        assert Audit.objects.get(verb="member.password").detail == {}


def test_a_partner_joins_the_network(sign_in):
    client = sign_in("admin")
    given = {"name": "Buurthuis Zuid", "slug": "buurthuis", "kind": "initiative", "email": "", "phone": ""}
    assert client.post("/beheer/organisaties/nieuw/", given).status_code == 302
    with identity.acting(cast.who("admin")):
        assert Organisation.objects.get(slug="buurthuis").has_accounts is False
    assert client.post("/beheer/organisaties/nieuw/", given).status_code == 400
    assert "Ver Weg" not in client.get("/beheer/organisaties/").content.decode()


@pytest.mark.proves("R28")
def test_the_log_is_filtered_and_paged_and_shows_only_the_own_organisation(sign_in):
    subject = uuid7()
    for n in range(60):
        with identity.acting(cast.who("alice")) as alice:
            audit.record(alice, "round.approve" if n % 2 else "round.plan", None, n=n)
    with identity.acting(cast.who("dora")) as dora:
        audit.record(dora, "secret.of.dora", None, about=subject)
    client = sign_in("fg")
    first = client.get("/beheer/logboek/").content.decode()
    assert first.count(ROW) == 50
    assert "secret.of.dora" not in first
    after = first.split("after=")[1].split('"')[0]
    assert client.get(f"/beheer/logboek/?after={after}").content.decode().count(ROW) == 10
    assert ">round.plan" not in client.get("/beheer/logboek/?verb=round.approve").content.decode()
    assert "Alice de Vries" in first
    assert client.get("/beheer/logboek/?person=onzin").status_code == 200
    assert client.get("/beheer/logboek/?after=onzin").status_code == 400
    assert ROW not in client.get(f"/beheer/logboek/?until={today() - timedelta(days=1)}").content.decode()


@pytest.mark.proves("R28")
def test_the_privacy_officer_verifies_the_seals(sign_in):
    with identity.acting(cast.who("alice")) as alice:
        audit.record(alice, "round.approve")
    seals.seal()
    client = sign_in("fg")
    assert client.post("/beheer/zegels/controles/").status_code == 302
    page = client.get("/beheer/zegels/").content.decode()
    assert "alles klopte" in page
    assert sign_in("alice").post("/beheer/zegels/controles/").status_code == 403


def test_processing_lines_are_counted_without_naming_anybody(sign_in):
    with identity.acting(cast.who("alice")) as alice:
        audit.touched(alice, "outreach.call", [uuid7() for _ in range(7)])
    page = sign_in("fg").get("/beheer/verwerkingen/").content.decode()
    assert "outreach.call" in page
    assert ">7<" in page


def test_the_register_of_activities_is_data_from_the_covenant(sign_in):
    facts = json.loads(sign_in("fg").get("/beheer/verwerkingen/register.json").content)
    rounds = next(a for a in facts["verwerkingsactiviteiten"] if a["doelcode"] == "call_round")
    assert rounds["grondslagen"] == ["gerechtvaardigd belang"]
    assert rounds["bewaartermijnInDagen"] == 365


@pytest.mark.proves("R2")
def test_why_says_which_rule_let_in_or_kept_out(sign_in):
    client = sign_in("alice")
    assert "Dit mag je niet zien" in client.get("/beheer/waarom/?pad=/beheer/logboek/").content.decode()
    assert "Dit mag je zien" in client.get("/beheer/waarom/?purpose=call_round&what=contact").content.decode()
    assert client.get("/beheer/waarom/?pad=/bestaat-niet/").status_code == 404
    assert "Noem een soort" in client.get("/beheer/waarom/?purpose=call_round&what=onzin").content.decode()
    assert "Dit mag je zien" in sign_in("fg").get("/beheer/waarom/?pad=/beheer/logboek/").content.decode()


@pytest.mark.proves("R28", "C19")
def test_the_log_speaks_in_words_and_goes_along_as_a_file_with_an_act(sign_in):
    from waakvlam.access import audit

    with identity.acting(cast.who("alice")) as alice:
        audit.record(alice, "covenant.adopt")
        audit.touched(alice, "people.search", [alice.person_id])
    fg = sign_in("fg")
    page = fg.get(f"/beheer/logboek/?person={alice.person_id}&purpose=call_round").content.decode()
    assert "Convenant vastgesteld" in page
    assert "Een bewoner zoeken" in page
    assert "Gegevens van bewoners bekeken" not in fg.get("/beheer/logboek/?verb=covenant.adopt").content.decode().split("<tbody>")[1]
    assert "Convenant vastgesteld" not in fg.get("/beheer/logboek/?purpose=insight").content.decode().split("<main")[1].split("<table")[-1].split("</form>")[-1]
    told = fg.get("/beheer/logboek/bestand.csv?verb=covenant.adopt")
    assert told.content.decode("utf-8-sig").count("Convenant vastgesteld") == 1
    assert fg.get("/beheer/logboek/bestand.xlsx").content[:2] == b"PK"
    assert fg.get("/beheer/logboek/bestand.exe").status_code == 404
    assert "Logboek als bestand opgehaald" in fg.get("/beheer/logboek/?verb=audit.export").content.decode()
    assert sign_in("admin").get("/beheer/logboek/bestand.csv").status_code == 403
