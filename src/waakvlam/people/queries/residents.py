"""Searching and reading residents. Each read writes its processing lines (R28)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page, keyset

from ..models import Dwelling, Household, Merge, Neighbourhood, Phone, Resident
from ..policies import PeoplePermission
from ..register.addresses import parse_postcode
from ..register.names import INFIX_WORDS, plain

SEARCHED = "people.search"
LAST_LETTER = "\U0010ffff"  # sorts after every other
POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b", re.IGNORECASE)
STREET = re.compile(r"(?P<street>[^\d]+?)\s+(?P<number>\d{1,5})\b")


@dataclass(frozen=True)
class Home:
    """A household with its home and the people in it. `phones` of merged people stand with who kept."""

    household: Household
    residents: Sequence[Resident]
    left: Sequence[Resident]
    merges: Sequence[Merge]

    @property
    def dwelling(self) -> Dwelling:
        return self.household.dwelling


def residents(who: Who, *, text: str = "", neighbourhood: str = "", estate: str = "", gone: bool = False,
              after: str = "") -> Page[Resident]:
    """A page in the order of the Dutch surname. Two queries, three where no name fits.

    Secret addresses are not found by address.
    """
    rows = _visible(who, gone)
    if neighbourhood:
        rows = rows.filter(household__dwelling__neighbourhood_code=neighbourhood)
    if estate:
        rows = rows.filter(household__dwelling__estate=estate)
    page = keyset(rows.filter(_by_text(text)) if text.strip() else rows, "sort_name", "id", after=after)
    if not page and text.strip() and not after:
        page = keyset(rows.filter(_in_street(text)), "sort_name", "id")
    audit.touched(who, SEARCHED, [row.id for row in page])
    return page


def found_near(who: Who, text: str) -> Sequence[Resident]:
    """The names most like `text`, for when nothing was found. One query over the names that begin
    with the first letter of one of the words: behind the wall the trigram index serves nobody, since
    its operators are not leakproof, and a whole register takes a second."""
    letters = Q()
    for letter in {word[0] for word in plain(text).split()[:4]}:
        letters |= Q(sort_name__gte=letter, sort_name__lt=letter + "~")
    near = (_visible(who, False).filter(letters).annotate(alike=TrigramSimilarity("sort_name", plain(text)[:60]))
            .filter(alike__gt=0.3).order_by("-alike", "id")[:5])
    found = list(near) if letters else []
    audit.touched(who, SEARCHED, [row.id for row in found])
    return found


def _visible(who: Who, gone: bool) -> QuerySet[Resident]:
    rows = (Resident.objects.filter(organisation_id=who.organisation_id, merged_into=None)
            .select_related("household__dwelling"))
    return rows if gone else rows.filter(gone_at=None)


def _by_text(text: str) -> Q:
    """A postcode, a street with a number, or names: whatever the words look like."""
    open_address = Q(household__secret_address=False)
    if match := POSTCODE.search(text):
        code = parse_postcode(match.group(1) + match.group(2))
        number = re.search(r"\d+", text[: match.start()] + " " + text[match.end():])
        found = open_address & Q(household__dwelling__postcode=code or "")
        return found & Q(household__dwelling__house_number=int(number.group()[:6])) if number else found
    if match := STREET.match(text):
        street = match["street"].strip()
        return open_address & _street(street) & Q(household__dwelling__house_number=int(match["number"]))
    words = [word for word in plain(text).split() if word not in INFIX_WORDS] or plain(text).split()
    begins = contains = Q()
    for word in words[:6]:
        # A range walks the index; LIKE may not, behind the wall: it is no leakproof operator.
        begins |= Q(sort_name__gte=word, sort_name__lt=word + "~")
        contains &= Q(sort_name__contains=word)
    return begins & contains if words else _in_street(text)


def _in_street(text: str) -> Q:
    """Everybody in a street, for when the words are nobody's name."""
    return Q(household__secret_address=False) & _street(text.strip())


def _street(begin: str) -> Q:
    """Streets that begin so, in any case. The two first letters, as streets are spelt, walk the index."""
    spelt = Q()
    for two in {begin[:2], begin[:2].capitalize(), begin[:2].upper()}:
        spelt |= Q(household__dwelling__street__gte=two, household__dwelling__street__lt=two + LAST_LETTER)
    return spelt & Q(household__dwelling__street__istartswith=begin)


def neighbourhoods(who: Who) -> list[tuple[str, str]]:
    """(code, name) of the neighbourhoods in which this organisation has homes. Two queries."""
    codes = _each(who, "neighbourhood_code")
    names = dict(Neighbourhood.objects.filter(network_id=who.network_id, code__in=codes).order_by("year")
                 .values_list("code", "name"))
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def estates(who: Who) -> list[str]:
    return _each(who, "estate")


# One step down the index for each value, where DISTINCT walks over the whole register.
_STEPS = """
    with recursive each(value) as (
      (select {column} from people_dwelling where organisation_id = %(ours)s and {column} > '' order by {column} limit 1)
      union all
      select (select d.{column} from people_dwelling d
               where d.organisation_id = %(ours)s and d.{column} > each.value order by d.{column} limit 1)
        from each where each.value is not null)
    select value from each where value is not null limit 2000"""


def _each(who: Who, column: str) -> list[str]:
    """The values of a column in the own homes, in order; at most 2,000. One query, whatever the size."""
    with connection.cursor() as db:
        db.execute(_STEPS.format(column=column), {"ours": who.organisation_id})
        return [value for (value,) in db.fetchall()]


def household(who: Who, household_id: UUID) -> Home:
    """One household with everybody in it. Raises Absent where it is not the own organisation's."""
    found = (Household.objects.filter(organisation_id=who.organisation_id, id=household_id)
             .select_related("dwelling__neighbourhood").first())
    if found is None:
        raise Absent("household", _("Dit huishouden staat niet (meer) in jullie register."))
    phones = Prefetch("phones", Phone.objects.order_by("rank", "id"))
    people = list(Resident.objects.filter(household=found, merged_into=None).order_by("birth_date", "id")
                  .prefetch_related(phones, Prefetch("merged", Resident.objects.prefetch_related(phones))))
    here = [p for p in people if not (p.gone_at or p.moved_at or p.deceased_at)]
    merges = Merge.objects.filter(undone_at=None, kept_id__in=[*(p.id for p in people), found.dwelling_id])
    audit.touched(who, "people.household", [found.id, *(p.id for p in people)])
    return Home(found, here, [p for p in people if p not in here], list(merges))


def secret_address(who: Who, household_id: UUID, reason: str) -> str:
    """A secret address, once: an act in the log with the code of its reason."""
    home = household(who, household_id)
    require(who, PeoplePermission.SHOW_SECRET_ADDRESS, home.household)
    audit.record(who, "household.show_secret_address", home.household, reason=reason)
    return f"{home.dwelling.address}, {home.dwelling.postcode} {home.dwelling.city}"
