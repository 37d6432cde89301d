"""The commands of an operator, through the command line, against the real database.

Both connections are wrapped by the test: what runs as the owner and what runs as the application's
role see the committed cast, and everything written is rolled back.
"""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from waakvlam.access import identity, signin
from waakvlam.access.models import Audit, Membership, Network, Organisation, Person
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.time import at, now

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
WONEN = ("--organisation", "wonen")


def run(*arguments, code=0, stdin=None):
    done = CliRunner().invoke(build(), list(arguments), input=stdin)
    assert done.exit_code == code, (done.output, done.exception)
    return done.stdout if code == 0 else done.output


def test_every_command_has_help():
    for group in ("covenant", "audit", "user", "network", "organisation"):
        commands = build().commands[group].commands
        assert commands
        for name, command in commands.items():
            assert command.help, f"{group} {name} says nothing"
            run(group, name, "--help")


@pytest.mark.proves("C19")
def test_the_covenant_is_shown_as_a_table_and_as_json():
    text = run("covenant", "show", "--network", "proefstad")
    assert "woningcorporatie" in text
    assert "gerechtvaardigd belang" in text
    facts = json.loads(run("covenant", "show", "--network", "proefstad", "--json"))
    assert facts["version"] == 1
    assert {"kind": "housing_association", "role": "", "purpose": "call_round", "category": "contact",
            "ground": "legitimate_interest", "compartment": "", "term_days": 365,
            "source": "art. 6.1.f AVG; belangenafweging belactie"} in facts["lines"]
    assert {s["ground"]: s["on_from"] for s in facts["switches"]} == {"wams": None, "wgs": None}


def test_more_than_one_network_asks_which():
    assert "--network" in run("covenant", "show", code=1)


@pytest.mark.parametrize("suffix", ["txt", "csv", "json"])
def test_the_covenant_is_written_to_a_file(tmp_path, suffix):
    file = tmp_path / f"covenant.{suffix}"
    run("covenant", "export", str(file), "--network", "proefstad")
    assert "legitimate_interest" in file.read_text()


@pytest.mark.proves("C19", "R2")
@pytest.mark.parametrize(("email", "what", "purpose", "lock", "allowed"), [
    ("alice@wonen.example.org", "contact", "call_round", "covenant", True),
    ("bob@wonen.example.org", "contact", "handover", "role", False),
    ("charlie@gemeente.example.org", "contact", "call_round", "role", False),
    ("alice@wonen.example.org", "status", "call_round", "covenant", False),
    ("alice@wonen.example.org", f"organisation:{cast.organisation('gemeente')}", "call_round", "wall", True),
    ("alice@wonen.example.org", f"organisation:{cast.organisation('ver')}", "call_round", "wall", False),
])
def test_explain_names_the_lock_that_decided(email, what, purpose, lock, allowed):
    facts = json.loads(run("covenant", "explain", "--who", email, "--what", what, "--purpose", purpose, "--json"))
    assert (facts["decided_by"], facts["allowed"]) == (lock, allowed)


def test_explain_asks_the_permission_table_too():
    asked = ("covenant", "explain", "--what", "contact", "--purpose", "privacy", "--permission", "access.see_audit", "--json")
    facts = json.loads(run(*asked, "--who", "fg@wonen.example.org"))
    by_lock = {s["lock"]: s["opens"] for s in facts["steps"]}
    assert by_lock["permission"] is True
    assert by_lock["covenant"] is False
    facts = json.loads(run(*asked, "--who", "alice@wonen.example.org"))
    assert {s["lock"]: s["opens"] for s in facts["steps"]}["permission"] is False


def test_asking_for_an_explanation_is_an_act():
    run("covenant", "explain", "--who", "alice@wonen.example.org", "--what", "contact", "--purpose", "call_round")
    with identity.acting(cast.who("fg")):
        act = Audit.objects.get(verb="covenant.explain")
    assert act.subject_id == cast.membership("alice")
    assert act.role == "system"


def earlier(minutes):
    """The database's now() stands still in a test; what we stamp must lie before it."""
    return at(now() - timedelta(minutes=minutes))


def test_a_user_is_added_signs_in_changes_role_and_is_disabled():
    email = "nieuw@wonen.example.org"
    with earlier(9):
        run("user", "add", email, "--name", "Nieuwe Naam", "--role", "caller", *WONEN)
        assert "Nieuwe Naam" in run("user", "list", *WONEN)
        word = run("user", "password", email, *WONEN).strip()
    person = signin.sign_in(email, word).person_id
    assert [p.role for p in signin.posts(person)] == ["caller"]
    with earlier(6):
        run("user", "role", email, "coordinator", "--instead-of", "caller", *WONEN)
    assert [p.role for p in signin.posts(person)] == ["coordinator"]
    with earlier(3):
        run("user", "disable", email, *WONEN)
    assert signin.posts(person) == []
    with identity.acting(cast.who("fg")):
        verbs = list(Audit.objects.order_by("at", "id").values_list("verb", flat=True))
    assert sorted(verbs) == sorted(["member.add", "member.password", "member.end", "member.add", "member.end"])


def test_a_password_comes_in_by_standard_input_and_is_not_printed():
    out = run("user", "password", "bob@wonen.example.org", "--stdin", *WONEN, stdin="een lang genoeg wachtwoord\n")
    assert "lang genoeg" not in out
    assert signin.sign_in("bob@wonen.example.org", "een lang genoeg wachtwoord") == signin.Known(cast.who("bob").person_id, first=True)


def test_a_short_password_is_refused_in_words():
    out = run("user", "password", "bob@wonen.example.org", "--stdin", *WONEN, stdin="kort\n", code=1)
    assert "12 tekens" in out


def test_a_user_of_another_organisation_is_not_found():
    assert "Niemand" in run("user", "password", "dora@anders.example.org", *WONEN, code=1)


def test_who_also_works_elsewhere_keeps_the_password():
    run("user", "add", "dora@anders.example.org", "--name", "Dora", "--role", "caller", *WONEN)
    assert "andere organisatie" in run("user", "password", "dora@anders.example.org", *WONEN, code=1)


def test_a_network_and_a_partner_are_made():
    run("network", "add", "Nieuwstad", "--slug", "nieuwstad")
    assert Network.objects.using("owner").filter(slug="nieuwstad").exists()
    run("organisation", "add", "Zorg Nieuw", "--slug", "zorg-nieuw", "--kind", "care_provider", "--network", "nieuwstad")
    made = Organisation.objects.using("owner").get(slug="zorg-nieuw")
    assert Audit.objects.using("owner").get(subject_id=made.id).role == "operator"
    assert "zorg-nieuw" in run("organisation", "list", "--network", "nieuwstad")
    assert "already" in run("network", "add", "Nieuwstad", "--slug", "nieuwstad", code=1)
    facts = json.loads(run("covenant", "show", "--network", "nieuwstad", "--json"))
    assert len(facts["lines"]) > 20


def test_the_log_is_exported_as_one_line_per_act(tmp_path):
    for n in range(3):
        Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                            role="coordinator", verb="test", detail={"n": n})
    file = tmp_path / "acts.jsonl"
    run("audit", "export", str(file), "--network", "proefstad", "--organisation", "wonen")
    assert {json.loads(x)["detail"]["n"] for x in file.read_text().splitlines()} == {0, 1, 2}


def test_people_of_one_organisation_are_not_touched_by_another():
    with identity.acting(cast.who("admin")):
        before = Person.objects.get(pk=cast.who("charlie").person_id).email
        assert Person.objects.filter(pk=cast.who("bob").person_id).update(phone="1") == 1
        assert Person.objects.filter(pk=cast.who("charlie").person_id).update(email="mij@example.org") == 0
    with pytest.raises(Exception, match="row-level security"), identity.acting(cast.who("admin")):
        Membership.objects.create(network_id=cast.NETWORK, organisation_id=cast.organisation("gemeente"),
                                  person_id=cast.who("admin").person_id, role="coordinator")
    with identity.acting(cast.who("admin")):
        assert Person.objects.get(pk=cast.who("charlie").person_id).email == before


def test_an_administrator_cannot_set_the_password_of_a_partners_person():
    with pytest.raises(Exception, match="not for this identity"), identity.acting(cast.who("admin")):
        signin.set_password(cast.who("charlie").person_id, "een lang genoeg wachtwoord")
