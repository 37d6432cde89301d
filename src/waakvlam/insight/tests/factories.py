"""Neighbourhoods with homes, calls, requests and handovers, made through the wall."""

from datetime import timedelta
from itertools import count

from waakvlam.access import reach
from waakvlam.access.identity import acting, system
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.models import Handover, HelpedAnswer
from waakvlam.insight import commands
from waakvlam.kit.time import now, today
from waakvlam.outreach.models import Attempt, Finding, Round, RoundEntry
from waakvlam.people.models import District, Dwelling, Household, Neighbourhood

SERIAL = count(1)
SQUARE = {"type": "Polygon", "coordinates": [[[4.8, 52.4], [4.9, 52.4], [4.9, 52.5], [4.8, 52.5], [4.8, 52.4]]]}


def acting_for(slug, purpose):
    return acting(system(cast.organisation(slug), purpose))


def area(code, name, district="WK990101", slug="wonen", year=2024, figures=None, outline=SQUARE):
    with acting_for(slug, Purpose.REGISTER) as by:
        inside, _ = District.objects.get_or_create(
            network_id=by.network_id, code=district, year=year, defaults={"name": f"Wijk {district[-2:]}"})
        return Neighbourhood.objects.create(
            network_id=by.network_id, district=inside, code=code, name=name, year=year,
            figures=figures or {}, outline=outline)


def homes(slug, code, many, spoken=0, days=30):
    """`many` homes with a household each; `spoken` of them were spoken to `days` ago."""
    with acting_for(slug, Purpose.REGISTER) as by:
        own = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        dwellings = Dwelling.objects.bulk_create([
            Dwelling(**own, key=f"d{next(SERIAL)}", street="Laan", neighbourhood_code=code) for _ in range(many)])
        return Household.objects.bulk_create([
            Household(**own, key=f"h{next(SERIAL)}", dwelling=home,
                      last_contact_at=now() - timedelta(days=days) if n < spoken else None)
            for n, home in enumerate(dwellings)])


def calls(slug, families, *, reached=0, requests=0, topic="money", in_reference=False, days=30):
    """A round over these families: the first `requests` of the first `reached` asked for help."""
    with acting_for(slug, Purpose.CALL_ROUND) as by:
        own = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        at = now() - timedelta(days=days)
        made = Round.objects.create(**own, name="Ronde", ground="legitimate_interest", starts_on=today(),
                                    ends_on=today(), started_at=at, state="ended", goal={"outcomes": ["spoken"]})
        for n, family in enumerate(families):
            hit = n < reached
            entry = RoundEntry.objects.create(
                **own, round=made, household=family, in_reference=in_reference, rank=n, next_at=at, attempts=1,
                neighbourhood_code=family.dwelling.neighbourhood_code,
                state="done" if hit else "unreachable", last_outcome="spoken" if hit else "no_answer")
            attempt = Attempt.objects.create(**own, round=made, entry=entry, household=family, at=at, reached=hit,
                                             outcome=entry.last_outcome, part_of_day="morning")
            if n < requests:
                Finding.objects.create(**own, round=made, entry=entry, attempt=attempt, household=family,
                                       kind="help_request", topic=topic, created_at=at)


def handovers(code, *, accepted=0, helped=0, offered=0, sender="wonen", receiver="gemeente"):
    for state, many in (("offered", offered), ("accepted", accepted), ("helped", helped)):
        for _ in range(many):
            _handover(code, state, sender, receiver)


def _handover(code, state, sender, receiver):
    taken = {} if state == "offered" else {"accepted_at": now(), "accepted_name": "Wijkteam",
                                           "first_contact_by": today()}
    ended = {"contact_at": now(), "ended_at": now(), "outcome": "helped"} if state == "helped" else {}
    with acting_for(sender, Purpose.HANDOVER) as by:
        made = Handover(network_id=by.network_id, number=f"N{next(SERIAL)}", sender_id=by.organisation_id,
                        receiver_id=cast.organisation(receiver), topic="money", neighbourhood_code=code,
                        ground="consent", state="ended" if state == "helped" else state, accept_days=2,
                        contact_days=3, feedback_days=10, **taken, **ended)
        reach.open_to(reach.Sent("handover", made.id, by.organisation_id, "status", Purpose.HANDOVER, "consent",
                                 may_grant=True))
        made.save(force_insert=True)
        if state == "helped":
            HelpedAnswer.objects.create(network_id=by.network_id, handover=made, weeks=12, answer="yes",
                                        answered_at=now(), how="link")
        return made


def counted(slug="wonen"):
    """Count, as the night does."""
    with acting_for(slug, Purpose.INSIGHT) as by:
        return commands.refresh(by=by)
