"""What every answer tells the browser, whatever was asked: a page, a file, the API, an error, a redirect."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from waakvlam.config.matrix import routes

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19")]
KINDS = {"a page": "/aanmelden/", "a file": "/static/web/js/confirm.js", "the API": "/api/v1/organisaties",
         "health": "/healthz", "an error": "/bestaat-niet/", "a redirect": "/"}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_answer_carries_the_rules(path):
    answer = Client().get(path)
    rules = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert rules[name] == "'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    if answer.status_code != 302:
        assert re.match(r"text/(html|javascript); charset=|\w+/(problem\+)?json", answer["Content-Type"])


def test_no_address_answers_trace():
    """The sign-in page comes first where nobody is signed in; never an echo."""
    told = {}
    for route in routes():
        path = re.sub(r"<[^>]+>|\{\w+\}", "x", re.sub(r"<uuid:\w+>", str(uuid4()), route.path))
        if "(" not in path and (answer := Client().trace(path)).status_code not in (302, 401, 404, 405):
            told[path] = answer.status_code
    assert not told


def test_going_out_clears_what_the_browser_kept(sign_in):
    assert sign_in("alice").post("/afmelden/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_sign_that_no_database_keeps_is_refused_in_words(sign_in):
    answer = sign_in("alice").get("/zoeken/?q=%00")
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_where_to_go_next_is_a_path_and_never_the_name_of_a_view():
    for way in ("signin:keys", "https://elders.example/", "//elders.example", "-1"):
        assert Client().post("/taal/", {"language": "en", "next": way})["Location"] == "/"


@pytest.mark.parametrize("path", ["/api/v1/organisaties", "/api/v1/signalen", "/scim/v2/Users"])
def test_a_system_that_comes_in_the_clear_is_refused_and_a_page_is_led_to_https(path, settings):
    settings.SECURE_SSL_REDIRECT = True
    clear = Client().get(path, headers={"Authorization": "Bearer x"})
    assert (clear.status_code, clear["Content-Type"]) == (403, "application/problem+json")
    assert "https" in clear.json()["detail"]
    assert Client().get(path, secure=True).status_code in (401, 405), "encrypted it comes to the door"
    page = Client().get("/aanmelden/")
    assert (page.status_code, page["Location"][:8]) == (301, "https://")
