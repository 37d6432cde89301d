"""Small registers as text, for tests. Every number in here is made up."""

import csv
import io
from collections.abc import Sequence
from typing import Any

HEADERS = ("Huurdernummer", "Huishoudnummer", "Eenheidnummer", "Voorletters", "Tussenvoegsel", "Achternaam",
           "Geboortedatum", "Telefoon", "E-mail", "Straat", "Huisnummer", "Toevoeging", "Postcode", "Plaats",
           "Complex", "Ingangsdatum", "Geheim adres", "Niet bellen")
BSN = "111222333"  # passes the eleven test


def row(number: int, **changes: Any) -> dict[str, Any]:
    """One tenant, all fields filled; `changes` by header."""
    return {
        "Huurdernummer": f"H{number}", "Huishoudnummer": f"G{number}", "Eenheidnummer": f"E{number}",
        "Voorletters": "J.", "Tussenvoegsel": "van der", "Achternaam": f"Berg{number}", "Geboortedatum": "12-03-1950",
        "Telefoon": f"06-1234567{number % 10}", "E-mail": f"b{number}@example.org", "Straat": "Dorpsstraat",
        "Huisnummer": str(number), "Toevoeging": "", "Postcode": "1506AB", "Plaats": "Proefstad", "Complex": "C1",
        "Ingangsdatum": "01-02-2003", "Geheim adres": "", "Niet bellen": "", **changes}


def text(*rows: dict[str, Any], delimiter: str = ";") -> str:
    headers = list(dict.fromkeys([*HEADERS, *(name for one in rows for name in one)]))
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def raw(headers: Sequence[str], *rows: Sequence[Any]) -> str:
    return "\r\n".join(";".join(map(str, cells)) for cells in (headers, *rows)) + "\r\n"
