"""A nuisance file of an organisation's own system: per row what was noticed, where and when, or what is wrong with it.

Read with the readers of the register: CSV in constant memory, XLSX by its own reader, every encoding they know.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.screening import screen
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import today
from waakvlam.people.register.addresses import parse_neighbourhood_code, parse_postcode
from waakvlam.people.register.dates import Unreadable, parse_date
from waakvlam.people.register.problems import RegisterError
from waakvlam.people.register.sniff import sniff
from waakvlam.people.register.tabular import Cells, csv_rows, xlsx_rows

from . import addresses
from .addresses import Place
from .nuisance_columns import Columns, recognise, score

MOST_ROWS = 50_000
HEADER_WITHIN, JUDGED_ON = 25, 2_000
LONGEST = 4000
# ="0612" saves a zero; anything else behind = is a formula.
SAVED = re.compile(r'="([\w\s.,+\-@]*)"')
PROBLEMS = {
    "words": gettext_lazy("Er staat niet wat er is gezien of gehoord."), "where": gettext_lazy("Er staat geen adres of plek bij."),
    "day": gettext_lazy("De datum is niet te lezen."), "future": gettext_lazy("De datum ligt in de toekomst."),
    "old": gettext_lazy("De datum ligt voor het jaar 2000."), "formula": gettext_lazy("In een cel staat een formule in plaats van een waarde."),
    "broken": gettext_lazy("Een formule in deze rij geeft een fout."), "short": gettext_lazy("Deze rij heeft te weinig velden."),
    "long": gettext_lazy("Deze rij heeft meer velden dan de kopregel."), "twice": gettext_lazy("Dit nummer staat vaker in het bestand. De eerste rij telt."),
    "taking": gettext_lazy("Dit kon niet worden verwerkt. Schrijf het met de hand op."),
}
REMARKS = {
    "no_day": gettext_lazy("zonder datum: telt als van vandaag"), "cut": gettext_lazy("te lang: afgekapt"), "masked": gettext_lazy("een nummer is onleesbaar gemaakt"),
    "sensitive": gettext_lazy("woorden om over na te denken"), "no_home": gettext_lazy("geen eigen woning op dit adres"),
}


@dataclass(frozen=True)
class Row:
    """`number` as the user's program counts. Either `problem`, or what was noticed; `key` names the record in its source."""

    number: int
    problem: str = ""
    key: str = ""
    reference: str = ""
    word: str = ""
    noticed_on: date | None = None
    observation: str = ""
    interpretation: str = ""
    place: Place = Place()
    neighbourhood: str = ""
    remarks: tuple[str, ...] = ()


@dataclass
class Opened:
    """What was decided before the first row."""

    columns: Columns
    width: int
    errors: frozenset[int]
    is_csv: bool
    numbered: Iterator[tuple[int, Cells]]

    def rows(self) -> Iterator[Row]:
        """Once only. Raises Invalid where the file breaks halfway or is too long."""
        try:
            for count, (number, cells) in enumerate(self.numbered, start=1):
                if count > MOST_ROWS:
                    raise Invalid("rows", _("Het bestand heeft meer dan %(most)s regels. Deel het op.") % {"most": MOST_ROWS}, field="file")
                yield self._row(number, cells)
        except RegisterError as trouble:
            raise _invalid(trouble) from trouble

    def _row(self, number: int, cells: Cells) -> Row:
        if number in self.errors:
            return Row(number, "broken")
        if len(cells) > self.width and any(cell != "" for cell in cells[self.width:]):
            return Row(number, "long")
        if self.is_csv and len(cells) <= max(self.columns.fields.values()):
            return Row(number, "short")
        given = {name: _text(cells[at]) for name, at in self.columns.fields.items() if at < len(cells)}
        if any(text is None for text in given.values()):
            return Row(number, "formula")
        at = self.columns.fields.get("noticed")
        return _understood(number, {n: t or "" for n, t in given.items()}, cells[at] if at is not None and at < len(cells) else "")


def opened(path: Path, own: Mapping[str, str], sheet: str = "") -> Opened:
    """Look what it is, find the header, judge the columns. Raises Invalid."""
    try:
        sniffed = sniff(path)
        if sniffed.kind == "json":
            raise Invalid("kind", _("Kies een Excel- of CSV-bestand."), field="file")
        numbered = csv_rows(sniffed) if sniffed.kind == "csv" else xlsx_rows(path, sheet)[0]
        head = list(islice(numbered, HEADER_WITHIN))
        scores = [score(cells, own) for _number, cells in head]
        if not head or not max(scores):
            raise Invalid("header", _("Wij vinden geen regel met de namen van de kolommen."), field="file",
                          remedy=_("Zet boven de kolommen: zaaknummer, datum, soort, adres, omschrijving."))
        at = scores.index(max(scores))
        headers = [" ".join(str(cell).split()) for cell in head[at][1]]
        sample = [*head[at + 1:], *islice(numbered, JUDGED_ON)]
    except RegisterError as trouble:
        raise _invalid(trouble) from trouble
    samples: list[list[str]] = [[str(cells[n]) for _no, cells in sample if n < len(cells) and cells[n] != ""] for n in range(len(headers))]
    return Opened(recognise(headers, samples, own), len(headers), sniffed.error_rows, sniffed.kind == "csv", chain(sample, numbered))


def told(problem: str, remarks: Iterable[str]) -> list[str]:
    """What is to be said about a row, in words."""
    return [*([str(PROBLEMS.get(problem, problem))] if problem else []), *(str(REMARKS.get(code, code)) for code in remarks)]


def _understood(number: int, given: Mapping[str, str], day: object) -> Row:
    remarks: list[str] = []
    try:
        noticed = parse_date(day)
    except Unreadable:
        return Row(number, "day")
    if noticed and noticed > today():
        return Row(number, "future")
    if noticed and noticed.year < 2000:
        return Row(number, "old")
    words = {name: screen(given.get(name, "")) for name in ("observation", "interpretation")}
    observation, interpretation = (words[n].text for n in ("observation", "interpretation"))
    if len(observation) < 3:
        return Row(number, "words")
    place = _place(given)
    if not any(place.fields.values()):
        return Row(number, "where")
    remarks += [code for code, so in (
        ("no_day", noticed is None), ("cut", max(len(observation), len(interpretation)) > LONGEST),
        ("masked", any(w.masked for w in words.values())), ("sensitive", any(w.words for w in words.values()))) if so]
    reference = given.get("reference", "")[:80]
    key = reference or f"{noticed}|{sorted(place.fields.items())}|{observation}"
    return Row(number, "", key, reference, given.get("word", "")[:80], noticed, observation[:LONGEST], interpretation[:LONGEST],
               place, parse_neighbourhood_code(given.get("neighbourhood", "")) or "", tuple(remarks))


def _place(given: Mapping[str, str]) -> Place:
    """A street and number from columns of their own or from one line; else the place in words."""
    if given.get("house_number") and (given.get("street") or given.get("postcode")):
        number = "".join((given["house_number"], given.get("house_letter", ""), f"-{a}" if (a := given.get("addition")) else ""))
        return Place(given.get("street", "")[:120], number[:20], parse_postcode(given.get("postcode", "")) or "", given.get("city", "")[:80])
    if line := given.get("address"):
        behind = " ".join(filter(None, (given.get("postcode"), given.get("city"))))
        return addresses.read(f"{line}, {behind}" if behind else line)
    return Place(place=(given.get("place") or given.get("street") or "")[:200])


def _text(cell: object) -> str | None:
    """What a cell says, one line; None where it is a formula."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    text = " ".join(str(cell if cell is not None else "").replace("\0", "").split())
    if text[:1] == "=":
        saved = SAVED.fullmatch(text)
        return saved[1] if saved else None
    return text


def _invalid(trouble: RegisterError) -> Invalid:
    found = trouble.problem
    return Invalid(found.code, found.sentence(), field="file", came_in=found.came, remedy=found.remedy)
