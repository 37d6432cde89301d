"""Registers of any size come out the same each time and hold what they should."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest

from waakvlam.demo import areas, forbidden, registers
from waakvlam.kit import eleven


def read_csv(path, encoding="utf-8-sig", delimiter=";"):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding)), delimiter=delimiter))


def test_a_csv_register_has_exactly_the_rows_asked_for(tmp_path):
    rows = read_csv(registers.write_register(tmp_path / "r.csv", 1234, "csv"))
    assert len(rows) == 1234
    assert len({r["Huurdernummer"] for r in rows}) == 1234
    assert tuple(rows[0]) == registers.HEADERS


def test_the_same_call_writes_the_same_bytes(tmp_path):
    for kind in ("csv", "vera", "xlsx"):
        one = registers.write_register(tmp_path / f"1.{kind}", 200, kind)
        two = registers.write_register(tmp_path / f"2.{kind}", 200, kind)
        assert one.read_bytes() == two.read_bytes(), kind


def test_a_workbook_does_not_say_when_it_was_written(tmp_path):
    book = zipfile.ZipFile(registers.write_register(tmp_path / "r.xlsx", 5, "xlsx"))
    said = re.findall(r"dcterms:W3CDTF\">([^<]+)<", book.read("docProps/core.xml").decode())
    assert said == [f"{registers.DAY:%Y-%m-%d}T00:00:00Z"] * 2


def test_another_seed_gives_other_people(tmp_path):
    one = read_csv(registers.write_register(tmp_path / "1.csv", 50, "csv"))
    two = read_csv(registers.write_register(tmp_path / "2.csv", 50, "csv", seed=7))
    assert [r["Achternaam"] for r in one] != [r["Achternaam"] for r in two]


def test_xlsx_holds_real_dates_and_numbers_kept_as_text(tmp_path):
    path = registers.write_register(tmp_path / "r.xlsx", 300)
    sheet = openpyxl.load_workbook(path, read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    head = rows[0]
    assert len(rows) == 301
    assert all(r[head.index("Geboortedatum")].year > 1900 for r in rows[1:])
    phones = [r[head.index("Mobiel")] for r in rows[1:] if r[head.index("Mobiel")]]
    assert all(isinstance(p, str) for p in phones)


def test_spellings_differ_as_they_do_in_life(tmp_path):
    rows = read_csv(registers.write_register(tmp_path / "r.csv", 3000, "csv"))
    shapes = {"".join("9" if c.isdigit() else c for c in r["Mobiel"]) for r in rows if r["Mobiel"]}
    assert len(shapes) >= 8
    days = {"".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in r["Ingangsdatum"]) for r in rows}
    assert {"99-99-9999", "9999-99-99", "99999999"} <= days


def test_windows_1252_can_hold_every_name(tmp_path):
    path = registers.write_register(tmp_path / "r.csv", 2000, "csv", encoding="cp1252")
    assert len(read_csv(path, "cp1252")) == 2000


@pytest.mark.proves("R3", "R4")
def test_forbidden_columns_only_on_request_and_with_numbers_that_pass_the_eleven_test(tmp_path):
    plain = read_csv(registers.write_register(tmp_path / "1.csv", 50, "csv"))
    assert not set(plain[0]) & set(forbidden.COLUMNS)
    rows = read_csv(registers.write_register(tmp_path / "2.csv", 400, "csv", forbidden_columns=forbidden.COLUMNS))
    assert set(forbidden.COLUMNS) <= set(rows[0])
    assert all(eleven.passes(r["BSN"]) and r["BSN"].startswith("9999") for r in rows)
    assert any("bsn" in r["Opmerkingen"] for r in rows)


def test_a_register_can_be_placed_by_point(tmp_path):
    rows = read_csv(registers.write_register(tmp_path / "r.csv", 20, "csv", placed_by="point"))
    assert "Buurtcode" not in rows[0]
    assert 52.4 < float(rows[0]["Breedtegraad"]) < 52.6


def test_homes_spread_over_areas_by_weight():
    given = [areas.Area("BU00000001", "A", "1234", 100), areas.Area("BU00000002", "B", "1235", 300)]
    homes = list(areas.homes(given, 400, seed=1))
    assert sum(h.neighbourhood == "BU00000002" for h in homes) == 300
    assert len({(h.neighbourhood, h.street, h.house_number, h.addition) for h in homes}) == 400


def test_vera_lists_refer_to_each_other(tmp_path):
    found = json.loads(registers.write_register(tmp_path / "r.json", 500, "vera").read_text("utf-8"))
    people = {r["id"] for r in found["relaties"]}
    homes = {e["id"] for e in found["eenheden"]}
    assert len(people) == 500
    assert {r["id"] for g in found["relatiegroepen"] for r in g["relaties"]} == people
    assert {e for o in found["huurovereenkomsten"] for e in o["eenheden"]} == homes
    assert {r for o in found["huurovereenkomsten"] for r in o["relaties"]} <= people
