"""The own register as a file: whole, without secret addresses, in the log."""

import openpyxl
import pytest

from waakvlam.access import identity
from waakvlam.access.models import Audit, ProcessingLine
from waakvlam.access.tests import cast
from waakvlam.kit.errors import Invalid, Refused
from waakvlam.people import exporting

from .files import row

pytestmark = [pytest.mark.django_db, pytest.mark.proves("C1", "R28")]


@pytest.fixture
def filled(read, carry_out, alice):
    carry_out(read(row(1, Achternaam="Visser"), row(2, **{"Geheim adres": "ja"})))


def written(path, by):
    with identity.acting(by):
        return exporting.write(path, by=by)


@pytest.mark.proves("R4")
def test_everybody_is_in_it_and_a_secret_address_is_not(filled, alice, tmp_path):
    assert written(tmp_path / "uit.xlsx", alice) == 2
    sheet = openpyxl.load_workbook(tmp_path / "uit.xlsx").active
    rows = [dict(zip(exporting.HEADERS, cells, strict=True)) for cells in sheet.iter_rows(min_row=2, values_only=True)]
    secret = next(r for r in rows if r["Geheim adres"] == "ja")
    assert {r["Achternaam"] for r in rows} >= {"Visser"}
    assert not any(secret[name] for name in exporting.HEADERS[exporting.ADDRESS])
    assert all(r["Straat"] for r in rows if r is not secret)


def test_the_act_and_a_line_per_resident_stand_in_the_log(filled, alice, tmp_path):
    written(tmp_path / "uit.csv", alice)
    assert (tmp_path / "uit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with identity.acting(cast.who("fg", "privacy")):
        assert ProcessingLine.objects.filter(name="register.export").count() == 2
        assert Audit.objects.filter(verb="register.export").count() == 1


def test_another_organisation_gets_nothing_of_it(filled, tmp_path):
    assert written(tmp_path / "uit.csv", identity.system(cast.organisation("zorg"), "register")) == 0


def test_who_does_not_keep_the_register_is_refused_and_another_kind_of_file_too(filled, alice, tmp_path):
    with pytest.raises(Refused):
        written(tmp_path / "uit.csv", cast.who("charlie", "handover"))
    with pytest.raises(Invalid):
        written(tmp_path / "uit.pdf", alice)
