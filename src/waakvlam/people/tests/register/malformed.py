"""Forty and more registers that are wrong, each with the code of what must be said about it.

Made here, so that nobody has to keep odd files. `FILES` maps a name to (bytes or a maker that
takes the path, expected code). Every file carries a BSN somewhere where that is possible.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from ..files import BSN, HEADERS, raw, row, text

Maker = bytes | Callable[[Path], None]
GOOD = text(row(1), row(2), row(3))
BASE = ("Huurdernummer", "Achternaam", "Postcode", "Huisnummer")


def cells(*values: object, extra: str = "") -> bytes:
    """One ordinary row under BASE plus one column, and one row that is wrong."""
    return raw((*BASE, extra or "Opmerkingen"), ("H1", "Berg", "1506AB", 1, ""), ("H2", *values)).encode()


def with_column(header: str, value: object) -> bytes:
    return raw((*BASE, header), ("H1", "Berg", "1506AB", 1, ""), ("H2", "Wit", "1506AB", 2, value)).encode()


def book(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> Callable[[Path], None]:
    """A good workbook, then changed."""
    def make(path: Path) -> None:
        made = openpyxl.Workbook()
        sheet = made.active
        sheet.append(HEADERS)
        for number in (1, 2, 3):
            sheet.append([row(number)[name] for name in HEADERS])
        change(sheet)
        made.save(path)
    return make


def archive(parts: dict[str, bytes | str], rewrite: bool = True) -> Callable[[Path], None]:
    """A good workbook of which parts are replaced, or another zip altogether."""
    def make(path: Path) -> None:
        book(lambda sheet: None)(path)
        kept = {}
        if rewrite:
            with zipfile.ZipFile(path) as old:
                kept = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in {**kept, **parts}.items():
                new.writestr(name, content)
    return make


SHEET = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
         '<sheetData>{}</sheetData></worksheet>')
FAR = SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
                   '<row r="1048576"><c r="{}1048576"><v>1</v></c></row>')


def lying_zip(path: Path) -> None:
    """The directory promises fewer bytes than come out."""
    book(lambda sheet: None)(path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as found:
        size = found.getinfo("xl/worksheets/sheet1.xml").file_size
    while (at := content.find(size.to_bytes(4, "little"))) >= 0:
        content[at: at + 4] = (size // 2).to_bytes(4, "little")
    path.write_bytes(content)


def vera(**lists: object) -> bytes:
    return json.dumps(lists).encode()


PERSON = {"id": "P1", "soort": {"code": "NAT"}, "achternaam": "Berg", "bsn": BSN}
UNIT = {"id": "E1", "adres": {"postcode": "1506AB", "huisnummer": 1, "straatnaam": "Dorpsstraat"}}
DEEP = b'{"relaties":[' + b"[" * 100_000 + b"]" * 100_000 + b"]}"
LATIN = text(row(1, Achternaam="Müller", Plaats="België"))

FILES: dict[str, tuple[Maker, str]] = {
    # the file as a whole
    "empty.csv": (b"", "leeg-bestand"),
    "only_white_space.csv": (b"\r\n \r\n\t\r\n", "leeg-bestand"),
    "only_a_mark.csv": (b"\xef\xbb\xbf", "leeg-bestand"),
    "only_headers.csv": (";".join(HEADERS).encode(), "geen-rijen"),
    "no_headers.csv": (raw(("H1", "Berg", "1506AB", 1), ("H2", "Wit", BSN, 2)).encode(), "geen-kopregel"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "onbekend-soort"),
    "document.csv": (b"%PDF-1.7\n" + BSN.encode() * 50, "onbekend-soort"),
    "web_page.csv": (b"<html><table><tr><td>Huurder</td></tr></table>", "onbekend-soort"),
    "program.csv": (bytes(range(1, 9)) * 500, "onbekend-soort"),
    "old_or_locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "oud-excel"),
    "compressed.csv": (b"\x1f\x8b\x08\x00" + b"\0" * 99, "onbekend-soort"),
    # encodings
    "utf8_and_windows.csv": (GOOD.encode() + text(row(4, Achternaam="Citroën")).encode()
                             + "H5;;;;;Müller\r\n".encode("cp1252"), "codering-gemengd"),
    "no_known_encoding.csv": (GOOD.replace("Berg1", "B\x81rg").encode("latin-1"), "codering-onbekend"),
    "nuls_in_the_text.csv": (GOOD.encode() + b"H4;G4;E4;\x00;;Berg\r\n", "nul-tekens"),
    "only_nuls.csv": (b"\x00" * 4096, "nul-tekens"),
    "cut_in_a_character.csv": (b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1], "codering-onbekend"),
    # shape
    "one_column.csv": (b"Achternaam\r\nBerg\r\nWit\r\n", "geen-scheidingsteken"),
    "a_million_columns.csv": (GOOD.encode() + b"x;" * 1_000_000 + b"\r\n", "te-veel-kolommen"),
    "a_thousand_columns.csv": (GOOD.encode() + b"x;" * 1_000 + b"\r\n", "te-veel-kolommen"),
    "one_endless_line.csv": (b"a" * 3_000_000, "regel-te-lang"),
    "endless_cell.csv": (GOOD.encode() + b"H4;" + b"y" * 2_000_000 + b"\r\n", "regel-te-lang"),
    "open_quote.csv": (GOOD.encode() + b'H4;"G4;E4\r\n' + GOOD.encode() * 900, "aanhalingsteken-open"),
    "too_many_fields.csv": (GOOD.encode() + b";".join([b"H4"] * 40) + b"\r\n", "te-veel-velden"),
    "row_that_breaks_off.csv": (GOOD.encode() + b"H4;G4;E4\r\n", "te-weinig-velden"),
    "same_column_twice.csv": (raw((*BASE, "Familienaam"), ("H1", "Berg", "1506AB", 1, "Wit")).encode(), "dubbele-kolom"),
    "no_name_column.csv": (raw(("Huurdernummer", "Postcode", "Huisnummer"), ("H1", "1506AB", 1)).encode(), "kolom-ontbreekt"),
    "no_address_column.csv": (raw(("Huurdernummer", "Achternaam"), ("H1", "Berg")).encode(), "kolom-ontbreekt"),
    # workbooks
    "broken.xlsx": (b"PK\x03\x04" + b"rubbish" * 100, "kapot-werkboek"),
    "other_zip.xlsx": (archive({"brief.txt": "hallo"}, rewrite=False), "onbekend-soort"),
    "zip_bomb.xlsx": (archive({"xl/worksheets/sheet1.xml": b" " * 60_000_000}), "zipbom"),
    "zip_that_lies.xlsx": (lying_zip, "kapot-werkboek"),
    "entities.xlsx": (archive({"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + SHEET.format("")}), "zipbom"),
    "far_cell.xlsx": (archive({"xl/worksheets/sheet1.xml": FAR.format("SA")}), "te-veel-cellen"),
    "farthest_cell.xlsx": (archive({"xl/worksheets/sheet1.xml": FAR.format("XFD")}), "te-veel-kolommen"),
    "torn_sheet.xlsx": (archive({"xl/worksheets/sheet1.xml": '<?xml version="1.0"?><worksheet><sheetData><row'}), "kapot-werkboek"),
    "too_many_sheets.xlsx": (book(lambda sheet: [sheet.parent.create_sheet() for _ in range(60)]), "te-veel-bladen"),
    "empty_book.xlsx": (book(lambda sheet: sheet.delete_rows(1, 9)), "leeg-bestand"),
    "formulas.xlsx": (book(lambda sheet: sheet.cell(2, 6, '=A1&"x"')), "formules-zonder-waarde"),
    "merged_cells.xlsx": (book(lambda sheet: sheet.merge_cells("F3:F4")), "samengevoegde-cellen"),
    "double_header.xlsx": (book(lambda sheet: sheet.cell(1, 3, "Achternaam")), "dubbele-kolom"),
    # values
    "impossible_day.csv": (with_column("Geboortedatum", "31-02-1950"), "datum-bestaat-niet"),
    "american_day.csv": (with_column("Geboortedatum", "12/31/1950"), "datum-bestaat-niet"),
    "only_a_year.csv": (with_column("Geboortedatum", "1950"), "datum-onvolledig"),
    "no_day.csv": (with_column("Geboortedatum", "00-00-1950"), "datum-onvolledig"),
    "born_tomorrow.csv": (with_column("Geboortedatum", "01-01-2150"), "datum-toekomst"),
    "words_for_a_day.csv": (with_column("Geboortedatum", "ergens in mei"), "datum-onleesbaar"),
    "short_phone.csv": (with_column("Telefoon", "06-1234"), "telefoon-onleesbaar"),
    "bsn_as_phone.csv": (with_column("Telefoon", BSN), "telefoon-onleesbaar"),
    "no_email.csv": (with_column("E-mail", f"{BSN} at example"), "email-onleesbaar"),
    "no_postcode.csv": (cells("Wit", "15O6AB", 2, ""), "postcode-onleesbaar"),
    "no_house_number.csv": (cells("Wit", "1506AB", "twee", ""), "huisnummer-onleesbaar"),
    "no_address.csv": (cells("Wit", "", "", ""), "geen-adres"),
    "no_name.csv": (cells(BSN, "1506AB", 2, ""), "geen-naam"),
    "company.csv": (cells("Bakkerij Wit B.V.", "1506AB", 2, ""), "geen-persoon"),
    "same_person_twice.csv": (raw(BASE, ("H1", "Berg", "1506AB", 1), ("H1", "Wit", "1506AB", 2)).encode(), "dubbele-sleutel"),
    "no_key.csv": (raw(BASE, ("H1", "Berg", "1506AB", 1), ("", "Wit", "1506AB", 2)).encode(), "sleutel-ontbreekt"),
    "bsn_as_key.csv": (raw(BASE, *((f"H{n}", "Berg", "1506AB", n) for n in range(1, 7)), (BSN, "Wit", "1506AB", 9)).encode(), "bsn-als-sleutel"),
    "bsn_in_a_name.csv": (cells(f"Wit (bsn {BSN})", "1506AB", 2, ""), "bsn-in-tekst"),
    "bsn_with_dots.csv": (with_column("Complex", "gebouw 12 1112.22.333"), "bsn-in-tekst"),
    "formula_as_name.csv": (cells('=HYPERLINK("http://example.org")', "1506AB", 2, ""), "formule-in-tekst"),
    "unknown_stage.csv": (with_column("Fase huurachterstand", "paars").replace(b"Fase huurachterstand", b"Incassofase"), "fase-onbekend"),
    "no_yes_no_no.csv": (with_column("Niet bellen", "misschien"), "ja-nee-onleesbaar"),
    "point_in_the_sea.csv": (raw((*BASE, "Breedtegraad", "Lengtegraad"), ("H1", "Berg", "1506AB", 1, "0", "0,1")).encode(), "punt-onleesbaar"),
    "wrong_code.csv": (with_column("Buurtcode", "BU12"), "buurtcode-onleesbaar"),
    "end_before_start.csv": (raw((*BASE, "Ingangsdatum", "Einddatum"), ("H1", "Berg", "1506AB", 1, "01-02-2020", "01-02-2019")).encode(), "einde-voor-begin"),
    "endless_name.csv": (cells("W" + "it" * 400, "1506AB", 2, ""), "te-lang"),
    # VERA
    "torn.json": (vera(relaties=[PERSON])[:-20], "json-kapot"),
    "other_shape.json": (b'{"huurders": [{"naam": "Berg"}]}', "json-vorm"),
    "bare_list.json": (b'[{"naam": "Berg"}]', "json-vorm"),
    "numbers_for_people.json": (b'{"relaties": [1, 2]}', "json-vorm"),
    "too_deep.json": (DEEP, "json-kapot"),
    "giant_element.json": (b'{"relaties":[{"achternaam":"' + b"x" * 3_000_000 + b'"}]}', "json-te-groot"),
    "loose_reference.json": (vera(relaties=[PERSON], eenheden=[UNIT], huurovereenkomsten=[
        {"id": "C1", "eenheden": ["/eenheden/E9"], "relaties": ["/relaties/P1"]}]), "verwijzing-ontbreekt"),
}
