"""How long an answer may take: a dated list in the settings, each row with its source (R29)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings

from waakvlam.kit.time import AMSTERDAM, END_OF_WORKING_DAY, day_of, today


@dataclass(frozen=True)
class Term:
    """`months` to answer, `more` months that it may be extended by, since when, and says who."""

    since: date
    months: int
    more: int
    source: str

    def plain(self) -> dict[str, object]:
        return asdict(self) | {"since": self.since.isoformat()}


def parse(text: str) -> tuple[Term, ...]:
    """“2018-05-25 1 2 art. 12 lid 3 AVG; …”. Raises ValueError where a row is not so."""
    rows = []
    for row in filter(str.strip, text.split(";")):
        since, months, more, source = row.strip().split(None, 3)
        rows.append(Term(date.fromisoformat(since), int(months), int(more), source))
    if not rows:
        raise ValueError("WAAKVLAM_RIGHTS_TERMS needs at least one row: “2018-05-25 1 2 art. 12 lid 3 AVG”")
    return tuple(sorted(rows, key=lambda term: term.since))


def in_force(on: date | None = None) -> Term:
    """The newest row on that day; the oldest where none had begun."""
    rows = parse(settings.RIGHTS_TERMS)
    return next((term for term in reversed(rows) if term.since <= (on or today())), rows[0])


def months_after(moment: datetime, months: int) -> datetime:
    """The end of the same day of a later month, or of its last day: 31 January + 1 is 28 February."""
    start = day_of(moment)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, start.day - 4, -1):
        try:
            return datetime.combine(date(year, month + 1, day), END_OF_WORKING_DAY, AMSTERDAM)
        except ValueError:
            continue
    raise ValueError(f"no such month: {months} after {start}")
