"""Photos and documents of somebody who is erased: no row, no name and no byte stays."""

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as config

from waakvlam.access.identity import acting
from waakvlam.attachments.tests.files import document
from waakvlam.handovers.tests import factories as handed
from waakvlam.keeping import commands, sweeping
from waakvlam.keeping.tests import lives
from waakvlam.keeping.tests.lives import Life
from waakvlam.keeping.tests.test_erasure import erase, life, operator
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import at, now

pytestmark = [pytest.mark.proves("C19", "R18")]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.ATTACHMENTS = tmp_path / "kept"
    return settings.ATTACHMENTS


def on_disk(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file()}


def with_files(of: Life, state: str = "offered") -> set[str]:
    """One that was sent, in a handover in this state, and one with a letter that never was. The ids."""
    letter = uuid7()
    sent = handed.draft(letter_id=letter, about=of.resident, name=f"{of.name}.jpg")
    loose = handed.draft(about=of.resident, content=document(of.said), name=f"brief aan {of.name}.pdf")
    getattr(handed, state)(about_resident=of.resident, id=letter, texts={"name": of.name})
    return {str(sent.pk), str(loose.pk)}


def test_after_erasing_no_byte_of_theirs_is_left_on_disk(real, folder):
    ria, ben = lives.make(life("Zilverschoon")), lives.make(life("Waterviolier", first="Berend"))
    theirs, others = with_files(ria), with_files(ben)
    assert on_disk(folder) == theirs | others
    assert ria.left_in(real.dump()) != []
    erase(ria)
    assert on_disk(folder) == others
    assert ria.left_in(real.dump()) == []


def test_who_is_named_by_the_file_of_a_neighbour_is_named_no_more(real, folder):
    ria, ben = lives.make(life("Kattenstaart")), lives.make(life("Moerasspirea", first="Berend"))
    kept = handed.draft(about=ben.resident, name=f"foto van {ria.name}.jpg")
    erase(ria)
    assert ria.left_in(real.dump()) == []
    assert str(kept.pk) in on_disk(folder), "the file is of somebody else"


def test_after_a_restore_the_bytes_go_again(real, folder, tmp_path):
    ria = lives.make(life("Pinksterbloem"))
    theirs = with_files(ria)
    real.keep()
    shutil.copytree(folder, tmp_path / "backup")
    erase(ria)
    real.put_back()
    shutil.copytree(tmp_path / "backup", folder, dirs_exist_ok=True)
    assert on_disk(folder) == theirs
    assert commands.replay(file=config.TOMBSTONES, by=operator()).people == 1
    assert on_disk(folder) == set()


def test_a_file_goes_with_the_letter_when_its_term_is_over(real, folder):
    ria = lives.make(life("Dotterbloem"))
    with_files(ria, "ended")
    sweeping.sweep(operator())
    assert len(on_disk(folder)) == 2
    with at(now() + timedelta(days=8)):
        sweeping.sweep(operator())
    [sent] = on_disk(folder)
    with at(now() + timedelta(days=2 * 365 + 1)):
        run = sweeping.sweep(operator())
    assert run.gone["handovers_enclosure"] == 1
    assert on_disk(folder) == set()
    with acting(handed.who("alice")):
        assert UUID(sent)


def test_the_run_tells_which_bytes_are_lost(real, folder, caplog):
    ria = lives.make(life("Zwanenbloem"))
    theirs = with_files(ria)
    shutil.rmtree(folder)
    sweeping.sweep(operator())
    assert all(id in caplog.text for id in theirs)
