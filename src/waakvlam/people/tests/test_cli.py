"""The own register as a file by command, as an operator runs it."""

import json

import openpyxl
import pytest
from click.testing import CliRunner, Result

from waakvlam.cli import build
from waakvlam.people import exporting

from .files import row

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C1", "R28")]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(), [str(given) for given in arguments])


def test_the_register_is_written_by_command_and_counted(read, carry_out, alice, tmp_path):
    carry_out(read(row(1), row(2, **{"Geheim adres": "ja"})))
    told = run("export", "register", tmp_path / "uit.xlsx", "--organisation", "wonen", "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.output) == {"file": str(tmp_path / "uit.xlsx"), "residents": 2}
    rows = list(openpyxl.load_workbook(tmp_path / "uit.xlsx").active.values)
    assert rows[0] == exporting.HEADERS and len(rows) == 3
    told = run("export", "register", tmp_path / "uit.csv", "--organisation", "wonen")
    assert told.exit_code == 0 and told.output.endswith("2 residents\n")


def test_an_unknown_organisation_or_kind_of_file_is_told_in_a_line(tmp_path):
    for file, slug, word in (("a.xlsx", "niemand", "known:"), ("a.pdf", "wonen", ".xlsx or .csv")):
        told = run("export", "register", tmp_path / file, "--organisation", slug)
        assert told.exit_code and word in told.output and "Traceback" not in told.output
