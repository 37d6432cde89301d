"""Rows for the tests of outreach: homes with people in them, a script, rounds. As the cast."""

from datetime import date, timedelta
from typing import Any

from waakvlam.access.identity import Who
from waakvlam.kit.time import now, today
from waakvlam.outreach import commands
from waakvlam.outreach.models import Round, ScriptVersion
from waakvlam.outreach.plan import Plan
from waakvlam.outreach.selection import Selection
from waakvlam.people.models import Dwelling, Household, Phone, Resident

EASTSIDE, WESTSIDE = "BU99990101", "BU99990102"
_n = iter(range(10**9))


def born(age: int, days: int = 30) -> date:
    """A birth date that makes somebody `age` years old today."""
    day = today()
    return date(day.year - age, day.month, min(day.day, 28)) - timedelta(days=days)


def home(by: Who, *, ages: tuple[int | None, ...] = (82,), children: tuple[int, ...] = (),
         neighbourhood: str = EASTSIDE, block: str = "Duinroos", phone: str | None = "+31612345678",
         email: str = "", name: str = "Berg", **household: Any) -> Household:
    """A household with adults of these ages and children; call inside `acting`."""
    n = next(_n)
    ids = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    dwelling = Dwelling.objects.create(
        key=f"d{n}", street="Duinroos", house_number=n + 1, postcode="1500AA", city="Proefstad",
        block=block, neighbourhood_code=neighbourhood, **ids)
    made = Household.objects.create(dwelling=dwelling, key=f"h{n}", **{
        "tenancy_start": date(2010, 1, 1), **household}, **ids)
    for i, age in enumerate([*ages, *children]):
        part = "child" if i >= len(ages) else "tenant" if i == 0 else "co_tenant"
        resident = Resident.objects.create(
            household=made, key=f"r{n}.{i}", part=part, initials="J.", infix="van den", last_name=f"{name}{n}",
            sort_name=f"{name.lower()}{n}", email=email if i == 0 else "",
            birth_date=None if age is None else born(age), **ids)
        if phone and i == 0:
            Phone.objects.create(resident=resident, number=phone, **ids)
    return made


def script(by: Who) -> ScriptVersion:
    """The shipped script, made once per organisation."""
    commands.ship_scripts(by=by)
    return ScriptVersion.objects.filter(organisation_id=by.organisation_id, published_at__isnull=False).latest("created_at")


def round_(by: Who, *, selection: Selection = Selection(age_from=80), approve: bool = True,
           run: bool = True, seed: int | None = 7, **fields: Any) -> Round:
    """A round over what stands in the register now: running unless told otherwise."""
    plan = Plan(**{"name": "80-plussers", "reason": "hoe het gaat", "selection": selection,
                   "starts_on": today() - timedelta(days=1), "ends_on": today() + timedelta(days=20),
                   "script_version_id": script(by).id, "reference_percent": 10, **fields})
    made = commands.draft(plan=plan, by=by, seed=seed)
    if approve:
        made = commands.approve(round=made, by=by)
    return commands.start(round=made, by=by) if approve and run else made


def later(hours: float) -> Any:
    return now() + timedelta(hours=hours)
