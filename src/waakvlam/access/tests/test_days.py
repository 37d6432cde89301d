"""Heads of days: what somebody outside keeps finds a rewrite, also by whoever has the key."""

import base64
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connections

from waakvlam.access import audit, days, identity, seals, signing
from waakvlam.access.models import Audit, AuditDay, AuditSeal, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("R28", "C19")]


def act(verb="round.approve"):
    return Audit.objects.using("owner").create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"),
                                               role="coordinator", verb=verb)


def line():
    return ProcessingLine.objects.using("owner").create(
        network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), trace_id=b"t" * 16, span_id=b"s" * 8,
        name="people.search", start_time=1, end_time=2, processing_activity_id="https://x", data_subject_id=b"x")


def age(days_ago: int) -> None:
    AuditSeal.objects.using("owner").filter(number__gt=0, at__gte=now() - timedelta(hours=1)).update(
        at=now() - timedelta(days=days_ago))


@pytest.fixture
def history():
    """Three days of acts and lines, sealed, and their heads."""
    for ago in (3, 2, 1):
        acts = [act(), act(), line()]
        assert seals.seal("owner") == 3
        age(ago)
    assert days.close("owner") == 3
    return acts


def published():
    return json.dumps(days.published(days.kept(using="owner")))


def whats():
    return [f.what for f in [*seals.verify("owner").findings, *days.checked("owner")]]


def rewrite_with_the_key():
    """Somebody with the database and the key removes an act and makes everything sound again."""
    Audit.objects.using("owner").filter(pk=Audit.objects.using("owner").order_by("id").first().pk).delete()
    Audit.objects.using("owner").update(seal=None)
    ProcessingLine.objects.using("owner").update(seal=None)
    AuditSeal.objects.using("owner").all().delete()
    AuditDay.objects.using("owner").all().delete()
    seals.seal("owner")
    age(1)
    days.close("owner")


def test_each_day_that_is_over_gets_one_signed_head(history):
    made = days.kept(using="owner")
    assert [(s.head.acts, s.head.lines) for s in made] == [(2, 1)] * 3
    assert [(s.head.first_seal, s.head.last_seal) for s in made] == [(1, 2), (3, 4), (5, 6)]
    assert days.close("owner") == 0
    assert whats() == []


def test_a_day_without_acts_is_closed_too_and_today_is_not():
    act()
    seals.seal("owner")
    age(3)
    assert days.close("owner") == 3
    assert [s.head.acts for s in days.kept(using="owner")] == [1, 0, 0]
    assert whats() == []


def test_the_heads_are_public_and_hold_nothing_else(history, client):
    with identity.acting(cast.who("alice")) as alice:
        audit.record(alice, "test.act")
    answer = client.get("/.well-known/waakvlam-zegels.json")
    assert answer.status_code == 200
    for word in (str(cast.NETWORK), str(cast.organisation("wonen")), "round.approve", "Wonen"):
        assert word not in answer.content.decode()
    assert client.get("/.well-known/waakvlam-zegels.json?sinds=x").status_code == 400


def test_who_keeps_a_head_can_check_its_signature_with_the_published_key(history):
    document = json.loads(published())
    kept, = [s for s in days.kept(using="owner") if s.head.day.isoformat() == document["dagen"][0]["dag"]]
    keys = {n: base64.b64decode(raw) for n, raw in document["sleutels"].items()}
    assert signing.holds(kept.head.statement(), base64.b64decode(document["dagen"][0]["handtekening"]),
                         document["dagen"][0]["sleutel"], keys)


def test_a_rewrite_by_whoever_has_the_key_is_found_against_a_kept_head(history, tmp_path):
    file = tmp_path / "koppen.json"
    file.write_text(published())
    good = CliRunner().invoke(build(), ["audit", "verify", "--against", str(file), "--json"])
    assert good.exit_code == 0
    rewrite_with_the_key()
    assert whats() == [], "without the kept head nothing can be seen"
    bad = CliRunner().invoke(build(), ["audit", "verify", "--against", str(file)])
    assert bad.exit_code == 1
    assert "herschreven" in bad.stdout


def test_a_log_that_was_cut_short_is_found_against_a_kept_head(history):
    heads = days.read(published())
    Audit.objects.using("owner").filter(seal__gte=5).delete()
    ProcessingLine.objects.using("owner").filter(seal__gte=5).delete()
    AuditSeal.objects.using("owner").filter(number__gte=5).delete()
    AuditDay.objects.using("owner").filter(last_seal__gte=5).delete()
    assert whats() == []
    assert ["houdt op" in f.what for f in days.compared(heads, "owner")] == [True]


@pytest.mark.parametrize("change", [{"acts": 99}, {"head": b"x" * 32}, {"signature": b"0" * 64}, {"last_seal": 3}])
def test_a_changed_head_of_a_day_is_found(history, change):
    AuditDay.objects.using("owner").filter(first_seal=1).update(**change)
    assert whats() != []


def test_what_is_no_file_of_heads_is_refused(tmp_path):
    file = tmp_path / "x.json"
    file.write_text('{"dagen": []}')
    assert CliRunner().invoke(build(), ["audit", "verify", "--against", str(file)]).exit_code == 1


def test_the_application_cannot_write_a_head_of_its_own():
    from django.db import ProgrammingError, transaction

    for sql in ("insert into access_auditday values ('2026-01-01', 1, 1, 1, 1, '', '', '')",
                "update access_auditday set acts = 0", "delete from access_auditday"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), \
                connections["default"].cursor() as db:
            db.execute(sql)


# --- processing lines are sealed as acts are --------------------------------------------------------
@pytest.mark.parametrize("change", [{"name": "other"}, {"data_subject_id": b"y"}, {"start_time": 0}, {"audit_id": uuid7()},
                                    {"parent_span_id": b"p" * 8}, {"foreign_operation": "https://y"}, {"status": "Error"}])
def test_a_changed_line_is_found(history, change):
    ProcessingLine.objects.using("owner").filter(pk=history[2].pk).update(**change)
    assert ["verwerkingsregels" in what for what in whats()] == [True]


def test_a_removed_added_or_moved_line_is_found(history):
    rows = ProcessingLine.objects.using("owner")
    rows.filter(pk=history[2].pk).update(seal=2)
    assert len(whats()) == 2
    rows.filter(pk=history[2].pk).delete()
    assert len(whats()) == 1


# --- keys ---------------------------------------------------------------------------------------------
def test_after_a_change_of_key_old_seals_need_the_old_public_key(history, settings):
    old = base64.b64encode(signing.public(signing.key().public_key())).decode()
    settings.SEAL_KEY = "a key of its own, long enough to be one"
    act()
    seals.seal("owner")
    assert any("WAAKVLAM_SEAL_OLD_KEYS" in what for what in whats())
    settings.SEAL_OLD_KEYS = [old]
    assert whats() == []


def test_a_key_of_its_own_does_not_come_from_the_secret_key(settings):
    settings.SEAL_KEY = "a key of its own, long enough to be one"
    first = signing.key_id()
    settings.SECRET_KEY = "another"
    assert signing.key_id() == first
    settings.SEAL_KEY = ""
    assert signing.key_id() != first


def test_the_command_prints_public_keys_and_writes_heads(history, tmp_path):
    file = tmp_path / "heads.json"
    assert CliRunner().invoke(build(), ["audit", "days", str(file)]).exit_code == 0
    assert len(days.read(file.read_text())) == 3
    said = json.loads(CliRunner().invoke(build(), ["audit", "keys", "--json"]).stdout)
    assert said["now"] in said["keys"]
