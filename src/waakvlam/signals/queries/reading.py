"""What of a signal may be read: each filter asks reach itself, whatever the wall would leave."""

from django.db.models import QuerySet

from waakvlam.access import reach
from waakvlam.access.identity import Who

from ..models import Report, Signal, SignalContent, SignalStep
from ..models.content import NEVER
from ..models.signal import BRINGERS


def worked_on(who: Who) -> QuerySet[Signal]:
    """Signals that reach opens to who asks as work: held, given on, or with the mandate."""
    rows = Signal.objects.filter(reach.opens(who, "work", "id", reach.Look))
    return rows.none() if who.is_guest or who.role in BRINGERS else rows


def words(who: Who) -> QuerySet[SignalContent]:
    """What was told, where reach opens the words. Never to the mandate, nor to who only brings signals in."""
    rows = SignalContent.objects.filter(reach.opens(who, "content", "signal_id", reach.Look))
    return rows.none() if who.is_guest or who.role in NEVER else rows


def steps(who: Who) -> QuerySet[SignalStep]:
    rows = SignalStep.objects.filter(reach.opens(who, "work", "signal_id", reach.Look))
    return rows.none() if who.is_guest or who.role in BRINGERS else rows


def reports(who: Who) -> QuerySet[Report]:
    """What our organisation brought in; callers and volunteers their own alone."""
    rows = Report.objects.filter(reach.opens(who, "status", "signal_id", reach.Look), organisation_id=who.organisation_id)
    if who.role in BRINGERS:
        rows = rows.filter(person=who.person_id)
    return rows.none() if who.is_guest else rows
