"""Letting go of a file: after its term, by night, with its row, and never another's."""

import json
import os
import time
from datetime import timedelta

import pytest
from django.db import connection

from waakvlam.access import identity
from waakvlam.access.erasing import drop
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.attachments import commands, tidying
from waakvlam.attachments.models import Attachment, tables
from waakvlam.attachments.tests.files import photo
from waakvlam.attachments.tests.test_keeping import files, keep, who
from waakvlam.keeping import sweeping
from waakvlam.kit.errors import Invalid
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R18")]
SUBJECT = uuid7()


def test_what_nobody_sends_goes_after_its_term_and_so_do_the_bytes(folder, django_capture_on_commit_callbacks):
    made, system = keep(), identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)
    with django_capture_on_commit_callbacks(execute=True):
        sweeping.sweep(system)
    assert [f.name for f in files(folder)] == [str(made.pk)]
    with at(now() + timedelta(days=8)), django_capture_on_commit_callbacks(execute=True):
        run = sweeping.sweep(system)
    assert run.gone["attachments_attachment"] == 1
    assert files(folder) == []


def test_bytes_without_a_row_go_at_night_and_young_ones_wait(folder):
    made, system = keep(), identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)
    [kept] = files(folder)
    shelf = kept.parent
    old, half, young = shelf / str(uuid7()), shelf / f"{uuid7()}.new", shelf / str(uuid7())
    for stray in (old, half, young):
        stray.write_bytes(b"x")
    for stray in (old, half, kept):
        os.utime(stray, (time.time() - 7200, time.time() - 7200))
    os.utime(young, (time.time(), time.time()))
    assert tidying.tidy(system) == tidying.Tidied(2, ())
    assert {f.name for f in files(folder)} == {str(made.pk), young.name}


def test_another_organisations_bytes_are_left_alone(folder):
    theirs, system = keep("charlie"), identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)
    for file in files(folder):
        os.utime(file, (0, 0))
    assert tidying.tidy(system).removed == 0
    assert [f.name for f in files(folder)] == [str(theirs.pk)]


def test_a_row_without_bytes_is_told(folder, caplog):
    made, system = keep(), identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)
    files(folder)[0].unlink()
    assert tidying.tidy(system) == tidying.Tidied(0, (made.pk,))
    line = json.loads(caplog.records[-1].message)
    assert (line["event"], line["lost"]) == ("attachments tidied", [str(made.pk)])
    with identity.acting(system):
        assert Audit.objects.get(verb="attachment.lost").detail == {"rows": 1}


def test_a_transaction_that_is_undone_leaves_bytes_that_the_night_removes(folder):
    by = who()
    with pytest.raises(ZeroDivisionError), identity.acting(by):
        commands.keep(content=photo(), name="x.jpg", subject_kind="letter", subject_id=SUBJECT, by=by)
        raise ZeroDivisionError
    [stray] = files(folder)
    os.utime(stray, (0, 0))
    assert tidying.tidy(identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)).removed == 1
    assert files(folder) == []


def test_every_table_of_files_declares_who_sees_it_and_how_it_goes():
    assert {t._meta.db_table for t in tables()} >= {"attachments_attachment", "handovers_enclosure"}
    with connection.cursor() as db:
        db.execute("select count(*) from pg_policies where tablename = any(%s) and policyname = 'wall_update'",
                   [[t._meta.db_table for t in tables()]])
        assert db.fetchone()[0] == 0, "what was kept is never changed"


def test_what_was_taken_away_meanwhile_is_not_sent(folder):
    made, by = keep(), who()
    with identity.acting(by):
        commands.withdraw(attachment=made, by=by)
        with pytest.raises(Invalid, match="intussen weggehaald"):
            commands.hand_on(attachment=made, to=Attachment, by=by)


def test_the_bytes_of_what_was_sent_meanwhile_stay(folder, django_capture_on_commit_callbacks):
    """Somebody takes a file away while it is being sent: the row is gone already, so the bytes are not theirs to remove."""
    made, by = keep(), who()

    class Late:
        """These rows as they were a moment ago."""

        model, db = Attachment, "default"
        values_list = staticmethod(lambda *_names: [(made.network_id, made.organisation_id, made.pk)])
        _raw_delete = staticmethod(lambda _using: 0)

    with django_capture_on_commit_callbacks(execute=True), identity.acting(by):
        assert drop(Late()) == {"attachments_attachment": 0}
    assert len(files(folder)) == 1
