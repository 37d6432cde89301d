"""No screen of the loop of signals sends more than twelve statements for what it shows, whoever asks.

Vandaag and the pages of signals with much in them: web/tests/test_statements.py, signals/tests/test_queries_count.py.
"""

import re
from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.objects import everything
from waakvlam.access.tests import cast
from waakvlam.config.matrix import routes

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3", "C4", "C13", "C14")]
MODULES = {"signals", "melden", "breakthroughs", "arrears"}
MOST = 12
# Opening and closing the transaction with its identity and log is the same for every page, and no question. A question
# in whose message the wall hears of a purpose is one.
FRAME = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|SET|BEGIN|COMMIT)|set_config|wall_set\([^;]*$|session_load|session_save|current_setting", re.IGNORECASE)
PLAIN = sorted(r.path for r in routes() if not r.is_api and r.needs and "GET" in r.needs.methods
               and r.name.split(":")[0] in MODULES and not re.search(r"[<(]", r.path))


def asked(client: Client, url: str) -> list[str] | None:
    """The statements of the second time that somebody opens it; None where they may not."""
    if client.get(url).status_code != 200:  # whatever is read once per process is read, and the purpose is chosen
        return None
    with CaptureQueriesContext(connection) as sent:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in sent if not FRAME.search(q["sql"])]


def test_no_page_of_what_somebody_noticed_asks_more_than_twelve_questions(sign_in):
    urls: defaultdict[str, set[str]] = defaultdict(set)
    for thing in everything():
        if not thing.posts and resolve(thing.url.split("?")[0]).namespace in MODULES:
            urls[thing.url] |= {next(iter(sorted(thing.may)))} if thing.may else set()
    one_of_each = sorted({role: key for key, (_name, _slug, role, _first) in reversed(cast.PEOPLE.items())}.values())
    for path in PLAIN:
        urls[path] |= set(one_of_each)
    clients = {key: sign_in(key) for key in {key for keys in urls.values() for key in keys}}
    found = {(url, key): questions for url, keys in sorted(urls.items()) for key in sorted(keys)
             if (questions := asked(clients[key], url)) is not None}
    assert len(found) > 60, "everything was tried"
    assert not {f"{key} {url}: {len(sent)}": [sql[:100] for sql in sent] for (url, key), sent in found.items() if len(sent) > MOST}
