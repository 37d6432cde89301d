"""Codes on a phone and on paper: once each, kept so that a thief of the database has nothing."""

from datetime import timedelta

import pyotp
import pytest
from cryptography.exceptions import InvalidTag
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from waakvlam.access.identity import acting
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.kit.time import at, now
from waakvlam.post.models import Delivery
from waakvlam.signin import alone, codes, sealing
from waakvlam.signin.models import OneTimeSecret, RecoveryCode
from waakvlam.signin.tests.coming_in import come_in, knock, typed_secret, with_app, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
ALICE = cast.who("alice").person_id


def enrolled(client: Client) -> tuple[pyotp.TOTP, str]:
    """Alice sets up the app the first time she comes in; gives her phone and the page with paper codes."""
    with_password("alice")
    knock(client, "alice", naar="/werk/")
    assert client.post("/mijn/sleutels/app/")["Location"] == "/mijn/sleutels/"
    phone = pyotp.TOTP(typed_secret(client.get("/mijn/sleutels/").content.decode()))
    assert client.post("/mijn/sleutels/app/bevestiging/", {"code": "000000"}).status_code == 400
    answer = client.post("/mijn/sleutels/app/bevestiging/", {"code": phone.now()})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return phone, answer.content.decode()


def paper(page: str) -> list[str]:
    import re

    return re.findall(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", page)


def test_setting_up_the_app_lets_one_in_and_gives_paper_codes_once():
    client = Client()
    _phone, page = enrolled(client)
    assert len(paper(page)) == 10
    assert 'href="/werk/"' in page
    assert client.get("/werk/").status_code == 200
    with acting(cast.who("alice")):
        assert Audit.objects.filter(verb="factor.add", person_id=ALICE).count() == 1


def test_a_code_works_once_and_an_older_one_not_at_all():
    with_password("alice")
    phone = with_app("alice")
    moment = now().replace(second=10)
    with at(moment), alone.acting(ALICE) as me:
        assert not codes.accepted(me, phone.at(moment, counter_offset=-2)), "a minute ago is too long"
        assert codes.accepted(me, phone.at(moment))
        assert not codes.accepted(me, phone.at(moment)), "the same code again"
        assert not codes.accepted(me, phone.at(moment, counter_offset=-1)), "an older one after a newer one"
        assert codes.accepted(me, phone.at(moment, counter_offset=1)), "a phone that runs ahead half a minute"
        assert not codes.accepted(me, phone.at(moment, counter_offset=3))


def test_a_recovery_code_works_once_and_counts_down():
    client = Client()
    _phone, page = enrolled(client)
    code = paper(page)[3]
    for expected in (302, 400):
        later = Client()
        knock(later, "alice")
        assert later.post("/aanmelden/extra/", {"code": code.upper()}).status_code == expected
    assert "nog 9 codes over" in client.get("/mijn/sleutels/").content.decode()


def test_guessing_codes_stops_after_ten():
    with_password("alice")
    phone, client = with_app("alice"), Client()
    knock(client, "alice")
    for _ in range(10):
        assert client.post("/aanmelden/extra/", {"code": "123456"}).status_code == 400
    assert client.post("/aanmelden/extra/", {"code": phone.now()}).status_code == 429


def test_the_secret_is_encrypted_and_bound_to_whose_it_is():
    with_app("alice")
    with alone.acting(ALICE) as me:
        held = OneTimeSecret.objects.get(person_id=me.id)
    secret = sealing.unseal(ALICE, held.sealed)
    assert secret not in bytes(held.sealed)
    with pytest.raises(InvalidTag):
        sealing.unseal(cast.who("bob").person_id, held.sealed)


def test_nobody_sees_keys_and_codes_of_somebody_else():
    with_app("alice")
    with alone.acting(ALICE) as me:
        codes.on_paper(me)
    for key in ("bob", "admin", "fg", "zed"):
        for purpose in Purpose:
            with acting(cast.who(key, purpose)):
                assert not OneTimeSecret.objects.exists()
                assert not RecoveryCode.objects.exists()


def test_the_last_second_factor_cannot_be_taken_away():
    with_password("alice")
    client = come_in("alice")
    answer = client.post("/mijn/sleutels/app/einde/")
    assert answer.status_code == 409 or "enige tweede stap" in answer.content.decode()
    with alone.acting(ALICE):
        assert OneTimeSecret.objects.count() == 1


def test_an_administrator_of_the_own_organisation_takes_a_lost_factor_away(sign_in):
    with_password("alice")
    old = come_in("alice")
    lost = Client()
    knock(lost, "alice")
    assert lost.post("/aanmelden/hulp/").status_code == 200
    page = sign_in("admin").get("/beheer/aanmelden/").content.decode()
    assert "Alice de Vries" in page
    assert sign_in("admin").post(f"/beheer/aanmelden/{ALICE}/herstel/").status_code == 302
    assert old.get("/werk/").status_code == 302, "her sessions ended too"
    again = Client()
    assert knock(again, "alice")["Location"] == "/mijn/sleutels/"
    with acting(cast.who("admin")):
        assert Audit.objects.get(verb="factor.reset").subject_id == ALICE
        told = {(d.to, d.subject) for d in Delivery.objects.all()}
    assert told >= {("alice@wonen.example.org", "Je tweede stap is hersteld"),
                    ("admin@wonen.example.org", "Een collega kan niet aanmelden")}


@pytest.mark.parametrize(("helper", "whose", "status"), [
    ("admin", "admin", 403), ("admin", "charlie", 404), ("alice", "bob", 403), ("fg", "bob", 403)])
def test_nobody_else_and_never_oneself_can_reset(sign_in, helper, whose, status):
    with_app(whose)
    person = cast.who(whose).person_id
    assert sign_in(helper).post(f"/beheer/aanmelden/{person}/herstel/").status_code == status
    with alone.acting(person):
        assert OneTimeSecret.objects.count() == 1


def test_the_database_itself_refuses_to_reset_somebody_elses_factors():
    for helper, whose in (("admin", "charlie"), ("admin", "admin"), ("alice", "bob"), ("admin", "zed")):
        with acting(cast.who(helper)), pytest.raises(ProgrammingError, match="not for this identity"), \
                transaction.atomic(), connection.cursor() as db:
            db.execute("select factors_reset(%s)", [cast.who(whose).person_id])
    with acting(cast.who("alice")), pytest.raises(ProgrammingError, match="only for administrators"), \
            transaction.atomic(), connection.cursor() as db:
        db.execute("select * from factors_known(%s)", [[ALICE]])


def test_whoever_also_works_elsewhere_is_not_reset_by_one_employer(sign_in):
    from waakvlam.access import commands

    with_app("bob")
    from waakvlam.access.identity import system

    with acting(system(cast.organisation("gemeente"), Purpose.ADMINISTRATION)) as by:
        commands.add_member(name="Bob", email="bob@wonen.example.org", role="caller", by=by)
    assert sign_in("admin").post(f"/beheer/aanmelden/{cast.who('bob').person_id}/herstel/").status_code == 403


def test_half_a_minute_after_its_step_a_code_is_still_good():
    phone = with_app("alice")
    moment = now()
    with at(moment + timedelta(seconds=29)), alone.acting(ALICE) as me:
        assert codes.accepted(me, phone.at(moment))
