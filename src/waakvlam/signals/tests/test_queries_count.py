"""No screen of signals sends more than twelve statements for what it shows, whatever lies there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C4")]
# Opening and closing the transaction with its identity and log is the same for every page, and no question.
FRAME = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|SET|BEGIN|COMMIT)|set_config|wall_set|session_load|session_save|current_setting", re.IGNORECASE)
PAGES = ["/signalen/", "/signalen/?staat=new&onderwerp=contact", "/signalen/gegeven/", "/signalen/gemeld/", "/signalen/zoeken/?q=gordijnen",
         "/signalen/zoeken/?q=gordijn mevrouw&staat=new", "/signalen/zoeken/afdruk/?q=gordijnen", "/signalen/lijsten/", "/signalen/pot/"]


@pytest.mark.parametrize("path", [*PAGES, "signals:signal", "signals:print", "signals:reporter"])
def test_a_screen_stays_within_twelve(sign_in, path):
    made = [make.taken() for _n in range(3)][0]
    make.given()
    client, at = sign_in("alice"), reverse(path, args=[made.pk]) if ":" in path else path
    client.get(at)  # whatever is read once per process is read
    with CaptureQueriesContext(connection) as sent:
        assert client.get(at).status_code == 200
    asked = [q["sql"] for q in sent if not FRAME.search(q["sql"])]
    assert len(asked) <= 12, [sql[:110] for sql in asked]
