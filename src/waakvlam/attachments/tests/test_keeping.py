"""Keeping, opening and letting go of a file: who may, where the bytes are, and that nothing of it stays."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from waakvlam.access import identity
from waakvlam.access.identity import system
from waakvlam.access.models import Audit
from waakvlam.access.privacy import Privacy
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.attachments import commands, queries, rewrapping, storage
from waakvlam.attachments.models import Attachment
from waakvlam.attachments.tests.files import document, photo, with_place
from waakvlam.cli import build
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C19", "R18")]
SUBJECT = uuid7()


def who(key: str = "alice", purpose: str = Purpose.HANDOVER):
    return cast.who(key, purpose)


def keep(key: str = "alice", content: bytes = b"", **given) -> Attachment:
    by = who(key)
    with identity.acting(by):
        return commands.keep(content=content or photo(), **({"name": "kraan.jpg", "subject_kind": "letter", "subject_id": SUBJECT,
                                                              "household_id": uuid7(), "by": by} | given))


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_what_is_kept_is_opened_again_as_it_was_made(folder):
    made = keep(content=with_place())
    with identity.acting(who()):
        content = queries.bytes_of(who(), made.pk)
    assert content.startswith(b"\xff\xd8\xff")
    assert (len(content), hashlib.sha256(content).digest()) == (made.size, bytes(made.sha256))


def test_on_disk_it_is_in_the_folder_of_its_network_encrypted_and_for_us_alone(folder):
    made = keep(content=document("Beste gemeente"))
    [file] = files(folder)
    assert file.relative_to(folder).parts[:2] == (str(made.network_id), str(made.organisation_id))
    assert file.name == str(made.pk)
    assert b"%PDF" not in file.read_bytes()
    assert b"gemeente" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_the_folder_is_below_no_web_root():
    from django.apps import apps
    for root in (settings.STATIC_ROOT, *(Path(a.path) / "static" for a in apps.get_app_configs())):
        assert not settings.ATTACHMENTS.is_relative_to(root)


def test_each_file_has_a_key_of_its_own_that_only_our_key_opens(folder, settings):
    one, other = keep(), keep()
    assert bytes(one.key) != bytes(other.key)
    first, second = sorted(files(folder), key=lambda f: f.name != str(one.pk))
    assert first.read_bytes() != second.read_bytes()
    settings.FILE_KEY = "een andere sleutel"
    with pytest.raises(storage.Lost):
        storage.read(one.network_id, one.organisation_id, one.pk, bytes(one.key), bytes(one.sha256))


def test_with_another_key_everything_opens_all_along_and_in_the_end_without_the_old_one(folder, settings):
    one, other = keep(), keep("carla")
    settings.FILE_KEY, settings.FILE_KEY_OLD = "de nieuwe", settings.FILE_KEY
    assert opens(one)
    newer = keep()
    before = {file: file.read_bytes() for file in files(folder)}
    done = CliRunner().invoke(build(), ["attachments", "rewrap", "--json"])
    assert (done.exit_code, json.loads(done.output)) == (0, {"anew": 2, "already": 1, "lost": []})
    settings.FILE_KEY_OLD = ""
    assert all(opens(fresh(made)) for made in (one, other, newer))
    assert {file: file.read_bytes() for file in files(folder)} == before
    with identity.acting(system(one.organisation_id, Purpose.ADMINISTRATION)):
        assert Audit.objects.get(verb="attachment.rewrap").detail == {"rows": 1, "lost": 0}


def test_broken_off_it_goes_on_and_a_seal_that_no_key_opens_is_told_and_left(folder, settings, monkeypatch):
    made = [keep() for _ in range(3)]
    old, settings.FILE_KEY = settings.FILE_KEY, "een vergeten sleutel"
    forgotten = keep()
    settings.FILE_KEY, settings.FILE_KEY_OLD = "de nieuwe", old
    monkeypatch.setattr(rewrapping, "BATCH", 1)
    seal, calls = storage.rewrapped, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return seal(*args)

    by = system(forgotten.organisation_id, Purpose.ADMINISTRATION)
    monkeypatch.setattr(storage, "rewrapped", dies)
    with pytest.raises(KeyboardInterrupt):
        rewrapping.rewrap(by)
    monkeypatch.setattr(storage, "rewrapped", seal)
    told = rewrapping.rewrap(by)
    assert (told.anew, told.already, told.lost) == (1, 2, (forgotten.pk,))
    assert bytes(fresh(forgotten).key) == bytes(forgotten.key)
    done = CliRunner().invoke(build(), ["attachments", "rewrap"])
    assert (done.exit_code, done.output) == (1, "0 sealed anew, 3 were already, 1 open by neither key.\n")
    assert [opens(fresh(m)) for m in made] == [True] * 3


def opens(made) -> bool:
    return bool(storage.read(made.network_id, made.organisation_id, made.pk, bytes(made.key), bytes(made.sha256)))


def fresh(made) -> Attachment:
    with identity.acting(replace(who(), organisation_id=made.organisation_id)):
        return Attachment.objects.get(pk=made.pk)


def test_bytes_that_were_changed_or_moved_to_another_row_do_not_open(folder, caplog):
    one, other = keep(), keep()
    place = storage.place(one.network_id, one.organisation_id, one.pk)
    storage.place(other.network_id, other.organisation_id, other.pk).write_bytes(place.read_bytes())
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    for made in (one, other):
        with identity.acting(who()), pytest.raises(Absent, match="kwijt"):
            queries.bytes_of(who(), made.pk)
    assert str(one.pk) in caplog.text


def test_the_same_id_again_is_the_same_file(folder):
    id = uuid7()
    assert keep(id=id).pk == keep(id=id, content=document()).pk == id
    assert len(files(folder)) == 1


@pytest.mark.parametrize(("key", "purpose"), [("bob", Purpose.CALL_ROUND), ("eva", Purpose.HANDOVER)])
def test_people_at_work_keep_a_file_for_the_purpose_at_hand(key, purpose):
    by = who(key, purpose)
    with identity.acting(by):
        if purpose == Purpose.CALL_ROUND:  # the covenant has no line for files on the phone
            with pytest.raises(Refused):
                commands.keep(content=photo(), name="x", subject_kind="call", subject_id=SUBJECT, by=by)
        else:
            assert commands.keep(content=photo(), name="x", subject_kind="letter", subject_id=SUBJECT, by=by).purpose == purpose


@pytest.mark.parametrize("key", ["roer", "admin", "fg"])
def test_who_has_no_work_with_residents_keeps_nothing(key, folder):
    with pytest.raises(Refused):
        keep(key)
    assert files(folder) == []


@pytest.mark.proves("R2")
def test_with_another_purpose_or_from_another_organisation_it_is_not_there():
    made = keep()
    for key, purpose in (("alice", Purpose.CALL_ROUND), ("alice", Purpose.REGISTER), ("charlie", Purpose.HANDOVER),
                         ("dora", Purpose.HANDOVER), ("zed", Purpose.HANDOVER)):
        by = who(key, purpose)
        with identity.acting(by), pytest.raises(Absent):
            queries.bytes_of(by, made.pk)


def test_the_policy_alone_keeps_a_helmsman_and_a_strange_link_out():
    from dataclasses import replace

    from waakvlam.access.policies import Denied, decide
    from waakvlam.access.words import Role
    from waakvlam.attachments.policies import AttachmentPermission as P

    made = keep()
    guest = replace(who(), role=Role.GUEST, only=uuid7())
    for shut in (replace(who(), role=Role.STEWARD), replace(who(), role=Role.BOARD), guest, replace(guest, role=Role.RESIDENT)):
        assert isinstance(decide(shut, P.OPEN, made), Denied), shut.role
    assert not isinstance(decide(replace(guest, only=made.subject_id), P.OPEN, made), Denied)


def test_taking_it_back_removes_the_bytes_with_the_row(folder, django_capture_on_commit_callbacks):
    made, by = keep(), who()
    with django_capture_on_commit_callbacks(execute=True), identity.acting(by):
        commands.withdraw(attachment=made, by=by)
        assert files(folder), "not before the transaction is done"
    assert files(folder) == []
    with identity.acting(by):
        assert Audit.objects.filter(verb="attachment.withdraw").exists()
        assert not Attachment.objects.exists()


def test_another_organisation_takes_nothing_back():
    made, by = keep(), who("charlie")
    with identity.acting(by), pytest.raises(Refused):
        commands.withdraw(attachment=made, by=by)


@pytest.mark.proves("R13")
def test_a_corporation_keeps_nothing_about_health(folder):
    with pytest.raises(Invalid, match="gezondheid"):
        keep(privacy_class=Privacy.HEALTH)
    assert keep("eva", privacy_class=Privacy.HEALTH).privacy_class == "health"
