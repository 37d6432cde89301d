"""Joiners, movers and leavers as Entra ID and Keycloak tell them over SCIM: their shapes, our rules."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Membership, Person, Team
from waakvlam.access.tests import cast
from waakvlam.kit.time import at, now
from waakvlam.signin.models import ScimMapping, ScimToken, ScimUser
from waakvlam.signin.tests.coming_in import come_in, with_password

NOBODY = "019b8d2b-0000-7000-8000-000000000000"
pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"


class Directory:
    """An identity provider with the key of “wonen”, or of whoever else."""

    def __init__(self, sign_in, key="admin"):
        page = sign_in(key).post("/beheer/aanmelden/gids/sleutels/", {"label": "Entra ID"})
        self.secret = next(word for word in page.content.decode().replace("<", " ").replace(">", " ").split() if word.startswith("wvs_"))

    def __call__(self, verb, path, sent=None, secret=None):
        client = getattr(Client(), verb)
        more = {"data": json.dumps(sent), "content_type": "application/scim+json"} if sent is not None else {}
        answer = client(f"/scim/v2/{path}", **more, headers={"Authorization": f"Bearer {secret or self.secret}"})
        assert answer.status_code < 500
        answer.told = json.loads(answer.content) if answer.content else {}
        return answer

    def user(self, name="nora@wonen.example.org", **more):
        return self("post", "Users", {"schemas": [USER], "userName": name, "active": True, "externalId": str(uuid4()), "name": {
            "formatted": "Nora Nieuw", "givenName": "Nora", "familyName": "Nieuw"}, "emails": [
            {"primary": True, "type": "work", "value": name}], **more})

    def group(self, name="WV-Bellers", *members):
        return self("post", "Groups", {"displayName": name, "members": [{"value": m} for m in members]}).told["id"]

    def patch(self, path, *operations):
        return self("patch", path, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.fixture
def gids(sign_in):
    return Directory(sign_in)


def means(sign_in, group, role, key="admin", **more):
    return sign_in(key).post("/beheer/aanmelden/gids/groepen/", {"group": group, "role": role, **more})


def roles(email="nora@wonen.example.org"):
    with acting(cast.who("admin")):
        return set(Membership.objects.filter(person__email=email, until=None).values_list("role", flat=True))


def second_admin():
    """A second administrator of “wonen”, since yesterday: the database's clock stands still in a test."""
    from waakvlam.access import commands

    with acting(cast.who("admin")) as by:
        made = commands.add_member(name="Tweede Beheerder", email="tweede@wonen.example.org", role="administrator", by=by)
        Membership.objects.filter(pk=made.pk).update(since=now() - timedelta(days=1))
    client = Client()
    from waakvlam.access import fresh

    session = client.session
    session.update({"person": str(made.person_id), "membership": str(made.pk), "purpose": "administration", fresh.PROVED: fresh.moment()})
    session.save()
    client.cookies["waakvlam"] = session.session_key
    return client


def test_a_joiner_gets_the_role_of_the_group_and_a_mover_another(gids, sign_in):
    made = gids.user()
    assert made.status_code == 201
    assert (made.told["userName"], made.told["active"], made["Content-Type"]) == ("nora@wonen.example.org", True, "application/scim+json")
    assert roles() == set(), "a user without a group that means something works for nobody"
    callers, planners = gids.group("WV-Bellers", made.told["id"]), gids.group("WV-Coördinatoren")
    with acting(cast.who("admin")) as by:
        team = Team.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, name="Noord")
    assert means(sign_in, callers, "caller", team=team.pk).status_code == 302
    assert means(sign_in, planners, "coordinator").status_code == 302
    assert roles() == {"caller"}
    with acting(cast.who("admin")):
        assert Membership.objects.get(person__email="nora@wonen.example.org").team_id == team.pk
    # As Entra ID moves somebody: remove by filter, add by value, operations in capitals.
    assert gids.patch(f"Groups/{callers}", {"op": "Remove", "path": f'members[value eq "{made.told["id"]}"]'}).status_code == 200
    assert roles() == set()
    assert gids.patch(f"Groups/{planners}", {"op": "Add", "path": "members", "value": [{"value": made.told["id"]}]}).status_code == 200
    assert roles() == {"coordinator"}
    assert gids.patch(f"Groups/{planners}", {"op": "Replace", "value": {"members": []}}).status_code == 200
    assert roles() == set()


@pytest.mark.parametrize("leaving", [
    lambda g, i: g.patch(f"Users/{i}", {"op": "Replace", "path": "active", "value": "False"}),
    lambda g, i: g.patch(f"Users/{i}", {"op": "replace", "value": {"active": False}}),
    lambda g, i: g("put", f"Users/{i}", {"userName": "bob@wonen.example.org", "active": False}),
    lambda g, i: g("delete", f"Users/{i}")], ids=["entra", "keycloak", "put", "delete"])
def test_a_leaver_is_out_of_every_role_and_browser_at_once(gids, leaving):
    with_password("bob")
    browser = come_in("bob")
    assert browser.get("/werk/").status_code == 200
    made = gids.user("bob@wonen.example.org")
    assert browser.get("/werk/").status_code == 200, "a role given by hand stays"
    assert leaving(gids, made.told["id"]).status_code in (200, 204)
    assert browser.get("/werk/").status_code == 302
    assert roles("bob@wonen.example.org") == set()
    with acting(cast.who("admin")):
        assert Audit.objects.filter(verb="scim.leave").count() == 1


def test_who_comes_back_gets_back_what_the_groups_give(gids, sign_in):
    made = gids.user()
    group = gids.group("WV-Bellers", made.told["id"])
    means(sign_in, group, "caller")
    gids.patch(f"Users/{made.told['id']}", {"op": "Replace", "path": "active", "value": "False"})
    assert roles() == set()
    gids.patch(f"Users/{made.told['id']}", {"op": "Replace", "path": "active", "value": "True"})
    assert roles() == {"caller"}


@pytest.mark.parametrize("role", ["administrator", "keeper", "privacy_officer", "steward"])
def test_no_directory_gives_a_heavy_role_until_a_second_administrator_agrees(gids, sign_in, role):
    made = gids.user()
    group = gids.group("WV-Zwaar", made.told["id"])
    assert means(sign_in, group, role).status_code == 302
    assert roles() == set()
    with acting(cast.who("admin")) as by:
        found = ScimMapping.objects.get()
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as db:
            db.execute("update signin_scimmapping set confirmed_at = now(), confirmed_by_id = %s", [by.person_id])
        with pytest.raises(ProgrammingError, match="somebody else"), transaction.atomic(), connection.cursor() as db:
            db.execute("select scim_confirm(%s, now())", [found.pk])
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            ScimMapping.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, group_id=found.group_id, role="keeper"
                                       if role != "keeper" else "steward", asked_by_id=by.person_id,
                                       confirmed_by_id=cast.who("bob").person_id, confirmed_at=now())
    where = f"/beheer/aanmelden/gids/groepen/{found.pk}/bevestiging/"
    assert sign_in("admin").post(where).status_code == 403
    assert roles() == set()
    assert second_admin().post(where).status_code == 302
    assert roles() == {role}


def test_the_last_administrator_does_not_leave_by_a_directory(gids):
    made = gids.user("admin@wonen.example.org")
    answer = gids.patch(f"Users/{made.told['id']}", {"op": "Replace", "path": "active", "value": "False"})
    assert (answer.status_code, answer.told["schemas"]) == (409, ["urn:ietf:params:scim:api:messages:2.0:Error"])
    assert gids("get", f"Users/{made.told['id']}").told["active"] is True
    assert "administrator" in roles("admin@wonen.example.org")


def test_found_by_username_in_any_case_and_page_by_page(gids):
    made = [gids.user(f"mens{n}@wonen.example.org").told["id"] for n in range(3)]
    found = gids("get", 'Users?filter=userName eq "MENS1@wonen.example.org"').told
    assert (found["totalResults"], found["Resources"][0]["id"]) == (1, made[1])
    assert gids("get", 'Users?filter=userName eq "niemand@x.nl"').told["Resources"] == []
    page = gids("get", "Users?startIndex=2&count=1").told
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"], page["Resources"][0]["id"]) == (3, 2, 1, made[1])
    assert gids("get", "Users?count=0").told["totalResults"] == 3
    group = gids.group("Alles", *made)
    short = gids("get", 'Groups?excludedAttributes=members&filter=displayName eq "alles"').told["Resources"][0]
    assert (short["id"], "members" in short) == (group, False)
    assert len(gids("get", f"Groups/{group}").told["members"]) == 3


@pytest.mark.parametrize(("verb", "path", "sent", "status", "kind"), [
    ("post", "Users", {"active": True}, 400, "invalidValue"), ("post", "Users", {"userName": "geen adres"}, 400, "invalidValue"),
    ("post", "Users", {"userName": "nora@wonen.example.org", "active": "misschien"}, 400, "invalidValue"),
    ("post", "Users", [], 400, "invalidSyntax"), ("get", 'Users?filter=userName co "a"', None, 400, "invalidFilter"),
    ("get", "Users?filter=1;drop table", None, 400, "invalidFilter"), ("get", f"Users/{NOBODY}", None, 404, ""),
    ("get", "Users/geen-id", None, 404, ""), ("get", "Bulk", None, 404, ""), ("patch", "Users", {}, 405, ""),
    ("post", "Groups", {"displayName": "x", "members": [{"value": NOBODY}]}, 400, "invalidValue"),
    ("get", "Users?startIndex=een", None, 400, "invalidValue")], ids=str)
def test_errors_have_the_form_of_the_standard(gids, verb, path, sent, status, kind):
    answer = gids(verb, path, sent)
    assert (answer.status_code, answer.told.get("scimType", "")) == (status, kind)
    assert answer.told["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert answer.told["status"] == str(status)


@pytest.mark.parametrize("operations", [[], [{"op": "move"}], [{"op": "remove"}], [{"op": "replace", "value": "x"}],
                                        [{"op": "replace", "path": "a b c", "value": 1}], ["tekst"]], ids=str)
def test_a_patch_that_makes_no_sense_changes_nothing(gids, operations):
    made = gids.user().told
    assert gids.patch(f"Users/{made['id']}", *operations).status_code == 400
    assert gids("get", f"Users/{made['id']}").told == made


def test_a_name_and_address_follow_and_what_we_need_not_know_is_not_kept(gids, sign_in):
    made = gids.user(title="Chef", **{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "7731"}})
    group = gids.group("WV-Bellers", made.told["id"])
    means(sign_in, group, "caller")
    answer = gids.patch(f"Users/{made.told['id']}", {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "nora.b@wonen.example.org"},
                        {"op": "Add", "path": "name.familyName", "value": "Berg"}, {"op": "Add", "path": "title", "value": "Baas"})
    assert (answer.told["displayName"], answer.told["emails"][0]["value"]) == ("Nora Berg", "nora.b@wonen.example.org")
    assert "7731" not in json.dumps(answer.told) + json.dumps(made.told)
    with acting(cast.who("admin")):
        assert Person.objects.get(email="nora.b@wonen.example.org").name == "Nora Berg"


def test_somebody_of_another_organisation_is_not_renamed_nor_thrown_out_there(gids, sign_in):
    with_password("charlie")
    browser = come_in("charlie")
    made = gids.user("charlie@gemeente.example.org")
    group = gids.group("WV-Bellers", made.told["id"])
    means(sign_in, group, "caller")
    gids.patch(f"Users/{made.told['id']}", {"op": "replace", "path": "userName", "value": "overname@wonen.example.org"},
               {"op": "replace", "path": "emails", "value": [{"value": "overname@wonen.example.org"}]})
    gids("delete", f"Users/{made.told['id']}")
    assert browser.get("/overdrachten/").status_code == 200
    with acting(cast.who("admin")):
        assert Person.objects.get(pk=cast.who("charlie").person_id).email == "charlie@gemeente.example.org"


def test_twice_the_same_name_is_refused_and_another_organisation_sees_nothing(gids, sign_in):
    made = gids.user().told
    assert (gids.user("NORA@wonen.example.org").status_code, gids.user("NORA@wonen.example.org").told["scimType"]) == (409, "uniqueness")
    with acting(cast.who("zed")):
        assert not ScimUser.objects.exists()
    for key in ("alice", "fg", "bob"):
        with acting(cast.who(key)):
            assert not ScimToken.objects.exists()
            assert not ScimUser.objects.exists()
        assert sign_in(key).get("/beheer/aanmelden/gids/").status_code == 403
    assert made["id"]


def test_a_key_is_shown_once_kept_as_a_hash_replaced_without_a_gap_and_revoked_at_once(gids, sign_in):
    page = sign_in("admin").get("/beheer/aanmelden/gids/").content.decode()
    assert gids.secret not in page
    assert "Entra ID" in page
    with acting(cast.who("admin")):
        first = ScimToken.objects.get()
        assert gids.secret.encode() not in bytes(first.secret_hash)
    second = Directory(sign_in)
    assert sign_in("admin").post("/beheer/aanmelden/gids/sleutels/", {"label": "derde"}).status_code in (400, 409)
    assert gids("get", "Users").status_code == second("get", "Users").status_code == 200
    assert sign_in("admin").post(f"/beheer/aanmelden/gids/sleutels/{first.pk}/intrekking/").status_code == 302
    assert gids("get", "Users").status_code == 401
    with at(now() + timedelta(days=367)):
        assert second("get", "Users").status_code == 401
    assert Client().get("/scim/v2/Users", {"access_token": second.secret}).status_code == 401


def test_guessing_keys_ends_and_a_busy_key_waits(gids, settings, monkeypatch):
    from dataclasses import replace

    from waakvlam.signin.scim import door

    monkeypatch.setattr(door, "PER_KEY", replace(door.PER_KEY, most=2))
    assert [gids("get", "Users").status_code for _n in range(3)] == [200, 200, 429]
    assert [gids("get", "Users", secret="wvs_geraden").status_code for _n in range(31)][-2:] == [401, 429]
