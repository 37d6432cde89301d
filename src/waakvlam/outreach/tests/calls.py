"""A running round with households to call, for the tests of calling."""

from datetime import date, timedelta
from uuid import UUID

from waakvlam.access.identity import Who, acting
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.tests.days import tuesday
from waakvlam.kit.time import now, today
from waakvlam.outreach import calling, hours, outcomes
from waakvlam.outreach.models import Round, RoundEntry, Script, ScriptVersion
from waakvlam.people.models import Dwelling, Household, Phone, Resident

ALL_DAY = {day: ["00:00", "23:59"] for day in hours.DAYS}
# A Tuesday in working hours: tests that look at hours shift the clock there.
TUESDAY = tuesday(10)
GRAPH = {
    "start": "hello",
    "steps": {
        "hello": {"kind": "say", "text": {"nl": "Goedemorgen, u spreekt met {name}."}, "next": "how"},
        "how": {"kind": "single", "text": {"nl": "Hoe gaat het met u?"}, "next": "bye", "options": [
            {"code": "fine", "label": {"nl": "Goed"}},
            {"code": "so_so", "label": {"nl": "Gaat wel"}, "next": "need"}]},
        "need": {"kind": "multiple", "text": {"nl": "Waar kunt u hulp bij gebruiken?"}, "next": "words",
                 "options": [{"code": "shop", "label": {"nl": "Boodschappen"}},
                             {"code": "talk", "label": {"nl": "Een praatje"}}]},
        "words": {"kind": "text", "text": {"nl": "Wilt u er iets over zeggen?"}, "next": "bye"},
        "bye": {"kind": "say", "text": {"nl": "Dank u wel."}, "next": ""},
    },
}


def household(by: Who, number: int, *, phone: bool = True, **fields: object) -> Household:
    """A home with one tenant and one number."""
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    home = Dwelling.objects.create(**ours, key=f"E{number}", street="Dorpsstraat", house_number=number,
                                   postcode="1500AA", city="Proefstad", neighbourhood_code="BU00000001")
    made = Household.objects.create(**ours, dwelling=home, key=f"G{number}",
                                    tenancy_start=date(1987, 5, 1), **fields)
    person = Resident.objects.create(**ours, household=made, key=f"H{number}", first_name="Ria",
                                     infix="van der", last_name=f"Berg{number}", sort_name=f"Berg{number}",
                                     birth_date=date(1943, 2, 1))
    if phone:
        Phone.objects.create(**ours, resident=person, number=f"+3161{number:07d}")
    return made


def round_of(by: Who, households: list[Household] | int = 3, **fields: object) -> Round:
    """A running round; all its entries are due. Call it while acting as `by`."""
    if isinstance(households, int):
        households = [household(by, uuid7().int % 9_000_000) for _ in range(households)]
    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    script = Script.objects.create(**ours, name=f"Hoe gaat het {uuid7()}")
    version = ScriptVersion.objects.create(**ours, script=script, number=1, graph=GRAPH, published_at=now())
    given = {
        "name": "Tachtigplussers", "ground": "legitimate_interest", "state": Round.State.RUNNING,
        "reason": "We bellen huurders boven de 80 om te horen hoe het gaat.",
        "starts_on": today() - timedelta(days=3), "ends_on": today() + timedelta(days=60),
        "outcomes": outcomes.DEFAULT, "goal": {"outcomes": ["spoken"]}, "calling_hours": ALL_DAY,
        "script_version": version, "started_at": now(), **fields}
    made = Round.objects.create(**ours, **given)
    RoundEntry.objects.bulk_create([
        RoundEntry(**ours, round=made, household=h, rank=n, why={"age": 80}, next_at=now() - timedelta(days=1))
        for n, h in enumerate(households)])
    return made


def entry_of(by: Who, household_id: UUID) -> RoundEntry:
    with acting(by):
        return RoundEntry.objects.get(household_id=household_id)


ALICE, BOB, BEA, DORA = (cast.who(k) for k in ("alice", "bob", "bea", "dora"))
ONE = timedelta(seconds=1)


def take(round, who=BOB):
    with acting(who):
        return calling.take_next(round=round, by=who)


def end(entry, outcome="spoken", who=BOB, **given):
    with acting(who):
        return calling.finish(attempt_id=given.pop("attempt_id", uuid7()), entry_id=entry.pk,
                              outcome=outcome, by=who, **given)


def fresh(entry):
    with acting(ALICE):
        return RoundEntry.objects.get(pk=entry.pk)


def fresh_id(round, rank):
    return RoundEntry.objects.get(round=round, rank=rank).pk
