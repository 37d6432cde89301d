"""Joiners, movers and leavers: seen first, done whole, and never without an administrator."""

from io import BytesIO

import pytest
from django.test import Client

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, Membership
from waakvlam.access.tests import cast
from waakvlam.signin.tests.coming_in import come_in, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
WONEN = [(key, name, str(role)) for key, (name, slug, role, _p) in cast.PEOPLE.items() if slug == "wonen"]


def listed(*, without=(), roles=None, more=()) -> str:
    """The list as it stands, but for these changes."""
    rows = [f"{key}@wonen.example.org;{name};{(roles or {}).get(key, role)}" for key, name, role in WONEN if key not in without]
    return "\n".join(["E-mail;Naam;Rol", *rows, *more, ""])


def look(client: Client, text: str):
    file = BytesIO(text.encode())
    file.name = "lijst.csv"
    return client.post("/beheer/medewerkers/lijst/", {"file": file})


def do(client: Client, text: str):
    plan = look(client, text).context["plan"]
    return plan, client.post("/beheer/medewerkers/lijst/uitvoering/", {"text": text, "digest": plan.digest})


def roles_of(key: str) -> set[str]:
    with acting(cast.who("admin")):
        rows = Membership.objects.filter(person_id=cast.who(key).person_id, organisation_id=cast.organisation("wonen"), until=None)
        return {row.role for row in rows}


def test_looking_changes_nothing_and_doing_changes_what_was_seen(sign_in):
    text = listed(without=["bea"], roles={"bob": "coordinator"}, more=["nieuw@wonen.example.org;Nina Nieuw;Beller;"])
    admin = sign_in("admin")
    page = look(admin, text).content.decode()
    for word in ("Nina Nieuw", "Bea Yılmaz", "beller → coördinator"):
        assert word in page
    assert roles_of("bea") == {"caller"}
    plan, answer = do(admin, text)
    assert answer.status_code == 302
    assert [(len(plan.new), len(plan.moved), len(plan.left))] == [(1, 1, 1)]
    assert (roles_of("bea"), roles_of("bob")) == (set(), {"coordinator"})
    with acting(cast.who("admin")):
        assert Membership.objects.filter(person__email="nieuw@wonen.example.org", role="caller").exists()
        assert Audit.objects.get(verb="staff.apply").detail == {"new": 1, "moved": 1, "left": 1, "refused": 0}


def test_the_same_list_again_changes_nothing(sign_in):
    text, admin = listed(without=["bea"]), sign_in("admin")
    do(admin, text)
    plan = look(admin, text).context["plan"]
    assert (plan.changes, plan.refused) == ((), ())


def test_who_left_is_out_of_every_browser_at_once(sign_in):
    with_password("bob")
    bob, alice = come_in("bob"), sign_in("alice")
    do(sign_in("admin"), listed(without=["bob"]))
    assert bob.get("/").status_code == 302
    assert not bob.session.get("membership"), "the session itself is gone"
    assert alice.get("/").status_code == 200


def test_the_last_administrator_stays_whatever_the_list_says(sign_in):
    from waakvlam.access.identity import system

    with acting(system(cast.organisation("wonen"), "administration")) as by:
        from waakvlam.signin import staffing

        for text in (listed(without=["admin"]), listed(roles={"admin": "caller"})):
            plan = staffing.plan(text, by=by)
            assert "laatste beheerder" in plan.refused[0].reason
            assert not plan.left
        plan = staffing.plan(listed(without=["admin"], roles={"alice": "administrator"}), by=by)
        assert [c.email for c in plan.left] == ["admin@wonen.example.org"], "with another one it may"


def test_one_does_not_end_ones_own_role_by_a_list(sign_in):
    plan, _answer = do(sign_in("admin"), listed(without=["admin"], roles={"alice": "administrator"}))
    assert "eigen rol" in plan.refused[0].reason
    assert roles_of("admin") == {"administrator"}


def test_a_line_that_is_refused_takes_nobodys_role(sign_in):
    text = listed(without=["bob"], more=["bob@wonen.example.org;Bob van den Berg;toverkol", "geen adres;X;caller",
                                         "x@wonen.example.org;;caller", "y@wonen.example.org;Y;systeem"])
    plan, _answer = do(sign_in("admin"), text)
    assert [r.number for r in plan.refused] == [7, 8, 9, 10]
    assert roles_of("bob") == {"caller"}


def test_what_changed_since_looking_is_not_done(sign_in):
    admin, text = sign_in("admin"), listed(without=["bea", "bob"])
    plan = look(admin, text).context["plan"]
    do(admin, listed(without=["bea"]))
    answer = admin.post("/beheer/medewerkers/lijst/uitvoering/", {"text": text, "digest": plan.digest})
    assert answer.status_code in (400, 409)
    assert roles_of("bob") == {"caller"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"naam;rol\nx;y\n", b""])
def test_a_file_that_is_no_list_is_refused_with_a_reason(sign_in, content):
    file = BytesIO(content)
    file.name = "x.csv"
    assert sign_in("admin").post("/beheer/medewerkers/lijst/", {"file": file}).status_code == 400


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_shows_first_and_does_the_same(tmp_path):
    import json

    from click.testing import CliRunner

    from waakvlam.cli import build

    file = tmp_path / "lijst.csv"
    file.write_text(listed(without=["bea"]), encoding="utf-8")
    asked = ["import", "people", str(file), "--organisation", "wonen", "--network", "proefstad", "--json"]
    shown = json.loads(CliRunner().invoke(build(), asked).output)
    assert (shown["applied"], [c["email"] for c in shown["changes"]]) == (False, ["bea@wonen.example.org"])
    assert json.loads(CliRunner().invoke(build(), [*asked, "--apply"]).output)["applied"]
    assert roles_of("bea") == set()
