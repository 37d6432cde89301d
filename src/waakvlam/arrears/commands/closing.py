"""What still runs when a household leaves the track: arrangements, evictions and notices end with it."""

from django.utils.translation import gettext as _

from waakvlam.access import clocks
from waakvlam.access.identity import Who
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import now, today

from ..models import Arrangement, Eviction, Instalment, Track
from ..models.states import Outcome, Withdrawn
from .withdrawing import take_back

EVICTED = (Outcome.EVICTED, Outcome.EVICTED_ALONE)


def close(track: Track, outcome: str, by: Who) -> None:
    """Raises WrongState: evicted without a planned eviction that the desk knows of (R24)."""
    eviction = Eviction.objects.filter(track=track, called_off_at=None, carried_out_on=None).first()
    if outcome in EVICTED:
        _carry_out(eviction)
    elif eviction is not None:
        Eviction.objects.filter(pk=eviction.pk).update(called_off_at=now())
    if eviction is not None:
        clocks.stop(eviction.pk)
    stop_arrangements(track, Arrangement.State.KEPT if outcome in (Outcome.KEPT, Outcome.PAID) else Arrangement.State.STOPPED)
    take_back(track, "", Withdrawn.SOLVED, by)


def _carry_out(eviction: Eviction | None) -> None:
    if eviction is None or eviction.told_at is None:
        raise WrongState("eviction.untold", _("Er is geen ontruiming gepland waar het meldpunt van weet."),
                         remedy=_("Plan de ontruiming eerst en meld haar."))
    Eviction.objects.filter(pk=eviction.pk).update(carried_out_on=today())


def stop_arrangements(track: Track, state: str) -> None:
    """Whatever runs stops so; clocks of its parts stop too."""
    for one in Arrangement.objects.filter(track=track, state=Arrangement.State.RUNNING):
        Arrangement.objects.filter(pk=one.pk).update(state=state, ended_at=now())
        for pk in Instalment.objects.filter(arrangement=one).values_list("pk", flat=True):
            clocks.stop(pk)
