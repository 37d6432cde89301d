"""Seals: any change to a sealed act shows, and nobody can seal over it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from waakvlam.access import audit, identity, seals
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast

pytestmark = pytest.mark.django_db


def some_acts(n: int = 5) -> None:
    with identity.acting(cast.who("alice")) as alice:
        for _ in range(n):
            audit.record(alice, "test.act")


@pytest.mark.proves("R28", "C19")
def test_sealing_marks_every_act_once_and_chains_the_heads():
    some_acts()
    first = seals.seal()
    some_acts(3)
    assert first >= 5
    assert seals.seal() == 3
    assert seals.seal() == 0
    with identity.acting(cast.who("alice")):
        numbers = set(Audit.objects.filter(verb="test.act").values_list("seal", flat=True))
    assert None not in numbers
    assert len(numbers) == 2


@pytest.mark.proves("R28")
def test_the_application_cannot_write_a_seal_of_its_own():
    for sql in ("insert into access_auditseal (number, at, events, root, head) values (999, now(), 0, '', '')",
                "update access_audit set seal = 1", "delete from access_auditseal"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), \
                connection.cursor() as db:
            db.execute(sql)


@pytest.mark.proves("R28", "C19")
def test_reading_writes_one_line_per_person_without_the_readers_identity():
    from waakvlam.kit.ids import uuid7

    subjects = [uuid7() for _ in range(3)]
    with identity.acting(cast.who("alice")) as alice:
        audit.touched(alice, "test.read", [*subjects, subjects[0], None])
    with identity.acting(cast.who("fg")):
        lines = list(ProcessingLine.objects.all())
    assert len(lines) == 3
    assert {bytes(line.data_subject_id) for line in lines} == {
        audit.pseudonym(cast.NETWORK, s) for s in subjects}
    for line in lines:
        assert subjects[0].bytes not in bytes(line.data_subject_id)
        assert str(cast.who("alice").person_id) not in str(vars(line))
    with identity.acting(cast.who("alice")):
        assert not ProcessingLine.objects.exists(), "the reader cannot look into the log of readings"
