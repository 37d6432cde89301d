"""Dutch spellings: names, telephone numbers, addresses, days; and what may not be kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.people.register import dates, forbidden
from waakvlam.people.register.addresses import (
    HouseNumber,
    parse_house_number,
    parse_postcode,
    split_line,
)
from waakvlam.people.register.columns import field_of
from waakvlam.people.register.names import (
    normal_initials,
    sort_key,
    split_full_name,
    split_last_name,
)
from waakvlam.people.register.phones import parse_phones

pytestmark = pytest.mark.proves("C1")


@pytest.mark.parametrize(("written", "initials", "first", "infix", "last"), [
    ("J.A. van der Berg", "J.A.", "", "van der", "Berg"), ("Vries, J. de", "J.", "", "de", "Vries"),
    ("Dhr. Jan de Wit", "J.", "Jan", "de", "Wit"), ("Berg (van der), A.", "A.", "", "van der", "Berg"),
    ("mevrouw Fatma Yılmaz", "F.", "Fatma", "", "Yılmaz"), ("JANSEN, P", "P.", "", "", "Jansen"),
    ("Bakker", "", "", "", "Bakker"), ("van 't Hof, Th.", "Th.", "", "van 't", "Hof"),
    ("M. el Amrani", "M.", "", "el", "Amrani"), ("de heer en mevrouw P. Smit", "P.", "", "", "Smit"),
])
def test_a_whole_name_falls_into_its_parts(written, initials, first, infix, last):
    name = split_full_name(written)
    assert (name.initials, name.first_name, name.infix, name.last_name) == (initials, first, infix, last)


def test_van_der_berg_stands_under_b_and_accents_do_not_count():
    names = [("Visser", "A.", ""), ("Çelik", "B.", ""), ("Berg", "J.", "van der"), ("Bakker", "C.", ""), ("Berg", "A.", "")]
    assert [n[0] + n[1] for n in sorted(names, key=lambda n: sort_key(n[0], n[1], n[2]))] == [
        "BakkerC.", "BergA.", "BergJ.", "ÇelikB.", "VisserA."]
    assert split_last_name("VAN DEN BROEK") == ("van den", "Broek")
    assert normal_initials("JAH") == "J.A.H."


@pytest.mark.parametrize("written", [
    "06-12345678", "06 12 34 56 78", "0612345678", "612345678", "+31612345678", "+31 (0)6 12345678", "0031 6 12345678",
    "31612345678", "06.12.34.56.78", "(06) 12345678", "6.12345678E8", "612345678.0", "06 - 12 34 56 78", "tel: 06-12345678",
])
def test_every_spelling_of_a_mobile_number_is_one_number(written):
    found, bad = parse_phones(written)
    assert ([p.number for p in found], bad) == (["+31612345678"], ())
    assert found[0].mobile


@pytest.mark.parametrize(("written", "expected"), [
    ("075-6123456 / 06-12345678", [("+31756123456", ""), ("+31612345678", "")]),
    ("06-12345678 (dochter Anja), 075 612 34 56", [("+31612345678", "dochter"), ("+31756123456", "")]),
    ("werk: 020-6123456; thuis 0756123456", [("+31206123456", "werk"), ("+31756123456", "")]),
    ("0612345678 0687654321", [("+31612345678", ""), ("+31687654321", "")]),
    ("+32 470 12 34 56", [("+32470123456", "")]), ("geen", []), ("onbekend", []), ("06-", []),
])
def test_several_numbers_in_a_cell_each_with_whose_it_is(written, expected):
    found, bad = parse_phones(written)
    assert ([(p.number, p.whose) for p in found], bad) == (expected, ())


@pytest.mark.parametrize("written", ["06-1234567", "0123456789", "99", "bel maar"])
def test_what_is_no_number_is_said(written):
    assert parse_phones(written)[1]


@given(st.integers(10_000_000, 59_999_999), st.sampled_from(["", " ", "-", ".", "  "]), st.sampled_from(["0", "+31", "0031", "+31 (0)"]))
def test_any_mobile_number_in_any_dress_comes_out_the_same(number, sign, start):
    assert [p.number for p in parse_phones(f"{start}6{sign}{number}")[0]] == [f"+316{number}"]


@pytest.mark.parametrize(("written", "expected"), [
    ("12", (12, "", "")), ("12a", (12, "A", "")), ("12 A-3", (12, "A", "3")), ("12-III", (12, "", "III")),
    ("12 bis", (12, "", "BIS")), ("12 hs", (12, "", "HS")), ("12-2", (12, "", "2")), ("12/2", (12, "", "2")),
])
def test_house_numbers_with_letters_and_additions(written, expected):
    assert parse_house_number(written) == HouseNumber(*expected)


def test_addresses_in_one_cell_and_postcodes():
    assert split_line("1e Constantijn Huygensstraat 20-1, 1054 BW Amsterdam") == (
        "1e Constantijn Huygensstraat", HouseNumber(20, "", "1"), "1054BW", "Amsterdam")
    assert split_line("Plein 1944 7") == ("Plein 1944", HouseNumber(7), "", "")
    assert parse_postcode("1506 ab") == "1506AB"
    assert all(parse_postcode(wrong) is None for wrong in ("0506AB", "1506SS", "1506", "15O6AB", ""))


@pytest.mark.parametrize("written", [
    "12-03-1950", "12/3/1950", "12.03.50", "12 maart 1950", "12 mrt. '50", "1950-03-12", "19500312", "12031950",
    18334, 18334.0, "18334", "12-03-1950 00:00:00", "1950-03-12T00:00:00", date(1950, 3, 12),
])
def test_every_spelling_of_a_day_is_one_day(written):
    assert dates.parse_date(written, birth=True) == date(1950, 3, 12)


@given(st.dates(date(1905, 1, 2), date(2025, 12, 31)), st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d.%m.%Y"]))
def test_any_day_in_any_dress_comes_out_the_same(day, dress):
    assert dates.parse_date(day.strftime(dress), birth=True) == day


def test_no_end_is_no_end():
    assert dates.parse_date("31-12-9999") is None
    assert dates.parse_date("onbekend") is None


@pytest.mark.proves("R3")
@given(st.integers(0, 10**8 - 1), st.text(max_size=12), st.text(max_size=12), st.sampled_from(["{}", "{:.3}.{:.3}.{:.3}"]))
def test_no_bsn_survives_in_any_text(number, before, after, dress):
    digits = f"{number:08d}"
    last = sum(int(d) * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
    bsn = f"{digits}{last}"
    if last > 9 or not int(bsn) or (before[-1:].isdigit() or after[:1].isdigit()):
        return
    written = bsn if dress == "{}" else ".".join((bsn[:3], bsn[3:6], bsn[6:]))
    assert written not in forbidden.mask(f"{before}{written}{after}")


@pytest.mark.proves("R4")
@pytest.mark.parametrize(("values", "kind"), [
    (["M", "V", "M", "V"], "geslacht"), (["gehuwd", "ongehuwd", "gescheiden"], "burgerlijke staat"),
    (["Nederlandse", "Turkse", "Poolse"], "nationaliteit"), (["Marokko", "Nederland", "Polen"], "geboorteland of herkomst"),
    (["€ 23.000", "€ 31.500,00", "€ 19.000"], "inkomen"), (["111222333", "123456782", "100000009"], "bsn"),
    (["Nederland"] * 9, None), (["A", "B", "C"], None), (["1506AB", "1506AC", "1506AD"], None),
    (["01-02-2003", "01022003", "02-02-2003"], None), (["600000000", "600000001", "600000002", "600000003"], None),
])
def test_columns_are_judged_by_content(values, kind):
    found = forbidden.by_content(values)
    assert (found.value if found else None) == kind


def test_columns_have_many_names():
    for header, field in (("Huurdernr.", "person_key"), ("VHE-nummer", "dwelling_key"), ("Geb.datum", "birth_date"),
                          ("Telefoon 2", "phone"), ("Huisnr. toev.", "addition"), ("Geslachtsnaam", "last_name")):
        assert field_of(header) == field, header
    assert forbidden.by_name("geslachtsnaam") is None
    assert forbidden.by_name("geslacht") is not None
