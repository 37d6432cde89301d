"""What is another's is left out, what is one's own stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waakvlam.rights.redacting import digits, fold, redactor

pytestmark = pytest.mark.proves("R29")
OUT = "[van een ander, weggelaten]"


def of(*others, own=("Ria", "", "van der", "Berg"), email="ria@bewoner.example.org", phones=()):
    first, initials, infix, last = own
    return redactor({
        "first_name": first, "initials": initials, "infix": infix, "last_name": last, "email": email,
        "phones": [{"number": "+31612345678", "whose": ""}, *phones],
        "others": [{"names": list(names), "email": "", "phones": []} for names in others]}, ("post@wonen.example.org", "+31751234567"))


@pytest.mark.parametrize(("text", "left"), [
    ("Bel Jan Visser.", f"Bel {OUT}."),
    ("jan komt ook", f"{OUT} komt ook"),
    ("De heer Visser klaagt", f"De heer {OUT} klaagt"),
    ("J.P. Visser tekende", f"{OUT} tekende"),
    ("Januari was koud, Jantje ook", "Januari was koud, Jantje ook"),
    ("06-87654321 is van de buurvrouw", f"{OUT} is van de buurvrouw"),
    ("+31 6 8765 4321", OUT), ("0031687654321", OUT),
    ("mijn nummer is 06 12 34 56 78", "mijn nummer is 06 12 34 56 78"),
    ("bel de corporatie: 075 123 45 67", "bel de corporatie: 075 123 45 67"),
    ("mail ria@bewoner.example.org of jan@visser.example", f"mail ria@bewoner.example.org of {OUT}"),
    ("in 2026 waren er 1500 mensen", "in 2026 waren er 1500 mensen"),
])
def test_others_go_and_ones_own_stays(text, left):
    assert of(("Jan", "J.P.", "", "Visser"))(text) == left


def test_accents_and_capitals_hide_nobody():
    clean = of(("Ayşe", "", "", "Yıldız"))
    assert clean("AYSE YILDIZ en ayşe yıldız en Yildiz") == f"{OUT} en {OUT} en {OUT}"


def test_a_shared_surname_stays_and_the_others_first_name_goes():
    clean = of(("Jan", "J.", "van der", "Berg"))
    assert clean("Ria van der Berg en Jan van der Berg") == f"Ria van der Berg en {OUT}"
    assert clean("J. van der Berg belde") == f"{OUT} belde"


def test_a_number_in_ones_own_register_that_is_a_daughters_is_a_daughters():
    clean = of(phones=[{"number": "+31611111111", "whose": "dochter"}])
    assert clean("06 11 11 11 11") == OUT


def test_without_others_at_home_numbers_and_addresses_of_others_still_go():
    assert of()("Melder: 06-99999999, melder@buurt.example") == f"Melder: {OUT}, {OUT}"


@given(st.text(), st.text(alphabet=st.characters(categories=["L"]), min_size=3, max_size=12))
def test_a_name_that_stands_alone_is_never_left(text, name):
    if fold(name) in ("ria", "berg", "van der") or not fold(name).strip():
        return
    assert fold(name) not in fold(of((name, "", "", ""))(f"{text} {name} ")).replace(fold(OUT), " ").split()[-1:]


@given(st.text())
def test_folding_keeps_places(text):
    assert len(fold(text)) == len(text)


def test_a_number_is_known_by_its_last_nine_digits():
    assert digits("06 12 34 56 78") == digits("+31612345678") == digits("0031-6-12345678")
