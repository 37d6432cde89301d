"""One field for an address, as people type it."""

import pytest

from waakvlam.signals.addresses import read

pytestmark = pytest.mark.proves("C3")


@pytest.mark.parametrize(("typed", "street", "number", "postcode", "city", "place"), [
    ("Duinroos 14", "Duinroos", "14", "", "", ""),
    ("Duinroos 14a, 1503 AB Zaandam", "Duinroos", "14a", "1503AB", "Zaandam", ""),
    ("Duinroos 14-2 1503ab", "Duinroos", "14-2", "1503AB", "", ""),
    ("Duinroos 14 1503 AB", "Duinroos", "14", "1503AB", "", ""),
    ("Duinroos\t14\t1503 AB\tZaandam", "Duinroos", "14", "1503AB", "Zaandam", ""),
    ("Duinroos 14 2 1503 ab Zaandam", "Duinroos", "14 2", "1503AB", "Zaandam", ""),
    ("Duinroos 14 1503", "Duinroos", "14 1503", "", "", ""),
    ("1503AB 14", "", "14", "1503AB", "", ""),
    ("Plein 1945 nummer drie", "", "", "", "", "Plein 1945 nummer drie"),
    ("2e Jan Steenstraat 5", "2e Jan Steenstraat", "5", "", "", ""),
    ("bij de speeltuin", "", "", "", "", "bij de speeltuin"),
    ("", "", "", "", "", "")])
def test_an_address_is_read_or_stays_words(typed, street, number, postcode, city, place):
    found = read(typed)
    assert (found.street, found.house_number, found.postcode, found.city, found.place) == (street, number, postcode, city, place)
