"""The logs at their term: whole batches go, a signed statement stays, and nothing else can go unseen."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connections, transaction

from waakvlam.access import audit, days, removals, seals, signing
from waakvlam.access.identity import acting
from waakvlam.access.models import Audit, AuditRemoval, AuditSeal, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.keeping import commands, logs
from waakvlam.keeping.models import Term
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C19", "R18", "R28")]
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def application(db, monkeypatch):
    """The owner's connection stands in for the application's, so that rows may be written as of years ago.

    Gives the application's own, for what must be refused there.
    """
    real, connections["default"] = connections["default"], connections["owner"]
    monkeypatch.setattr(seals, "BATCH", 2)
    yield real
    connections["default"] = real


def written(ago: timedelta, *, of: str = "wonen", network=cast.NETWORK, lines: int = 2, acts: int = 2) -> None:
    """Acts and lines as they were written and sealed this long ago."""
    at = now() - ago
    given = {"network_id": network, "organisation_id": cast.organisation(of)}
    for _n in range(acts):
        Audit.objects.create(**given, role="caller", verb="data.read", at=at)
    for _n in range(lines):
        ProcessingLine.objects.create(**given, trace_id=b"t" * 16, span_id=b"s" * 8, name="x", start_time=at.timestamp() * 1000,
                                      end_time=at.timestamp() * 1000, processing_activity_id="https://x", data_subject_id=b"d")
    known = set(AuditSeal.objects.values_list("number", flat=True))
    seals.seal()
    AuditSeal.objects.exclude(number__in=known).update(at=at)


@pytest.fixture
def history() -> None:
    """Seals 1 and 2 are six years old, 3 and 4 of this year."""
    written(6 * YEAR)
    written(timedelta(days=30))


def whats() -> list[str]:
    return [f.what for f in seals.verify().findings]


def test_what_is_over_its_term_goes_and_the_chain_still_verifies(history):
    done = logs.remove()
    assert (done.batches, done.rows, done.changed) == (2, {"acts": 2, "lines": 2}, [])
    assert set(ProcessingLine.objects.values_list("seal", flat=True)) == {4}
    assert set(Audit.objects.exclude(verb="keeping.logs").values_list("seal", flat=True)) == {3}
    found = seals.verify()
    assert (found.seals, found.removed, found.findings) == (4, 4, ())
    assert days.checked() == []


def test_each_organisation_whose_rows_went_finds_an_act_and_a_line_of_destruction(history, caplog):
    caplog.set_level("INFO", "waakvlam.keeping")
    logs.remove()
    acts = Audit.objects.filter(verb="keeping.logs", organisation_id=cast.organisation("wonen")).order_by("id")
    assert [a.detail for a in acts] == [{"log": log, "seal": n, "rows": 2, "days": 1825} for log, n in (("acts", 1), ("lines", 2))]
    said = [json.loads(r.message) for r in caplog.records]
    assert {(x["event"], x["rows"], x["seal"]) for x in said} == {("destroyed", 2, 1), ("destroyed", 2, 2)}


def test_doing_it_again_does_nothing_and_later_seals_go_on(history):
    logs.remove()
    assert logs.remove().batches == 0
    written(timedelta(days=1))
    assert whats() == []


def test_the_dry_run_says_what_would_go_and_changes_nothing(history):
    told = CliRunner().invoke(build(), ["keeping", "logs", "--dry-run", "--json"])
    assert [(f["seal"], f["log"], f["rows"], f["days"]) for f in json.loads(told.output)] == [(1, "acts", 2, 1825), (2, "lines", 2, 1825)]
    assert ProcessingLine.objects.count() == 4 and not AuditRemoval.objects.exists()


def test_the_command_lets_go_and_verifying_says_how_many(history):
    assert json.loads(CliRunner().invoke(build(), ["keeping", "logs", "--json"]).output)["seals"] == 2
    told = CliRunner().invoke(build(), ["audit", "verify"])
    assert told.exit_code == 0
    assert "4 went at their term" in told.stdout


# --- terms ---------------------------------------------------------------------------------------------
def test_a_shorter_term_of_the_network_counts_and_a_longer_one_of_a_neighbour_holds_back():
    written(2 * YEAR)
    assert logs.due() == []
    Term.objects.create(network_id=cast.NETWORK, trace="read_log", days=500, in_force_from=date(2026, 1, 1), source="x")
    assert [(b.log, b.days) for b in logs.due()] == [("lines", 500)]
    written(2 * YEAR, lines=1, acts=0)
    ProcessingLine.objects.all().update(seal=None)
    AuditSeal.objects.filter(log="lines").delete()
    ProcessingLine.objects.filter(pk=ProcessingLine.objects.order_by("-id").first().pk).update(network_id=cast.ELSEWHERE)
    seals.seal()
    AuditSeal.objects.update(at=now() - 2 * YEAR)
    assert [b.events for b in logs.due()] == [2], "the batch of the other network stays"


def test_nobody_shortens_the_term_of_a_log_below_a_year():
    with acting(cast.who("admin")) as admin:
        for days_ in (0, 364):
            with pytest.raises(Invalid, match="365"):
                commands.set_term(trace="act_log", days=days_, source="besluit", by=admin)
        assert commands.set_term(trace="act_log", days=365, source="besluit", by=admin).days == 365


def test_whatever_stands_in_the_table_the_database_keeps_a_year():
    Term.objects.create(network_id=cast.NETWORK, trace="read_log", days=1, in_force_from=date(2026, 1, 1), source="x")
    written(timedelta(days=300))
    assert logs.due() == []
    written(timedelta(days=366))
    assert [b.days for b in logs.due()] == [365]


def test_what_must_still_go_to_a_logboek_stays(history, settings):
    settings.LOGBOEK_URL = "https://logboek.example.org/v1/traces"
    assert [b.log for b in logs.due()] == ["acts"]
    settings.LOGBOEK_URL = ""
    assert [b.log for b in logs.due()] == ["acts", "lines"]


# --- tampering -----------------------------------------------------------------------------------------
def removed_by_hand(seal: int) -> None:
    Audit.objects.filter(seal=seal).delete()
    ProcessingLine.objects.filter(seal=seal).delete()


@pytest.mark.parametrize("seal", [1, 2])
def test_a_removal_without_a_statement_is_found(history, seal):
    removed_by_hand(seal)
    assert any("2 " in what and "0 gevonden" in what for what in whats())


def test_a_statement_without_the_key_is_found(history):
    removed_by_hand(1)
    AuditRemoval.objects.create(seal=1, at=now(), events=2, term_days=1825, signature=b"0" * 64, key_id=signing.key_id())
    assert ["niet goed ondertekend" in what for what in whats()] == [True]


@pytest.mark.parametrize("change", [{"events": 1}, {"term_days": 400}, {"signature": b"x" * 64}, {"key_id": "other"},
                                    {"at": now() - YEAR}])
def test_a_changed_statement_is_found(history, change):
    logs.remove()
    AuditRemoval.objects.filter(seal=2).update(**change)
    assert any("niet goed ondertekend" in what for what in whats())


def test_a_statement_of_one_batch_does_not_cover_another(history):
    logs.remove()
    removed_by_hand(4)
    kept = AuditRemoval.objects.get(seal=2)
    AuditRemoval.objects.create(seal=4, at=kept.at, events=2, term_days=kept.term_days, signature=kept.signature, key_id=kept.key_id)
    assert any("niet goed ondertekend" in what for what in whats())


def test_a_removal_before_the_term_is_found_even_when_signed(history):
    removed_by_hand(4)
    seal = AuditSeal.objects.get(number=4)
    gone = removals.Removal(4, now(), 2, 1825)
    signed, key = signing.sign(gone.statement("lines", bytes(seal.root), bytes(seal.head)))
    AuditRemoval.objects.create(seal=4, at=gone.at, events=2, term_days=1825, signature=signed, key_id=key)
    assert ["vóór de termijn" in what for what in whats()] == [True]


def test_rows_under_a_statement_that_they_went_are_found(history):
    logs.remove()
    Audit.objects.create(network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), role="caller", verb="x", seal=1)
    assert ["staan er nog 1" in what for what in whats()] == [True]


def test_a_statement_that_is_taken_away_is_found(history):
    logs.remove()
    AuditRemoval.objects.filter(seal=1).delete()
    assert any("0 gevonden" in what for what in whats())


def test_a_statement_about_no_seal_is_found(history):
    AuditRemoval.objects.create(seal=99, at=now(), events=2, term_days=1825, signature=b"", key_id="")
    assert ["zegel dat er niet is" in what for what in whats()] == [True]


def test_a_batch_that_was_changed_stays_as_evidence(history):
    first = ProcessingLine.objects.filter(seal=2).first()
    ProcessingLine.objects.filter(pk=first.pk).update(name="forged")
    done = logs.remove()
    assert (done.changed, done.batches) == ([2], 1)
    assert ProcessingLine.objects.filter(seal=2).count() == 2
    assert CliRunner().invoke(build(), ["keeping", "logs"]).exit_code == 1
    assert any("gewijzigd" in what for what in whats())


# --- what the gate refuses -------------------------------------------------------------------------------
def ask(seal: int, *, at=None, term: int = 1825, shipped: int = 1825):
    with transaction.atomic(), connections["default"].cursor() as db:
        db.execute("select * from keeping_log_remove(%s, %s, %s, %s, %s, 'k')", [seal, shipped, at or now(), term, b"x"])
        return db.fetchall()


@pytest.mark.parametrize("given", [
    {"seal": 4}, {"seal": 99}, {"seal": 2, "term": 30}, {"seal": 2, "term": 1824}, {"seal": 4, "term": 30, "shipped": 1},
    {"seal": 4, "term": 365, "shipped": 1}, {"seal": 2, "at": now() - timedelta(days=1)}, {"seal": 4, "at": now() + 9 * YEAR}])
def test_the_gate_refuses_what_is_not_over_its_term(history, given):
    with pytest.raises(ProgrammingError, match="keeping_log_remove: not"):
        ask(**given)
    assert ProcessingLine.objects.filter(seal__in=(2, 4)).count() == 4


def test_the_gate_lets_a_batch_go_once(history):
    assert [row[2] for row in ask(2)] == [2]
    with pytest.raises(ProgrammingError, match="nothing there"):
        ask(2)


def test_the_application_removes_neither_rows_nor_statements(application):
    connections["default"] = application
    for sql in ("delete from access_audit", "delete from access_processingline", "delete from access_auditremoval",
                "insert into access_auditremoval values (1, now(), 1, 1, '', '')"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), \
                connections["default"].cursor() as db:
            db.execute(sql)


def test_the_application_cannot_slip_a_row_into_a_batch_that_went(application):
    connections["default"] = application
    with acting(cast.who("alice")) as alice:
        made = audit.record(alice, "test.act")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Audit.objects.create(network_id=made.network_id, organisation_id=made.organisation_id, role="caller", verb="x", seal=1)
