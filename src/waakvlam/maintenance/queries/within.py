"""What reach opens of a project: every query starts here, so that each knows by itself who sees what."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from waakvlam.access import reach
from waakvlam.access.identity import Who

from ..models import (
    Agreed,
    Appointment,
    Block,
    Door,
    Item,
    MatchRound,
    Member,
    Partner,
    Project,
    Release,
)

STATUS, CONTENT = "status", "content"
# Rows of a project → what must be open to read them: its outline, or what the core team shares.
COMPARTMENT: dict[type[Model], str] = {Block: STATUS, Partner: STATUS, Door: CONTENT, MatchRound: CONTENT, Member: CONTENT}
Row = TypeVar("Row", bound=Model)


def projects(who: Who) -> QuerySet[Project]:
    return Project.objects.filter(reach.opens(who, STATUS))


def rows(who: Who, of: type[Row]) -> QuerySet[Row]:
    """Rows of this kind, of every project that is open to who asks."""
    return of._default_manager.filter(reach.opens(who, COMPARTMENT.get(of, CONTENT), "project_id"))


def agreed(who: Who) -> QuerySet[Agreed]:
    """Addresses that stand: one that lapsed is gone for everybody."""
    return rows(who, Agreed).filter(lapsed_at=None)


def releases(who: Who) -> QuerySet[Release]:
    """What was told, without what others took back."""
    return rows(who, Release).filter(Q(taken_back_at=None) | Q(organisation_id=who.organisation_id))


def items(who: Who) -> QuerySet[Item]:
    """Points of the agenda, without those of an address that lapsed."""
    return rows(who, Item).filter(Q(agreed=None) | Q(agreed__lapsed_at=None))


def appointments(who: Who) -> QuerySet[Appointment]:
    """Of the own organisation alone."""
    return Appointment.objects.filter(organisation_id=who.organisation_id)
