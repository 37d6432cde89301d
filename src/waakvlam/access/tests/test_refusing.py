"""Refusals: led on to the row that decided, and in the log though the refused one rolls back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from waakvlam.access import identity, policies
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.web.places import EVERYTHING

pytestmark = pytest.mark.django_db


def denials():
    with identity.acting(cast.who("fg")):
        return list(Audit.objects.filter(verb="access.denied").order_by("at", "id"))


def way_on(answer):
    """The address behind “Waarom niet?”, or nothing."""
    found = re.search(r'href="(/beheer/waarom/[?][^"]*code=[^"]*)"', answer.content.decode())
    return found.group(1).replace("&amp;", "&") if found else ""


@pytest.mark.proves("R2", "C19")
def test_the_same_person_with_another_purpose_is_refused_and_the_refusal_is_logged(sign_in):
    bob = sign_in("bob")
    assert bob.get("/belacties/").status_code == 200
    assert denials() == []
    assert bob.get("/register/").status_code == 403
    denied = denials()[0]
    assert (denied.person_id, denied.purpose, denied.detail["code"]) == (
        cast.who("bob").person_id, Purpose.REGISTER, "purpose")
    assert "Bob van den Berg" in sign_in("fg").get("/beheer/logboek/?verb=access.denied").content.decode()


def test_a_refused_page_does_not_change_the_purpose_of_the_session(sign_in):
    """What the screen chose is undone with the rest, so that the log and the session agree."""
    admin = sign_in("admin")
    admin.get("/beheer/organisaties/")
    with identity.acting(cast.who("admin")) as by:
        from waakvlam.access.covenant import DEFAULT, SWITCHES, proposing
        from waakvlam.access.covenant.lines import agreed
        from waakvlam.kit.time import today

        made = proposing.propose(content=agreed(DEFAULT[1:], SWITCHES), in_force_from=today(), reason="x", by=by)
    admin.get("/sociale-kaart/")
    assert admin.session["purpose"] == Purpose.DIRECTORY
    assert admin.post(f"/beheer/convenant/voorstellen/{made.id}/aanname/").status_code == 403
    assert admin.session["purpose"] == Purpose.DIRECTORY
    with identity.acting(cast.who("admin")):
        changes = list(Audit.objects.filter(verb="purpose.change").order_by("at", "id").values_list("detail", flat=True))
    assert changes[-1]["after"] == Purpose.DIRECTORY


@pytest.mark.parametrize(("key", "path", "lock"), [
    ("bob", "/register/", "Rol en doel"), ("carla", "/belacties/", "Convenant"), ("alice", "/beheer/logboek/", "Rol en doel")])
def test_beside_every_refusal_stands_the_way_to_the_row_that_decided(sign_in, key, path, lock):
    client = sign_in(key)
    answer = client.get(path)
    assert answer.status_code == 403
    asked = way_on(answer)
    assert asked
    why = client.get(asked)
    assert why.status_code == 200
    assert "Dit mag je niet zien" in why.content.decode()
    assert lock in why.content.decode()


def test_an_act_that_refuses_itself_is_explained_as_such(sign_in):
    admin = sign_in("admin")
    answer = admin.post(f"/beheer/rollen/{cast.membership('admin')}/einde/")
    assert answer.status_code == 403
    why = admin.get(way_on(answer)).content.decode()
    assert "De handeling zelf" in why
    assert "self" in why


def test_what_is_not_there_gets_no_explanation(sign_in):
    answer = sign_in("admin").get(f"/beheer/medewerkers/{cast.who('dora').person_id}/")
    assert answer.status_code == 404
    assert not way_on(answer)


@pytest.mark.parametrize("asked", ["pad=/belacties/&purpose=onzin", "pad=/belacties/&what=onzin", "pad=/belacties/&permission=onzin"])
def test_a_made_up_question_breaks_nothing(sign_in, asked):
    assert sign_in("alice").get(f"/beheer/waarom/?{asked}").status_code in (200, 400)


@pytest.mark.proves("R2")
@pytest.mark.parametrize("key", list(cast.PEOPLE))
def test_a_menu_never_leads_to_a_refusal(sign_in, key):
    client = sign_in(key)
    client.get("/meer/")
    page = client.get("/meer/").content.decode()
    for door in EVERYTHING:
        if f'href="{door.url}"' in page:
            assert client.get(door.url, follow=True).status_code == 200, door.url


def test_a_purpose_that_the_covenant_closed_gives_way_to_one_that_is_open(sign_in):
    client = sign_in("carla")
    session = client.session
    session["purpose"] = Purpose.CALL_ROUND
    session.save()
    page = client.get("/meer/").content.decode()
    assert client.session["purpose"] != Purpose.CALL_ROUND
    assert "Je werkt nu met het doel" not in page or "belactie" not in page


def test_a_change_of_purpose_is_seen_once_and_logged(sign_in):
    alice = sign_in("alice")
    alice.get("/belacties/")
    changed = alice.get("/overdrachten/").content.decode()
    assert "Je werkt nu met het doel “warme overdracht”; dat was “belactie”." in changed
    assert "Je werkt nu met het doel" not in alice.get("/overdrachten/").content.decode()
    with identity.acting(cast.who("alice")):
        assert Audit.objects.filter(verb="purpose.change", detail__after="handover").count() == 1


def test_the_rule_is_told_in_the_language_of_the_reader():
    rule = policies.TABLE["access.manage_covenant"]
    assert policies.describe(rule) == "rol is beheerder en doel is beheer"
    with translation.override("en"):
        assert policies.describe(rule) == "role is administrator and purpose is administration"
        assert str(rule.sentence) == "Change the covenant"


def test_the_link_carries_what_was_asked():
    from waakvlam.access.refusing import way_to_why
    from waakvlam.kit.errors import Absent, Refused

    error = Refused("role", "nee", about={"permission": "access.see_audit", "purpose": "privacy"})
    assert parse_qs(urlsplit(way_to_why(error, "/x/")).query) == {
        "pad": ["/x/"], "code": ["role"], "permission": ["access.see_audit"], "purpose": ["privacy"]}
    assert way_to_why(Absent("x"), "/x/") == ""
