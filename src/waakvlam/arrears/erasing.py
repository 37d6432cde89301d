"""Tracks of people who are erased: what is open keeps them, what is ended goes, and what was sent goes everywhere."""

from uuid import UUID

from waakvlam.access import clocks
from waakvlam.access.erasing import Found, Held, Subject, as_eraser, drop, total
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Purpose

from .commands.withdrawing import STOPS, withdraw
from .models import (
    Arrangement,
    ArrearsRow,
    Basis,
    CoachOffer,
    Eviction,
    Instalment,
    Notice,
    NoticeContent,
    Track,
    TrackStep,
)
from .models.states import Withdrawn


def held(subject: Subject) -> list[Held]:
    """A household with an open track keeps its people: nobody leaves the track without an outcome."""
    homes = frozenset(Track.objects.filter(household_id__in=subject.households, organisation_id=subject.organisation_id,
                                           ended_at=None).values_list("household_id", flat=True))
    return [Held("open_arrears", "een huurachterstand die nog loopt", households=homes)] if homes else []


def let_go(subject: Subject, by: Who) -> None:
    """What is still open at the municipality is taken back; every clock stops."""
    with acting(by), as_eraser():
        mine = NoticeContent.objects.filter(household_id__in=subject.households, organisation_id=subject.organisation_id)
        ids = list(mine.values_list("notice_id", flat=True))
    sender = system(subject.organisation_id, Purpose.DEBT)
    with acting(sender):
        for notice in Notice.objects.filter(pk__in=ids, state__in=STOPS):
            withdraw(notice=notice, reason=Withdrawn.ERASED, by=sender)
        for pk in _clocked(subject):
            clocks.stop(pk)


def _clocked(subject: Subject) -> list[UUID]:
    """Tracks, parts and evictions of these households: whatever a clock may run on."""
    tracks = Track.objects.filter(household_id__in=subject.households)
    return [*tracks.values_list("pk", flat=True), *Eviction.objects.filter(track__in=tracks).values_list("pk", flat=True),
            *Instalment.objects.filter(arrangement__track__in=tracks).values_list("pk", flat=True)]


def erase(subject: Subject) -> Found:
    """Every row about these households; the path of a notice stays, and holds no person."""
    own = {"organisation_id": subject.organisation_id}
    tracks = list(Track.objects.filter(household_id__in=subject.households, **own).values_list("pk", flat=True))
    return total(
        drop(NoticeContent.objects.filter(household_id__in=subject.households, **own)),
        drop(Basis.objects.filter(track_id__in=tracks)),
        drop(Instalment.objects.filter(arrangement__track_id__in=tracks)),
        drop(Arrangement.objects.filter(track_id__in=tracks)),
        drop(Eviction.objects.filter(track_id__in=tracks)),
        drop(TrackStep.objects.filter(track_id__in=tracks)),
        drop(Track.objects.filter(pk__in=tracks)),
        drop(CoachOffer.objects.filter(household_id__in=subject.households, **own)),
        drop(ArrearsRow.objects.filter(household_id__in=subject.households, **own)),
    )
