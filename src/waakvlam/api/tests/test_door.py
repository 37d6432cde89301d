"""The door of the API: tokens, the three locks behind it, and the form of every answer."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from waakvlam.access import identity
from waakvlam.access.models import Audit, Membership, Organisation
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.api import commands
from waakvlam.api.models import ApiToken
from waakvlam.api.tests.tokens import api, token
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.kit.time import at, now

pytestmark = pytest.mark.django_db


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["API-Version"]
    body = json.loads(answer.content)
    assert body["status"] == status
    assert {"title", "detail", "code"} <= set(body)
    return body


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wv_onzin", "Basic YTpi", "Bearer  ", "wv_x"])
def test_without_a_good_token_nothing_opens(header):
    answer = Client().get("/api/v1/organisaties", headers={"Authorization": header} if header else {})
    assert problem(answer, 401)["code"] == "token"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_token(sign_in):
    problem(sign_in("alice").get("/api/v1/organisaties"), 401)


@pytest.mark.proves("C19")
def test_a_token_sees_what_its_membership_sees_and_no_more():
    answer = api("alice", Purpose.CALL_ROUND).get("/api/v1/organisaties")
    assert answer.status_code == 200
    names = [o["naam"] for o in answer.json()["resultaten"]]
    assert "Gemeente Proefstad" in names
    assert not [n for n in names if n.startswith("Ver Weg")]


@pytest.mark.proves("R2")
def test_a_token_for_another_purpose_is_refused():
    assert api("fg", Purpose.PRIVACY).get("/api/v1/handelingen").status_code == 200
    assert problem(api("alice", Purpose.CALL_ROUND).get("/api/v1/handelingen"), 403)["code"] == "purpose"


def test_a_revoked_or_expired_token_opens_nothing():
    secret = token("alice", Purpose.CALL_ROUND)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/convenant").status_code == 200
    with identity.acting(cast.who("admin")) as by:
        commands.revoke_token(token=ApiToken.objects.get(), by=by)
    problem(client.get("/api/v1/convenant"), 401)
    with at(now() - timedelta(days=10)):
        old = token("alice", Purpose.CALL_ROUND, days=9)
    problem(Client(headers={"Authorization": f"Bearer {old}"}).get("/api/v1/convenant"), 401)


def test_a_token_of_an_ended_membership_opens_nothing():
    client = api("bob", Purpose.CALL_ROUND)
    with identity.acting(cast.who("admin")):
        Membership.objects.filter(id=cast.membership("bob")).update(since="2026-01-01T00:00Z", until="2026-01-02T00:00Z")
    problem(client.get("/api/v1/convenant"), 401)


@pytest.mark.proves("C19")
def test_only_a_hash_of_the_token_is_kept_and_nobody_but_the_administrator_sees_the_row():
    secret = token("alice", Purpose.CALL_ROUND)
    with identity.acting(cast.who("admin")):
        row = ApiToken.objects.get()
        assert secret.encode() not in bytes(row.secret_hash)
        assert secret not in str(vars(row))
        assert secret not in str(Audit.objects.values_list("detail", flat=True))
    for key in ("alice", "charlie", "dora", "fg"):
        with identity.acting(cast.who(key)):
            assert not ApiToken.objects.exists()


def test_a_token_cannot_be_for_a_purpose_or_person_that_is_not_theirs():
    with identity.acting(cast.who("admin")) as by:
        bob = Membership.objects.get(id=cast.membership("bob"))
        charlie = Membership.objects.get(id=cast.membership("charlie"))
        with pytest.raises(Invalid):
            commands.make_token(membership=bob, purpose=Purpose.REGISTER, label="x", days=9, by=by)
        with pytest.raises(Invalid):
            commands.make_token(membership=bob, purpose=Purpose.CALL_ROUND, label="x", days=9999, by=by)
        with pytest.raises(Refused):
            commands.make_token(membership=charlie, purpose=Purpose.HANDOVER, label="x", days=9, by=by)
    with identity.acting(cast.who("alice")) as by, pytest.raises(Refused):
        commands.make_token(membership=bob, purpose=Purpose.CALL_ROUND, label="x", days=9, by=by)


def test_all_faults_of_a_question_are_named_at_once():
    body = problem(api("fg", Purpose.PRIVACY).get("/api/v1/handelingen?medewerker=x&vanaf=gisteren&tot=ooit"), 400)
    assert {e["location"]["name"] for e in body["errors"]} == {"medewerker", "vanaf", "tot"}
    assert {e["in"] for e in body["errors"]} == {"query"}


def test_a_wrong_cursor_is_said_so():
    assert problem(api("alice", Purpose.CALL_ROUND).get("/api/v1/organisaties?na=onzin"), 400)["code"] == "cursor"


@pytest.mark.parametrize("path", ["organisaties/", "bestaat-niet", "", "/"])
def test_an_address_that_stands_for_nothing_says_so(path):
    problem(Client().get(f"/api/v1/{path}".rstrip("/") if path == "" else f"/api/v1/{path}"), 404)


def test_another_method_is_refused():
    answer = api("alice", Purpose.CALL_ROUND).delete("/api/v1/organisaties")
    problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_an_error_of_ours_shows_no_inside_and_keeps_nothing(monkeypatch):
    from waakvlam.access import queries

    def breaks(*_args, **_kwargs):
        Organisation.objects.create(network_id=cast.NETWORK, name="half", slug="half", kind="police")
        raise RuntimeError("geheim")

    monkeypatch.setattr(queries, "organisations", breaks)
    body = problem(api("admin", Purpose.ADMINISTRATION).get("/api/v1/organisaties"), 500)
    assert "geheim" not in str(body)
    with identity.acting(cast.who("alice")):
        assert not Organisation.objects.filter(slug="half").exists()


def test_the_administrator_makes_and_revokes_a_token_on_a_page(sign_in):
    client = sign_in("admin")
    given = {"label": "Kaart", "membership": str(cast.membership("bob")), "purpose": "call_round", "days": "30"}
    made = client.post("/api/sleutels/", given)
    assert made.status_code == 200
    secret = made.content.decode().split('translate="no">')[1].split("<")[0]
    assert "no-store" in made["Cache-Control"]
    assert secret not in client.get("/api/sleutels/").content.decode()
    used = Client(headers={"Authorization": f"Bearer {secret}"})
    assert used.get("/api/v1/convenant").status_code == 200
    with identity.acting(cast.who("admin")):
        row = ApiToken.objects.get()
        assert row.used_at is not None
    client.post(f"/api/sleutels/{row.id}/intrekking/")
    problem(used.get("/api/v1/convenant"), 401)
    assert client.post("/api/sleutels/", {**given, "purpose": "register"}).status_code == 400
    assert client.post("/api/sleutels/", {**given, "membership": str(cast.membership("dora"))}).status_code == 400
    assert sign_in("alice").get("/api/sleutels/").status_code == 403


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_operator_makes_a_token_by_command():
    from click.testing import CliRunner

    from waakvlam.cli import build

    wonen = ["--organisation", "wonen"]
    done = CliRunner().invoke(build(), ["user", "token", "fg@wonen.example.org", "--purpose", "privacy", "--label", "x", *wonen])
    assert done.exit_code == 0, done.output
    client = Client(headers={"Authorization": f"Bearer {done.stdout.strip()}"})
    assert client.get("/api/v1/verwerkingsactiviteiten").status_code == 200
    row = json.loads(CliRunner().invoke(build(), ["user", "token", "--json", *wonen]).stdout)[0]
    assert CliRunner().invoke(build(), ["user", "token", "--revoke", row["id"], *wonen]).exit_code == 0
    problem(client.get("/api/v1/verwerkingsactiviteiten"), 401)
