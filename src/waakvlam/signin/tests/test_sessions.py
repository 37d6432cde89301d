"""Sessions: end by themselves, are seen and stopped by their owner, and open nothing once stolen as rows."""

from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.kit.time import AMSTERDAM, at, now
from waakvlam.post.models import Delivery
from waakvlam.signin.store import SessionStore, end_of
from waakvlam.signin.tests.coming_in import PASSWORD, come_in, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def passwords():
    with_password("alice")


def status(client: Client, path: str = "/werk/") -> int:
    return client.get(path).status_code


def test_a_session_ends_after_half_an_hour_without_use(sign_in):
    with at(NOON):
        client = sign_in("alice")
    for minutes in (20, 45, 74):
        with at(NOON + timedelta(minutes=minutes)):
            assert status(client) == 200
    with at(NOON + timedelta(minutes=105)):
        assert status(client) == 302


def test_a_session_ends_with_the_working_day_however_busy(sign_in):
    with at(NOON):
        client = sign_in("alice")
    for minutes in range(20, 12 * 60, 20):
        with at(NOON + timedelta(minutes=minutes)):
            assert status(client) == 200
    with at(NOON + timedelta(hours=12, seconds=1)):
        assert status(client) == 302


@pytest.mark.parametrize(("since", "end"), [
    (datetime(2026, 11, 23, 8, 0), datetime(2026, 11, 23, 20, 0)),
    (datetime(2026, 11, 23, 18, 0), datetime(2026, 11, 24, 4, 0)),
    (datetime(2026, 11, 23, 3, 59), datetime(2026, 11, 23, 4, 0)),
    (datetime(2026, 11, 23, 4, 0), datetime(2026, 11, 23, 16, 0)),
])
def test_no_session_lasts_past_four_at_night(since, end):
    assert end_of(since.replace(tzinfo=AMSTERDAM)) == end.replace(tzinfo=AMSTERDAM)


def test_an_installation_where_people_work_at_night_has_another_hour(settings):
    settings.SESSION_NIGHT = 6
    assert end_of(datetime(2026, 11, 23, 3, 59, tzinfo=AMSTERDAM)) == datetime(2026, 11, 23, 6, 0, tzinfo=AMSTERDAM)


def test_one_sees_where_one_is_signed_in_and_stops_another_browser_at_once():
    here, there = come_in("alice"), come_in("alice")
    page = here.get("/mijn/aanmeldingen/").content.decode()
    assert page.count("Firefox op Windows") == 2
    assert "deze" in page
    import re

    handle = re.search(r"/mijn/aanmeldingen/([0-9a-f-]{36})/einde/", page).group(1)
    assert here.post(f"/mijn/aanmeldingen/{handle}/einde/").status_code == 302
    assert status(there) == 302
    assert status(here) == 200


def test_all_others_stop_at_once_and_nobody_elses(sign_in):
    here, there, bob = come_in("alice"), come_in("alice"), sign_in("bob")
    here.post("/mijn/aanmeldingen/einde/")
    assert (status(here), status(there), status(bob)) == (200, 302, 200)


def test_nobody_stops_or_sees_a_session_of_somebody_else(sign_in):
    come_in("alice")
    with acting(cast.who("alice")), connection.cursor() as db:
        db.execute("select handle from sessions_mine('', %s)", [now()])
        handle = db.fetchone()[0]
    assert sign_in("bob").post(f"/mijn/aanmeldingen/{handle}/einde/").status_code == 404
    with acting(cast.who("bob")), connection.cursor() as db:
        db.execute("select handle from sessions_mine('', %s)", [now()])
        assert handle not in {row[0] for row in db.fetchall()}
    for key in ("bob", "charlie", "zed", "fg"):
        with acting(cast.who(key)), pytest.raises(ProgrammingError, match="not for this identity"), \
                transaction.atomic(), connection.cursor() as db:
            db.execute("select sessions_end(%s, null)", [cast.who("alice").person_id])


def test_another_password_ends_the_other_sessions_and_keeps_this_one():
    here, there = come_in("alice"), come_in("alice")
    new = {"old": PASSWORD, "password": "een nieuw lang wachtwoord"}
    assert here.post("/mijn/wachtwoord/", {**new, "old": "niet dit"}).status_code == 400
    assert here.post("/mijn/wachtwoord/", new).status_code == 302
    assert (status(here), status(there)) == (200, 302)


def test_a_password_from_the_administrator_ends_all_sessions(sign_in):
    there = come_in("alice")
    assert sign_in("admin").post(f"/beheer/medewerkers/{cast.who('alice').person_id}/wachtwoord/").status_code == 200
    assert status(there) == 302


def test_signing_in_changes_the_key_of_the_session():
    client = Client()
    client.post("/aanmelden/sleutel/opties/")
    before = client.session.session_key
    assert before
    with_client = come_in("alice")
    half = with_client.session.session_key
    with_client.post("/wissel/", {"post": str(cast.membership("alice")), "purpose": "register"})
    assert with_client.session.session_key != half


def test_the_database_holds_no_key_and_no_role_reads_the_table(sign_in):
    client = sign_in("alice")
    key = client.session.session_key
    stolen = Client()
    from waakvlam.signin.store import hashed

    stolen.cookies["waakvlam"] = hashed(key).hex()
    assert status(stolen) == 302
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as db:
        db.execute("select key from signin_session")


def test_the_content_of_a_session_names_nobody():
    client = come_in("alice")
    told = str(dict(client.session.items())).lower()
    for word in ("alice", "vries", "wonen", "@"):
        assert word not in told


def test_a_session_that_was_stopped_is_not_brought_back_by_a_request_under_way(sign_in):
    from django.contrib.sessions.backends.base import UpdateError

    client = sign_in("alice")
    under_way = SessionStore(client.session.session_key)
    under_way["x"] = 1
    SessionStore(client.session.session_key).delete()
    with pytest.raises(UpdateError):
        under_way.save()
    assert status(client) == 302


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not():
    browser = come_in("alice")
    with acting(cast.who("alice")):
        mail = Delivery.objects.get()
    assert (mail.to, "Firefox op Windows" in mail.body) == ("alice@wonen.example.org", True)
    assert "waakvlam-device" in browser.cookies


def test_old_sessions_are_removed(sign_in):
    with at(NOON):
        client, other = sign_in("alice"), sign_in("bob")
    with at(NOON + timedelta(minutes=20)):
        assert status(other, "/meer/") == 200
    with at(NOON + timedelta(minutes=40)):
        SessionStore.clear_expired()
    with at(NOON + timedelta(minutes=21)):
        assert (status(client), status(other, "/meer/")) == (302, 200)


def test_a_page_costs_one_statement_for_its_session_and_writes_once_a_minute(sign_in):
    client = sign_in("alice")

    def seen():
        found = []

        def watch(execute, sql, params, many, context):
            if "session_" in sql:
                found.append(sql.split("(")[0].split()[-1])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            client.get("/meer/")
        return found

    assert seen() == ["session_load"]
    with at(now() + timedelta(minutes=2)):
        assert seen() == ["session_load", "session_save"]
        assert seen() == ["session_load"]
