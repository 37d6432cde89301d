"""A nuisance file of an own system: each good row a signal once, each bad one said, nothing read that may not be kept."""

import json
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from waakvlam.access import identity
from waakvlam.access.models import Audit, Clock
from waakvlam.access.tests import cast
from waakvlam.cli import build
from waakvlam.kit.errors import Absent, Invalid, Refused, WrongState
from waakvlam.kit.time import day_of, today
from waakvlam.people.models import Dwelling
from waakvlam.signals import commands, marks, reading
from waakvlam.signals.commands import nuisance, nuisance_job
from waakvlam.signals.models import (
    NuisanceImport,
    NuisanceOrigin,
    NuisanceRow,
    Signal,
    SignalContent,
    State,
)
from waakvlam.signals.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C3")]
HEAD = "zaaknummer;datum;soort;adres;omschrijving"
ALICE = make.who("alice")
RECENT, OLD = f"{today() - timedelta(days=2):%d-%m-%Y}", f"{today() - timedelta(days=200):%d-%m-%Y}"


def line(n: int, words: str = "Harde muziek tot diep in de nacht.", *, day: str = RECENT, kind: str = "geluid", where: str = "") -> str:
    return f"O-{n};{day};{kind};{where or f'Duinroos {n}, 1503 AB Zaandam'};{words}"


@pytest.fixture
def read(tmp_path):
    """`read(line(1), line(2))` gives the previewed file."""

    def read(*lines, head=HEAD, by=ALICE, name="overlast.csv", encoding="utf-8", source="Zaaksysteem", **more):
        path = tmp_path / name
        path.write_bytes("\r\n".join([head, *lines, ""]).encode(encoding))
        return commands.nuisance.read(path=path, file_name=name, source=source, by=by, **more)

    return read


def carried_out(batch, *, words_kept=False, kinds=None):
    with identity.acting(ALICE):
        nuisance.mean(batch=batch, kinds=kinds or {}, by=ALICE)
        nuisance.approve(batch=batch, words_kept=words_kept, at_once=True, by=ALICE)
    nuisance_job.carry_out(batch.pk, by=ALICE)
    return fresh(batch)


def fresh(batch):
    with identity.acting(ALICE):
        return NuisanceImport.objects.get(pk=batch.pk)


def signals(**wanted):
    with identity.acting(ALICE):
        return list(Signal.objects.filter(channel="file", **wanted).order_by("pk"))


def rows(batch):
    with identity.acting(ALICE):
        return {row.number: row for row in NuisanceRow.objects.filter(batch=batch)}


@pytest.mark.proves("R12")
def test_a_good_row_becomes_a_signal_with_observation_source_and_day_apart_owned_with_a_clock(read):
    head = HEAD + ";vermoeden"
    batch = read(line(1) + ";Er wonen studenten.", head=head)
    assert batch.state == "preview" and batch.counts == {"new": 1, "sensitive": 0} and not signals()
    assert carried_out(batch).state == "done"
    made, = signals()
    with identity.acting(ALICE):
        content = SignalContent.objects.get(signal=made)
        clock = Clock.objects.get(subject_id=made.pk, stopped_at=None)
    assert (content.observation, content.interpretation, content.source) == (
        "Harde muziek tot diep in de nacht.", "Er wonen studenten.", "Zaaksysteem, O-1")
    assert (content.street, content.house_number, content.postcode, content.city) == ("Duinroos", "1", "1503AB", "Zaandam")
    assert f"{day_of(content.noticed_at):%d-%m-%Y}" == RECENT and day_of(made.came_at) >= today() - timedelta(days=1)
    assert (made.kind, made.topic, made.state, made.basis) == ("nuisance", "neighbours", "new", "unknown")
    assert clock.kind == "signal.look" and clock.on_id == ALICE.organisation_id


def test_the_same_file_twice_makes_nothing_new_and_what_is_new_beside_it_does(read):
    carried_out(read(line(1), line(2)))
    again = read(line(1, "Andere woorden over hetzelfde."), line(2), line(3))
    assert again.counts == {"same": 2, "new": 1, "sensitive": 0}
    carried_out(again)
    assert len(signals()) == 3
    assert carried_out(read(line(1), source="Ander systeem")).counts["new"] == 1, "numbers are of their own system"


def test_rows_without_a_number_are_known_by_what_they_say(read):
    text = f"{RECENT};Duinroos 5;De bel wordt gesloopt."
    carried_out(read(text, head="datum;adres;omschrijving"))
    assert read(text, head="datum;adres;omschrijving").counts["same"] == 1


def test_one_file_read_again_is_the_preview_that_stands_and_a_newer_file_makes_it_moot(read):
    first = read(line(1))
    assert read(line(1)).pk == first.pk
    second = read(line(2))
    assert fresh(first).state == "cancelled" and second.state == "preview" and not rows(first)


BAD = {
    "nothing seen": (line(1, ""), "words"), "no place": (f"O-1;{RECENT};geluid;;Harde muziek.", "where"),
    "no such day": (line(1, day="31-02-2026"), "day"), "to come": (line(1, day=f"{today() + timedelta(days=3):%d-%m-%Y}"), "future"),
    "before this century": (line(1, day="1-1-1990"), "old"), "a formula": (line(1, '=HYPERLINK("http://x")'), "formula"),
    "too few": (f"O-1;{RECENT}", "short"), "too many": (line(1) + ";en;nog;meer", "long"),
}


@pytest.mark.parametrize("bad", sorted(BAD))
def test_a_bad_row_is_said_with_its_number_and_stops_nothing_else(read, sign_in, bad):
    text, problem = BAD[bad]
    batch = read(text, line(2), line(3))
    row = rows(batch)[2]
    assert (row.verdict, row.problem, row.observation, row.street) == ("refused", problem, "", "")
    assert batch.counts["new"] == 2
    shown = sign_in("alice").get(f"/signalen/bestanden/{batch.pk}/?soort=refused").content.decode()
    assert str(reading.PROBLEMS[problem]) in shown and "Rij 2" in shown


def test_a_number_twice_in_a_file_counts_once(read):
    batch = read(line(1), line(1, "Nog eens."), line(2))
    assert [rows(batch)[n].problem for n in (2, 3, 4)] == ["", "twice", ""]


FORBIDDEN = ["Diagnose", "Incidentcode BVH", "Nationaliteit", "PV-nummer", "BSN", "Aangifte gedaan", "Verslaving"]


@pytest.mark.proves("R3", "R4", "R13")
@pytest.mark.parametrize("column", FORBIDDEN)
def test_what_may_not_be_kept_is_not_read_and_named_with_its_reason(read, sign_in, column):
    batch = read(line(1) + ";geheimwoord", head=f"{HEAD};{column}")
    shown = sign_in("alice").get(f"/signalen/bestanden/{batch.pk}/").content.decode()
    assert column in batch.dropped and "Niet gelezen: dit mogen we niet bewaren" in shown and column in shown
    assert not any("geheimwoord" in str(vars(row)) for row in rows(batch).values())
    with pytest.raises(Invalid, match="mag niet worden gelezen"):
        read(line(1) + ";geheimwoord", head=f"{HEAD};{column}", mapping={column: "interpretation"})


@pytest.mark.proves("R5")
def test_names_of_people_are_no_column_of_ours(read):
    batch = read(line(1) + ";Mevrouw Vuist;De heer Klaag", head=f"{HEAD};veroorzaker;melder")
    assert batch.unused == ["veroorzaker", "melder"] and "Vuist" not in str([vars(r) for r in rows(batch).values()])


@pytest.mark.proves("R3")
def test_service_numbers_in_words_or_as_a_number_are_masked(read):
    batch = read(f"111222333;{RECENT};geluid;Duinroos 1;Bewoner 111222333 schreeuwt.", line(2))
    row = rows(batch)[2]
    assert "111222333" not in row.observation + row.told_by and "masked" in row.remarks
    assert bytes(row.mark) == marks.record(batch.source_id, "111222333")


def test_rows_with_words_that_deserve_a_thought_go_only_when_somebody_looked(read):
    assert carried_out(read(line(1, "Een verwarde man staat op straat."), line(2))).counts["left"] == 1
    assert len(signals()) == 1
    carried_out(read(line(1, "Een verwarde man staat op straat.")), words_kept=True)
    assert len(signals()) == 2


@pytest.mark.proves("R19")
def test_what_is_old_becomes_history_and_wakes_nobody(read):
    carried_out(read(line(1, day=OLD), line(2)))
    old, = signals(state=State.RESTING)
    with identity.acting(ALICE):
        clock = Clock.objects.get(subject_id=old.pk, stopped_at=None)
    assert old.expires_at and clock.kind == "signal.rest" and old.route_why == {"code": "history"} and len(signals(state=State.NEW)) == 1


def test_no_rule_sends_history_on_and_new_rows_go_by_the_rules(read):
    with identity.acting(cast.who("admin")) as admin:
        commands.routes.write(lines=[commands.routes.Line("Overlast naar de gemeente", cast.organisation("gemeente"), kind="nuisance")],
                              reason="zo spraken we af", by=admin)
    carried_out(read(line(1, day=OLD), line(2)))
    assert {s.state: s.holder_id for s in signals()} == {
        "resting": ALICE.organisation_id, "new": cast.organisation("gemeente")}


def test_the_organisation_keeps_what_its_words_mean_and_which_it_leaves_out(read):
    first = read(line(1, kind="Vervuiling"), line(2, kind="Proef"), line(3, kind="geluid"))
    assert first.words == {"Vervuiling": 1, "Proef": 1, "geluid": 1}
    done = carried_out(first, kinds={"Vervuiling": "home/home", "Proef": "", "Nergens": "home/home"})
    assert done.counts["left"] == 1 and sorted((s.kind, s.topic) for s in signals()) == [("home", "home"), ("nuisance", "neighbours")]
    assert fresh(done).source_id and carried_out(read(line(4, kind="Vervuiling"))).counts["new"] == 1
    assert len(signals(kind="home")) == 2


def test_a_meaning_that_does_not_exist_is_refused(read):
    batch = read(line(1))
    with identity.acting(ALICE), pytest.raises(Invalid):
        nuisance.mean(batch=batch, kinds={"geluid": "diagnose/erg"}, by=ALICE)


def test_a_column_with_too_many_words_is_no_list_of_kinds_and_nothing_is_kept(read):
    with pytest.raises(Invalid, match="verschillende woorden"):
        read(*(line(n, kind=f"woord{n}") for n in range(70)))
    with identity.acting(ALICE):
        assert not NuisanceRow.objects.exists() and set(NuisanceImport.objects.values_list("state", flat=True)) == {"cancelled"}


def test_columns_given_by_hand_are_remembered_for_the_source(read):
    head, text = "kop een;kop twee;kop drie", "O-1;Duinroos 1;Harde muziek."
    with pytest.raises(Invalid):
        read(text, head=head)
    mapping = {"kop een": "reference", "kop twee": "address", "kop drie": "observation"}
    carried_out(read(text, head=head, mapping=mapping))
    assert read("O-2;Duinroos 2;Harde muziek.", head=head).counts["new"] == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8", "utf-8-sig"])
def test_every_encoding_of_a_spreadsheet_is_read(read, encoding):
    batch = read(line(1, "Één keer ruzie op de galerij."), encoding=encoding)
    assert rows(batch)[2].observation == "Één keer ruzie op de galerij."


def test_a_workbook_is_read_with_its_days(tmp_path):
    path = tmp_path / "overlast.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(";"))
        sheet.write_row(1, 0, [17.0, "", "geluid", "Duinroos 1", "Harde muziek."])
        sheet.write_datetime(1, 1, datetime(2026, 3, 4), book.add_format({"num_format": "dd-mm-yyyy"}))
    row = rows(nuisance.read(path=path, file_name=path.name, source="X", by=ALICE))[2]
    assert (f"{row.noticed_on}", row.told_by, row.verdict) == ("2026-03-04", "X, 17", "old")


def test_a_reading_or_a_carrying_out_that_is_killed_goes_on_at_its_mark(read, monkeypatch):
    monkeypatch.setattr(nuisance, "CHUNK", 2)
    monkeypatch.setattr(nuisance_job, "CHUNK", 2)

    def killed(done):
        raise KeyboardInterrupt

    lines = [line(n) for n in range(1, 6)]
    with pytest.raises(KeyboardInterrupt):
        read(*lines, progress=killed)
    batch = read(*lines)
    assert batch.counts["new"] == 5 and len(rows(batch)) == 5
    with identity.acting(ALICE):
        nuisance.approve(batch=batch, words_kept=False, at_once=True, by=ALICE)
    with pytest.raises(KeyboardInterrupt):
        nuisance_job.carry_out(batch.pk, progress=killed, by=ALICE)
    assert len(signals()) == 2 and fresh(batch).applied == 2
    assert nuisance_job.carry_out(batch.pk, by=ALICE) == 3 and nuisance_job.carry_out(batch.pk, by=ALICE) == 0
    assert len(signals()) == 5 and fresh(batch).state == "done" and not rows(batch)


def test_a_delivery_taken_back_leaves_what_somebody_took_and_may_come_again(read):
    batch = carried_out(read(line(1), line(2), line(3, day=OLD)))
    taken = signals(state=State.NEW)[0]
    with identity.acting(ALICE):
        commands.weighing.take(signal=taken, by=ALICE)
        nuisance.take_back(batch=batch, at_once=True, by=ALICE)
    assert nuisance_job.undo(batch.pk, by=ALICE) == 2 and nuisance_job.undo(batch.pk, by=ALICE) == 0
    with identity.acting(ALICE):
        assert [c.signal_id for c in SignalContent.objects.all()] == [taken.pk], "the words of the others are gone"
        assert not Clock.objects.filter(stopped_at=None).exclude(subject_id=taken.pk).exists()
        assert NuisanceOrigin.objects.get().signal_id == taken.pk
    assert fresh(batch).state == "undone" and fresh(batch).counts["stays"] == 1
    assert read(line(1), line(2), line(3, day=OLD)).counts == {"same": 1, "new": 1, "old": 1, "sensitive": 0}


def test_a_file_is_approved_once_and_taken_back_only_when_done(read):
    batch = read(line(1))
    with identity.acting(ALICE), pytest.raises(WrongState):
        nuisance.take_back(batch=batch, by=ALICE)
    carried_out(batch)
    for act in (nuisance.cancel, lambda **given: nuisance.approve(words_kept=True, **given)):
        with identity.acting(ALICE), pytest.raises(WrongState):
            act(batch=batch, by=ALICE)


def test_who_weighs_no_files_reads_none_and_another_organisation_finds_nothing(read, sign_in):
    with pytest.raises(Refused):
        read(line(1), by=make.who("bob"))
    batch = read(line(1))
    at = f"/signalen/bestanden/{batch.pk}/"
    assert [sign_in(key).get(at).status_code for key in ("alice", "bob", "dora", "roer")] == [200, 403, 404, 403]
    with identity.acting(make.who("dora")) as dora, pytest.raises(Absent):
        nuisance.cancel(batch=batch, by=dora)


def test_the_page_reads_approves_reports_and_takes_back(sign_in):
    client = sign_in("alice")
    file = SimpleUploadedFile("overlast.csv", "\n".join([HEAD, line(1), line(2, "")]).encode())
    answer = client.post("/signalen/bestanden/", {"file": file, "source": "Zaaksysteem"})
    at = answer["Location"]
    shown = client.get(at).content.decode()
    assert answer.status_code == 302 and "1 nieuw" in shown and "1 geweigerd" in shown
    assert client.post(f"{at}betekenis/", {"word-0": "home/home"}).status_code == 302
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{at}opmerkingen.xlsx").content)).get_sheet_by_index(0).to_python()
    assert [row for row in book if row[1] == "geweigerd"] == [[3.0, "geweigerd", str(reading.PROBLEMS["words"])]]
    client.post(f"{at}akkoord/")
    with identity.acting(ALICE):
        batch = NuisanceImport.objects.get()
        verbs = set(Audit.objects.filter(verb__startswith="signal.nuisance").values_list("verb", flat=True))
    assert batch.state == "applying" and {"signal.nuisance_read", "signal.nuisance_mean", "signal.nuisance_approve"} <= verbs
    assert "rijen verwerkt" in client.get(f"{at}?voortgang=1", headers={"HX-Request": "true"}).content.decode()
    nuisance_job.carry_out(batch.pk, by=ALICE)
    assert [s.kind for s in signals()] == ["home"]
    assert client.post(f"{at}terug/").status_code == 302 and fresh(batch).state == "undoing"


def test_a_file_that_is_none_is_refused_at_its_field_and_nothing_is_kept(sign_in):
    client = sign_in("alice")
    answer = client.post("/signalen/bestanden/", {"file": SimpleUploadedFile("x.csv", b"naam;leeftijd\nA;1\n"), "source": "Z"})
    assert answer.status_code == 422 and "Wij vinden geen" in answer.content.decode()
    with identity.acting(ALICE):
        assert not NuisanceImport.objects.exists()


def test_the_home_of_the_own_register_is_found_by_its_address(read):
    with identity.acting(cast.who("alice", "register")) as by:
        home = Dwelling.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, key="d14", street="Duinroos",
                                       house_number=14, postcode="1503AB", city="Zaandam", neighbourhood_code="BU04790101")
    row = rows(read(line(14)))[2]
    assert (row.dwelling_id, row.neighbourhood_code, row.remarks) == (home.pk, "BU04790101", [])


def test_the_sample_on_the_page_reads_as_the_page_says(sign_in):
    assert "overlast-voorbeeld.csv" in sign_in("alice").get("/signalen/bestanden/").content.decode()
    path = Path(commands.__file__).parents[1] / "static" / "signals" / "overlast-voorbeeld.csv"
    batch = nuisance.read(path=path, file_name=path.name, source="Voorbeeld", attention_from=date(2026, 11, 1), by=ALICE)
    assert batch.counts == {"new": 3, "old": 1, "refused": 1, "sensitive": 0} and batch.words == {"geluid": 2, "vervuiling": 1, "plek": 1}


def test_pages_ask_few_questions(read, sign_in, django_assert_max_num_queries):
    batch = read(*(line(n) for n in range(1, 45)))
    client = sign_in("alice")
    for at in ("/signalen/bestanden/", f"/signalen/bestanden/{batch.pk}/"):
        client.get(at)
        with django_assert_max_num_queries(16):
            assert client.get(at).status_code == 200


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_shows_a_preview_and_the_same_file_twice_makes_nothing_new(tmp_path):
    path = tmp_path / "overlast.csv"
    path.write_text("\n".join([HEAD + ";BSN", line(1) + ";x", line(2, "") + ";x"]), encoding="utf-8")
    given = ["import", "nuisance", str(path), "--organisation", "wonen", "--meaning", "geluid=nuisance/safety"]
    seen = CliRunner().invoke(build(), given, input="n\n")
    assert seen.exit_code == 0 and "1 new" in seen.output and "may not be kept: BSN" in seen.output and not signals()
    counts = [json.loads(CliRunner().invoke(build(), [*given, "--yes", "--json"]).output)["counts"] for _n in range(2)]
    assert counts == [{"new": 1, "refused": 1, "sensitive": 0}, {"same": 1, "refused": 1, "sensitive": 0}]
    assert [s.topic for s in signals()] == ["safety"]
