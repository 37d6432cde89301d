"""“Go with two”: written with a reason and a day on which it is looked at again, prolonged, lifted (R34)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, screening
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import AMSTERDAM, today
from waakvlam.kit.time import now as moment
from waakvlam.people.models import Household

from ..models import DoorMarker
from ..policies import OutreachPermission

CLOCK = "marker.review"
LONGEST = timedelta(days=183)  # a judgement about people does not stand for ever


@transaction.atomic
def mark(*, household_id: UUID, reason: str, review_on: date, keep_words: bool = False, by: Who) -> DoorMarker:
    """From now on this door is planned for two people only. Starts the clock of its review.

    Raises Absent, Refused, Invalid without a reason, for a review later than half a year, or for words
    that deserve a thought; WrongState where the door is marked already.
    """
    home = Household.objects.select_for_update(no_key=True).filter(
        pk=household_id, organisation_id=by.organisation_id, gone_at=None).first()
    if home is None:
        raise Absent("household")
    made = DoorMarker(network_id=by.network_id, organisation_id=by.organisation_id, household=home, owner_id=by.person_id)
    require(by, OutreachPermission.MARK_DOORS, made)
    if DoorMarker.objects.filter(household=home, lifted_at=None).exists():
        raise WrongState("marker_twice", _("Bij deze deur staat al een merkteken."))
    made.reason, made.review_on = _reason(reason, keep_words), _review(review_on)
    made.save(force_insert=True)
    _start_clock(made, by)
    audit.record(by, "marker.write", made, household=household_id, review_on=str(review_on))
    audit.touched(by, "outreach.markers", [household_id])
    if keep_words:
        screening.keep(by, made, [made.reason])
    return made


def _reason(text: str, keep_words: bool) -> str:
    found = screening.screen(text)
    if not found.text:
        raise Invalid("reason", _("Schrijf op waarom we hier met twee mensen gaan."), field="reason")
    if found.words and not keep_words:
        raise Invalid("diagnosis", _("Er staat een woord in dat over ziekte of strafbare feiten gaat: %(words)s. "
                                     "Schrijf liever wat er gebeurde.") % {"words": ", ".join(found.words)}, field="reason")
    return found.text[:300]


def _review(day: date) -> date:
    if not today() < day <= today() + LONGEST:
        raise Invalid("review_on", _("Kies een dag na vandaag, uiterlijk over een half jaar."), field="review_on",
                      came_in=str(day), expected=str(today() + LONGEST))
    return day


def _start_clock(marker: DoorMarker, by: Who) -> None:
    clocks.start(by, marker, CLOCK, on=marker.organisation_id, person=marker.owner_id,
                 due_at=datetime.combine(marker.review_on, time(9), AMSTERDAM))


@transaction.atomic
def prolong(*, marker_id: UUID, review_on: date, by: Who) -> DoorMarker:
    """Somebody looked at it again and it still holds: theirs from now on. Raises Invalid, Absent."""
    held = _held(marker_id, by)
    held.review_on, held.owner_id = _review(review_on), by.person_id
    held.save(update_fields=["review_on", "owner"])
    _start_clock(held, by)
    audit.record(by, "marker.prolong", held, household=held.household_id, review_on=str(review_on))
    return held


@transaction.atomic
def lift(*, marker_id: UUID, by: Who) -> DoorMarker:
    """It holds no more; the reason is erased at once, there is no use for it. Idempotent."""
    held = _held(marker_id, by)
    if held.lifted_at is None:
        held.lifted_at, held.lifted_by_id, held.reason = moment(), by.person_id, "–"
        held.save(update_fields=["lifted_at", "lifted_by", "reason"])
        clocks.stop(held.pk, CLOCK)
        audit.record(by, "marker.lift", held, household=held.household_id)
    return held


def _held(marker_id: UUID, by: Who) -> DoorMarker:
    held = DoorMarker.objects.select_for_update(of=("self",)).filter(pk=marker_id).first()
    if held is None:
        raise Absent("marker")
    require(by, OutreachPermission.MARK_DOORS, held)
    return held
