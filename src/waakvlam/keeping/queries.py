"""Reads of keeping: what goes tonight, what went, what waits for a decision. No page here names a person,
but the one on which a resident of the own register is asked to be erased or held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import today
from waakvlam.people.models import Resident

from . import sweeping, terms
from .models import Erasure, Hold, Onward, Revocation, Run, Tombstone

NEWEST = 20
Row = TypeVar("Row")


@dataclass(frozen=True)
class Overview:
    """For who oversees privacy: the coming night, the last ones, and what waits for a decision."""

    plan: Sequence[sweeping.Planned]
    runs: Sequence[Run]
    stones: Sequence[Tombstone]
    requests: Sequence[Erasure]
    onward: Sequence[Onward]
    asked: Sequence[Onward]

    @property
    def going(self) -> list[sweeping.Planned]:
        return [p for p in self.plan if p.rows]

    @property
    def held(self) -> list[sweeping.Planned]:
        return [p for p in self.plan if p.held]

    @property
    def unruled(self) -> str:
        """Kinds of data for which neither covenant nor network has a term: nothing of it goes by itself."""
        return ", ".join(dict.fromkeys(p.what for p in self.plan if p.term is None))

    @property
    def rows(self) -> int:
        return sum(p.rows for p in self.plan)


def overview(who: Who) -> Overview:
    """One query per table with a term, and seven."""
    ours = {"organisation_id": who.organisation_id}
    return Overview(
        plan=sweeping.plan(who), runs=runs(who),
        stones=list(Tombstone.objects.filter(**ours).order_by("-created_at", "-id")[:NEWEST]),
        requests=list(Erasure.objects.filter(**ours, state=Erasure.State.REQUESTED).select_related("requested_by").order_by("created_at")),
        onward=list(Onward.objects.filter(**ours, decision="").select_related("asked_by").order_by("created_at")),
        asked=list(Onward.objects.filter(asked_by_id=who.organisation_id).select_related("organisation").order_by("-created_at")[:NEWEST]))


def runs(who: Who) -> list[Run]:
    return list(Run.objects.filter(organisation_id=who.organisation_id).order_by("-started_at", "-id")[:NEWEST])


def network_terms(who: Who) -> list[terms.TraceTerm]:
    return terms.traces(who.network_id)


@dataclass(frozen=True)
class Person:
    """A resident of the own register, with what stands about keeping and erasing them."""

    resident: Resident
    hold: Hold | None
    request: Erasure | None


def person(who: Who, resident_id: UUID) -> Person:
    """Raises Absent where there is none. Three queries, and a line for the resident."""
    found = Resident.objects.filter(organisation_id=who.organisation_id, pk=resident_id).select_related("household").first()
    if found is None:
        raise Absent("resident", _("Deze bewoner staat niet (meer) in het register."))
    audit.touched(who, "keeping.person", [found.pk])
    return Person(found, Hold.objects.filter(resident_id=found.pk, lifted_at__isnull=True, until__gte=today()).first(),
                  Erasure.objects.filter(resident_id=found.pk, state=Erasure.State.REQUESTED).first())


def hold(who: Who, hold_id: UUID) -> Hold:
    return _one(Hold.objects.filter(pk=hold_id, organisation_id=who.organisation_id).first())


def erasure(who: Who, erasure_id: UUID) -> Erasure:
    return _one(Erasure.objects.filter(pk=erasure_id, organisation_id=who.organisation_id).first())


def onward(who: Who, onward_id: UUID) -> Onward:
    return _one(Onward.objects.filter(pk=onward_id, organisation_id=who.organisation_id).first())


def _one(found: Row | None) -> Row:
    if found is None:
        raise Absent("keeping", _("Dit is er niet (meer) voor jou."))
    return found


def revoked(who: Who, since: datetime) -> list[UUID]:
    """Ids that a device which works off line must drop from its copy. One query."""
    return list(Revocation.objects.filter(organisation_id=who.organisation_id, created_at__gte=since)
                .order_by("created_at").values_list("subject_id", flat=True))
