"""The shell: coming in, going out, what the frame says, headers, health."""

import json

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db
@pytest.mark.proves("R2")
def test_the_frame_always_says_who_for_whom_and_for_what(sign_in):
    page = sign_in("alice").get("/").content.decode()
    for word in ("Alice de Vries", "Wonen aan de Laan", "belactie", "/wissel/"):
        assert word in page


def test_every_answer_forbids_inline_scripts_and_framing(sign_in):
    for answer in (sign_in("alice").get("/"), Client().get("/aanmelden/"), Client().get("/bestaat-niet/")):
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert " style=" not in answer.content.decode()


def test_pages_with_people_are_kept_in_no_cache(sign_in):
    assert sign_in("alice").get("/")["Cache-Control"] == "no-store"


def test_a_page_that_is_not_there_says_what_to_do():
    answer = Client().get("/bestaat-niet/")
    assert answer.status_code == 404
    assert "Niet gevonden" in answer.content.decode()
    assert "not_found" in answer.content.decode()


def test_healthz_tells_the_state_of_database_migrations_and_worker():
    answer = Client().get("/healthz")
    facts = json.loads(answer.content)
    assert answer.status_code == 200
    assert (facts["database"], facts["migrations"], facts["worker"]) == ("ok", "ok", "absent")


def test_healthz_is_503_when_a_migration_waits(monkeypatch):
    from waakvlam.web.views import health

    monkeypatch.setattr(health, "migrations", lambda: "2 to do")
    assert Client().get("/healthz").status_code == 503


def test_healthz_is_503_when_the_database_is_away(monkeypatch):
    from django.db import OperationalError

    def away(*_args, **_kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["database"] == "unreachable"


def test_the_cast_can_be_entered_in_demo_mode_only(settings):
    settings.DEMO = False
    assert Client().post("/demo/ingrid/").status_code == 404
    assert Client().get("/")["Location"] == "/aanmelden/"
    assert Client().get("/stijl/").status_code == 404
    settings.DEMO = True
    assert "Wie wil je zijn?" in Client().get("/").content.decode()
    assert Client().get("/stijl/").status_code == 200


def test_language_and_light_are_kept_and_lead_back():
    client = Client()
    assert client.post("/taal/", {"language": "en", "next": "/aanmelden/"})["Location"] == "/aanmelden/"
    assert 'lang="en"' in client.get("/aanmelden/").content.decode()
    client.post("/licht/", {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/aanmelden/").content.decode()
    client.post("/licht/", {"theme": "<script>"})
    assert "data-theme" not in client.get("/aanmelden/").content.decode()


def test_a_form_from_another_session_is_explained_and_changes_nothing(sign_in):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/taal/", {"language": "en"})
    assert answer.status_code == 403
    assert "te oud" in answer.content.decode()
    assert "waakvlam_language" not in answer.cookies


def test_too_much_at_once_is_413_and_says_so(sign_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = Client().post("/aanmelden/", {"email": "x" * 200})
    assert answer.status_code == 413
    assert "te groot" in answer.content.decode()


@pytest.mark.parametrize(("error", "status"), [("OperationalError", 503), ("ProgrammingError", 500)])
def test_a_breakdown_says_that_nothing_was_lost_and_gives_a_code(sign_in, monkeypatch, error, status):
    from django import db

    from waakvlam.web.views import start

    def broken(_who):
        raise getattr(db, error)("a table that says too much")

    monkeypatch.setattr(start.today_of, "sections", broken)
    client = sign_in("alice")
    client.raise_request_exception = False
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert "niet verloren" in page
    assert "Code: <code>" in page
    assert "says too much" not in page
