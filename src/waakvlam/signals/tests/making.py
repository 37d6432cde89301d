"""A signal about a home of “wonen”, with something agreed on it, for the tests of what is made of it."""

from datetime import timedelta
from typing import Any

from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.handovers import commands as handovers
from waakvlam.handovers.models import Handover
from waakvlam.handovers.tests import factories as handed
from waakvlam.kit.time import today
from waakvlam.outreach.models import Round, RoundEntry
from waakvlam.outreach.tests import calls
from waakvlam.people.models import Household
from waakvlam.signals import commands
from waakvlam.signals.commands import making
from waakvlam.signals.models import FollowUp, Signal
from waakvlam.signals.tests import factories as make

AT_THE_DOOR = [{"channel": "door", "times": 2, "days": 0}]


def home(number: int = 1234, **given: Any) -> Household:
    with identity.acting(cast.who("alice")) as by:
        return calls.household(by, number, **given)


def running(**given: Any) -> Round:
    with identity.acting(cast.who("alice")) as by:
        return calls.round_of(by, [], **given)


def followed(kind: str, key: str = "alice", **given: Any) -> tuple[Signal, FollowUp]:
    """A signal about the home, taken, on which this was agreed."""
    made = make.taken(key, **({"street": "Dorpsstraat", "house_number": "1234", "postcode": "1500AA"} | given))
    with identity.acting(make.who(key)) as by:
        return made, commands.following.follow_up(signal=made, kind=kind, due_on=today() + timedelta(days=3), by=by)


def put(follow: FollowUp, round: Round, key: str = "alice") -> FollowUp:
    with identity.acting(make.who(key)) as by:
        return making.put_on_list(follow_id=follow.pk, round_id=round.pk, by=by)


def now_of(follow: FollowUp) -> FollowUp:
    with identity.acting(make.who("alice")):
        return FollowUp.objects.select_related("signal").get(pk=follow.pk)


def entry(household: Household) -> RoundEntry:
    with identity.acting(cast.who("alice")):
        return RoundEntry.objects.get(household=household)


def handed_about(follow: FollowUp, there: Household) -> Handover:
    with identity.acting(handed.who("alice")) as by:
        start = making.begin_letter(by, follow.pk)
        assert start.household_id == there.pk and start.topic == "contact"
        prepared = handovers.prepare(id=start.handover_id, to=handovers.To(cast.organisation("gemeente")), texts=handed.TEXTS,
                                     introduction=handed.parts.Introduction(), by=by,
                                     about=handovers.About(start.topic, household_id=start.household_id))
        return handovers.offer(sending=prepared, asked=handed.asked(), by=by)
