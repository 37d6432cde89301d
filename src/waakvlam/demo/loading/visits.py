"""A round along the doors: sheets of yesterday and today, a card in some letter boxes, and one
home where we go with two; all through the real commands."""

from datetime import date, datetime, time, timedelta

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.kit.time import AMSTERDAM, at, today
from waakvlam.outreach.calling import Said
from waakvlam.outreach.commands import going, joint, markers, sheets, visits
from waakvlam.outreach.commands.joint import Asking
from waakvlam.outreach.findings import Found
from waakvlam.outreach.models import Round, RoundEntry, ScriptVersion, Sheet
from waakvlam.outreach.notes import Note
from waakvlam.outreach.plan import Plan
from waakvlam.outreach.planning import Team
from waakvlam.outreach.queries.sheets import NOBODY
from waakvlam.outreach.queries.sheets import sheet as look
from waakvlam.outreach.selection import Selection

from ..ids import chance, derived
from .network import organisation, who
from .rounds import ALWAYS, after, of_district, planned, workday

NAME = "Langs de deur in Zuid"
STEPS = [{"channel": "door", "times": 3, "days": 1}, {"channel": "card", "times": 1, "days": 5}]
ENDINGS = ("spoken", "not_home", "spoken", "not_home", "card_left", "spoken", "refused", "not_home")
VISIT = Purpose.VISIT_ROUND
COMPANY = (("gemeente", time(16, 30), "Iemand die van hulp bij het huishouden weet."),
           ("havenlicht", time(17), "Iemand die hier eerder kwam en het vertrouwen heeft."))


def load() -> None:
    with acting(who("ingrid", VISIT)):
        newest = ScriptVersion.objects.filter(published_at__isnull=False).order_by("created_at").last()
    if newest is None:
        return
    plan = Plan(name=NAME, reason="hoe het wonen gaat", steps=STEPS, calling_hours=ALWAYS,
                selection=Selection(neighbourhoods=of_district(3)[:1], order="blocks"), script_version_id=newest.id,
                reference_percent=0, starts_on=workday(-3), ends_on=after(-3, 60))
    made = planned("ingrid", plan, -5, seed=15)
    _mark(made)
    yesterday = workday(-1)
    for sheet in _divide(made, yesterday, 24):
        _walk(sheet, 20)
    sheets_today = _divide(made, today(), 30)
    for sheet in sheets_today:
        _walk(sheet, 3)
    for sheet in sheets_today[:1]:
        _together(sheet)


def _mark(round: Round) -> None:
    """The first door: two people go there."""
    with at(_clock(workday(-2), 9)), acting(who("ingrid", VISIT)) as by:
        home = RoundEntry.objects.filter(round=round).earliest("rank").household_id
        markers.mark(household_id=home, reason="De hond liep los en beet een monteur.",
                     review_on=today() + timedelta(days=60), by=by)


def _divide(round: Round, day: date, doors: int) -> list[Sheet]:
    people = [who(name, VISIT).person_id for name in ("samira", "tom", "linh")]
    with at(_clock(day, 0)), acting(who("ingrid", VISIT)) as by:
        teams = [Team((people[0], people[1]), doors), Team((people[2],), doors)]
        return sheets.plan(round=round, days=[day], teams=teams, by=by).sheets


def _walk(sheet: Sheet, many: int) -> None:
    """So many doors told, a few minutes apart; never later than now."""
    with acting(who("ingrid", VISIT)):
        member = sheet.members.order_by("created_at").values_list("person_id", flat=True)
        name = next(n for n in ("samira", "tom", "linh") if who(n, VISIT).person_id in member)
    for n in range(many):
        moment = _clock(sheet.day, 0) + timedelta(minutes=1 + n) if sheet.day == today() else _clock(
            sheet.day, 13) + timedelta(minutes=7 * n)
        with at(moment), acting(who(name, VISIT)) as by:
            stops = look(by, sheet.pk).stops
            if n < len(stops):
                door = stops[n]
                outcome = chance("visit", door.entry_id).choice(ENDINGS)
                visits.told(id=derived("visit", f"{door.entry_id}/{sheet.day}"), sheet_id=sheet.pk, entry_id=door.entry_id,
                            outcome=outcome, at=moment, seen=door.seen, next_at=None, said=_said(outcome, n), by=by)


def _together(sheet: Sheet) -> None:
    """At two doors another organisation is asked along this afternoon: one says who comes, one has not answered."""
    with at(_clock(today(), 0)), acting(who("ingrid", VISIT)) as by:
        doors = list(sheet.doors.filter(dropped_at=None, reports__isnull=True).order_by("place")[4:6])
        asked = [joint.ask(door_id=door.pk, by=by, asking=Asking(
            organisation(slug), hour, needed, "consent", "Zij zei: neem die ander gerust mee.", meet="bij de brievenbussen"))
            for door, (slug, hour, needed) in zip(doors, COMPANY, strict=False)]
    for visit in asked[:1]:
        with at(_clock(today(), 0)), acting(who("jermaine", Purpose.JOINT_VISIT)) as by:
            going.accept(visit_id=visit.pk, person_id=by.person_id or NOBODY, by=by)


def _said(outcome: str, n: int) -> Said:
    if outcome != "spoken" or n % 5:
        return Said(channel="door")
    return Said(channel="door", note=Note(observation="Op de trap ligt veel oud papier.", source="zelf gezien"),
                found=(Found("help_request", "loneliness", "Ik zie eigenlijk bijna niemand meer."),))


def _clock(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 1), AMSTERDAM)
