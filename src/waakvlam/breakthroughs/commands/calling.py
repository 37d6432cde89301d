"""Call for a decision, on the mandate that the covenant gives; withdraw it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import clocks, covenant, reach
from waakvlam.access.covenant import Line
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Membership, Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Category, Compartment, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, Refused
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, working_days_from

from .. import notices
from ..models import Breakthrough, Option, State
from ..policies import DECIDERS, BreakthroughPermission
from .moving import CLOCK, REACH, for_caller, hand_to, hold, said, step

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # read out over the phone: nothing that looks like something else
LONGEST, FEWEST, MOST = 10, 2, 6  # working days; options


@dataclass(frozen=True)
class To:
    """Who decides: an organisation, and somebody there; nobody where it has no accounts."""

    organisation_id: UUID
    person_id: UUID | None = None


@dataclass(frozen=True)
class About:
    """What is stuck: the silent clock on it, and its number. Without: a general matter."""

    clock_id: UUID | None = None
    ref: str = ""


def mandate(by: Who) -> Line:
    """The line of the covenant that gives this role the mandate. Raises Refused where no line names the role."""
    found = next((x for x in covenant.matching(by, Category.STATUS)
                  if x.role == by.role and x.compartment in ("", Compartment.STATUS)), None)
    if found is None:
        raise Refused("mandate", _("In het convenant staat geen mandaat om een besluit te vragen voor een %(role)s van deze soort "
                                   "organisatie. Een beheerder kan dat voorstellen.") % {"role": Role(by.role).label},
                      came_in=by.role, expected=Purpose.BREAKTHROUGH, about={"purpose": Purpose.BREAKTHROUGH, "what": Category.STATUS})
    return found


@transaction.atomic
def call(*, question: str, options: Sequence[str], to: To, days: int, about: About = About(), words_kept: bool = False,  # noqa: B008  frozen
         by: Who) -> Breakthrough:
    """Ask `to` for a decision within `days` working days. Raises Refused without mandate, Invalid with the field."""
    require(by, BreakthroughPermission.CALL)
    line = mandate(by)
    options = [o.strip() for o in options if o.strip()]
    _check(question, options, days)
    _decider(to, by)
    question, *options = said(None, by, words_kept, "question", question, *options)
    clock = _stuck(about, by)
    pk = uuid7()
    reach.open_to(reach.Sent(REACH, pk, by.organisation_id, "status", Purpose.BREAKTHROUGH, line.ground, status=State.OPEN, may_grant=True))
    made = Breakthrough.objects.create(
        id=pk, network_id=by.network_id, organisation_id=by.organisation_id, question=question[:500], caller_id=by.person_id,
        number="B" + "".join(secrets.choice(ALPHABET) for _n in range(5)), ground=line.ground, days=days,
        subject_kind=clock.kind if clock else "", subject_id=clock.subject_id if clock else None, ref=about.ref[:60] if clock else "",
        began_with_id=to.organisation_id, decider_id=to.organisation_id, decider_person_id=to.person_id, due_at=working_days_from(now(), days))
    Option.objects.bulk_create([Option(network_id=by.network_id, organisation_id=by.organisation_id, breakthrough=made, place=n, text=o[:200])
                                for n, o in enumerate(options)])
    hand_to(made, to.organisation_id, to.person_id, by, working_days=days)
    for party in {clock.asker_id, clock.on_id} - {by.organisation_id, to.organisation_id} if clock else ():
        reach.open_to(reach.Sent(REACH, made.pk, party, "status", Purpose.BREAKTHROUGH, line.ground, status=State.OPEN))
    step(made, "call", by, to_id=to.organisation_id, to_person_id=to.person_id)
    notices.asked(made, by)
    return made


def _check(question: str, options: Sequence[str], days: int) -> None:
    if len(question.strip()) < 10:
        raise Invalid("question", _("Schrijf op wat er besloten moet worden."), field="question")
    if not FEWEST <= len(options) <= MOST:
        raise Invalid("options", _("Noem twee tot zes mogelijkheden, op elke regel één."), came_in=str(len(options)), field="options")
    if not 1 <= days <= LONGEST:
        raise Invalid("days", _("Kies 1 tot %(most)s werkdagen.") % {"most": LONGEST}, came_in=str(days), field="days")


def _decider(to: To, by: Who) -> None:
    """Somebody named, who can answer: a member in a role that decides, or a mailbox where there are no accounts."""
    asked = Organisation.objects.filter(pk=to.organisation_id, network_id=by.network_id).first()
    if asked is None or (not asked.has_accounts and not asked.email):
        raise Invalid("decider", _("Kies wie besluit."), field="decider")
    if asked.has_accounts and not Membership.objects.filter(organisation=asked, person=to.person_id, role__in=DECIDERS,
                                                            until__isnull=True).exists():
        raise Invalid("decider", _("Kies iemand die bij %(name)s werkt en mag besluiten.") % {"name": asked.name}, field="decider")


def _stuck(about: About, by: Who) -> Clock | None:
    """The silent clock, where it is in sight of who calls. Raises Absent."""
    if about.clock_id is None:
        return None
    found = clocks.silent(by).filter(pk=about.clock_id).exclude(kind=CLOCK).first()
    if found is None:
        raise Absent("clock")
    return found


@transaction.atomic
def withdraw(*, breakthrough: Breakthrough, reason: str, by: Who) -> Breakthrough:
    """It is needed no more. Everybody who followed it reads why."""
    require(by, BreakthroughPermission.WITHDRAW, breakthrough)
    if not reason.strip():
        raise Invalid("reason", _("Schrijf op waarom het niet meer nodig is."), field="reason")
    with for_caller(breakthrough, by) as caller:
        found = hold(breakthrough.pk)
        (note,) = said(found, by, True, "reason", reason)
        found.state, found.ended_at = State.WITHDRAWN, now()
        found.save(update_fields=["state", "ended_at"])
        clocks.stop(found.pk, CLOCK)
        reach.touch(found.pk, now(), found.state)
        step(found, "withdraw", by, note=note[:500])
        notices.over(found, caller)
    return found
