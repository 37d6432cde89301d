"""What goes out by mail, telephone message and letter, and what jobs leave behind: nobody's words in it."""

from datetime import timedelta

import pytest
from django.db import connection

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.handovers.tasks import look_at_clocks
from waakvlam.insight.tasks import refresh_pictures as figures
from waakvlam.kit.time import at, now
from waakvlam.oversight.tasks import look_over_yesterday as oversight
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery

from . import tally
from .calling import told as told_of
from .town import operator

pytestmark = [pytest.mark.proves("C19", "R2", "R11"), pytest.mark.slow]
KEPT_BY_JOBS = ("procrastinate_jobs", "insight_picture", "oversight_question", "exchange_shipment", "access_clock")
ORGANISATIONS = ("wonen", "gemeente", "zorg", "anders", "netwerk", "ver")


def outgoing() -> list[tuple[str, Delivery]]:
    """Every message of every organisation, as its own outbox holds it."""
    found = []
    for slug in ORGANISATIONS:
        with identity.acting(operator(slug)):
            found += [(slug, d) for d in Delivery.objects.all()]
    return found


def judged(matrix) -> dict[str, object]:
    """Words of a thing in a message: a mail names the number and where to go; a letter is the one that was written."""
    wrong: dict[str, object] = {}
    for slug, message in outgoing():
        said = matrix.finder(f"{message.subject}\n{message.body}\n{message.to}\n{message.error}")
        tally.add(calls=1, cells=len(matrix.planted.secrets))
        may = {"number"} if message.channel != "letter" else {"message"}
        if leak := {s.word for s in said if s.thing not in may}:
            wrong[f"{message.channel} of {slug} to {message.to}: {message.subject}"] = sorted(leak)
    return wrong


def test_what_people_did_sends_nobodys_words(matrix):
    assert {m.channel for _slug, m in outgoing()} >= {"email", "letter"}
    assert not (wrong := judged(matrix)), told_of(wrong)


@pytest.mark.parametrize("days", [4, 9, 30])
def test_what_jobs_send_and_write_holds_nobodys_words(matrix, days, caplog):
    """The clocks run out and climb their ladder; figures and questions are made: and nothing is told."""
    before = len(outgoing())
    with at(now() + timedelta(days=days)):
        look_at_clocks()
        figures(0)
        oversight(0)
    assert len(outgoing()) > before, "no job sent anything: this proves nothing"
    assert not (wrong := judged(matrix)), told_of(wrong)
    assert "could not be moved" not in caplog.text
    assert not (wrong := _left_behind(matrix)), told_of(wrong)


def _left_behind(matrix) -> dict[str, object]:
    """Words in what jobs keep: their own arguments, figures, questions about reading, shipments of lines."""
    wrong: dict[str, object] = {}
    for slug in ORGANISATIONS:
        for table in KEPT_BY_JOBS:
            with identity.acting(operator(slug)), connection.cursor() as db:
                db.execute(f"select row_to_json(t)::text from {table} t")
                rows = db.fetchall()
            tally.add(cells=len(rows))
            if leak := matrix.finder("\n".join(row[0] for row in rows)):
                wrong[f"{table} of {slug}"] = sorted(s.word for s in leak)
    return wrong


def test_the_search_in_messages_can_fail(matrix):
    """A mail with a word of a letter in it is noticed."""
    word = next(s for s in matrix.planted.secrets if s.thing == "sent").word
    with identity.acting(cast.who("alice")) as by:
        post.send(channel="email", to="post@gemeente.example.org", subject="Bericht", body=f"Over {word}.", by=by)
    assert judged(matrix)
