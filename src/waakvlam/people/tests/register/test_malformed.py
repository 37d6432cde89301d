"""Wrong files: a clear error each, nothing kept that should not be, the process alive."""

import resource
from pathlib import Path

import pytest
from django.db import connection

from waakvlam.access import identity
from waakvlam.kit.errors import Invalid
from waakvlam.people import commands
from waakvlam.people.models import ImportRow, RegisterImport, RegisterSource
from waakvlam.people.register.problems import KINDS, Weight

from ..files import BSN
from .malformed import FILES

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C1", "R3", "R4")]
BSN_ALIKE = (BSN, "1112.22.333", "111.222.333")


def made(folder: Path, name: str) -> Path:
    maker, path = FILES[name][0], folder / name
    path.write_bytes(maker) if isinstance(maker, bytes) else maker(path)
    return path


def test_there_are_at_least_forty():
    assert len(FILES) >= 40


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_named_by_its_fault_and_leaves_no_bsn(name, tmp_path, alice):
    path, code = made(tmp_path, name), FILES[name][1]
    if KINDS[code].weight is Weight.FILE:
        with pytest.raises(Invalid) as caught:
            commands.read_register(path=path, file_name=name, source="ERP", by=alice)
        assert caught.value.code == code, caught.value.sentence
        said = caught.value.sentence + str(caught.value.problem)
        assert caught.value.problem.remedy
    else:
        batch = commands.read_register(path=path, file_name=name, source="ERP", by=alice)
        with identity.acting(alice):
            codes = {found[0]: row for row in ImportRow.objects.all() for found in row.problems}
            assert code in codes, list(codes)
            assert codes[code].verdict == "refused" or KINDS[code].weight is not Weight.ROW
        said = str(batch.counts)
    for number in BSN_ALIKE:
        assert number not in said + stored(alice)


def stored(by) -> str:
    with identity.acting(by), connection.cursor() as db:
        found = []
        for model in (ImportRow, RegisterImport, RegisterSource):
            db.execute(f"select t::text from {model._meta.db_table} t")
            found += [line for (line,) in db.fetchall()]
    return "\n".join(found)


def test_no_wrong_file_takes_much_memory():
    """After all of the above: the far cells and the bombs were never opened."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 700_000
