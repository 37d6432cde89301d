"""A round's report by command, as an operator runs it."""

import json

import openpyxl
import pytest
from click.testing import CliRunner, Result

from waakvlam.access import identity
from waakvlam.access.models import Audit
from waakvlam.access.tests import cast
from waakvlam.cli import build

from . import calls

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.proves("C1")]


@pytest.fixture
def round():
    by = cast.who("alice")
    with identity.acting(by):
        return calls.round_of(by, 12)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(), ["export", "report", *map(str, arguments)])


def test_the_report_is_a_pdf_and_the_figures_a_workbook(round, tmp_path):
    pdf, book = tmp_path / "verslag.pdf", tmp_path / "cijfers.xlsx"
    told = run(round.name, pdf, "--organisation", "wonen", "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.output) == {"round": str(round.pk), "name": round.name, "file": str(pdf)}
    assert run(round.pk, book, "--organisation", "wonen").exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert round.name in [cell.value for cell in sheet[1]]
    with identity.acting(cast.who("fg", "privacy")):
        assert Audit.objects.filter(verb="round.export", subject_id=round.pk).count() == 2


def test_another_organisation_another_name_and_another_kind_of_file_get_nothing(round, tmp_path):
    for given in ((round.pk, tmp_path / "a.pdf", "--organisation", "gemeente"),
                  ("Geen belactie", tmp_path / "a.pdf", "--organisation", "wonen"),
                  (round.name, tmp_path / "a.docx", "--organisation", "wonen")):
        told = run(*given)
        assert told.exit_code == 1 and "Error:" in told.output, told.output
    assert not list(tmp_path.iterdir())
