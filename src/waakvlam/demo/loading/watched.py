"""What the privacy officer sees: evening reading with its explanation, one question still open, and three nights of keeping terms."""

from datetime import datetime, timedelta

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.keeping import sweeping
from waakvlam.kit.time import AMSTERDAM, at, now, today
from waakvlam.oversight import commands
from waakvlam.oversight.models import Question
from waakvlam.people import queries
from waakvlam.people.models import Household

from .network import system, who

EVENINGS = {9: 7, 1: 6}  # days ago -> households looked at
WHY = "Brand in de Havenstraat. De brandweer vroeg wie er in het portiek woont."
OFFICER = "priya"


def load() -> None:
    """Reads through the queries of the pages, then looks the log over as the nightly job does."""
    for days, count in EVENINGS.items():
        _look_late(days, count)
        with acting(system("vlierwonen", Purpose.REGISTER)) as by:
            commands.notice(day=today() - timedelta(days=days), by=by)
    _ask_and_explain()
    for days in (3, 2, 1):
        with at(_hour(days - 1, 2, 13)):
            sweeping.sweep(system("vlierwonen", Purpose.ADMINISTRATION))


def _look_late(days: int, count: int) -> None:
    with acting(who("ingrid", Purpose.REGISTER)) as by:
        homes = list(Household.objects.filter(organisation_id=by.organisation_id, gone_at=None)
                     .order_by("key").values_list("pk", flat=True)[days * 10:days * 10 + count])
    for n, home in enumerate(homes):
        with at(_hour(days, 22, 31 + n)), acting(who("ingrid", Purpose.REGISTER)) as by:
            queries.household(by, home)


def _ask_and_explain() -> None:
    oldest = today() - timedelta(days=max(EVENINGS))
    with at(now() - timedelta(days=8)), acting(who(OFFICER, Purpose.PRIVACY)) as by:
        for question in Question.objects.filter(organisation_id=by.organisation_id, day=oldest):
            commands.ask(question=question, by=by)
    with at(now() - timedelta(days=7)), acting(who(OFFICER, Purpose.PRIVACY)) as by:
        for question in Question.objects.filter(organisation_id=by.organisation_id, day=oldest):
            commands.explain(question=question, reason=WHY, by=by)


def _hour(days_ago: int, hour: int, minute: int) -> datetime:
    day = today() - timedelta(days=days_ago)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)
    return min(moment, now())
