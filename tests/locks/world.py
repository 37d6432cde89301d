"""The things of the matrix and of every module, the people who ask for them, and ids to ask with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models

from tests.matrix import model
from tests.matrix.subjects import planted
from tests.matrix.town import Somebody, people
from tests.objects import everything
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.wall import APP
from waakvlam.handovers.models import Handover, Origin
from waakvlam.handovers.tests import factories
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.outreach.models import Announcement, Attempt, Batch, Draft, Finding, RoundEntry
from waakvlam.people.models import Dwelling
from waakvlam.post.models import Delivery
from waakvlam.rights.models import Request

from .above import act_as, wall_open
from .query_model import CALLED

MOST = 3  # things of one organisation that a query is asked for; of handovers all
# Where a team, or the end of a reach, can make a difference; elsewhere four relations say it all.
ALL_RELATIONS = {"handovers", "outreach", "access"}
FEW = (model.ELSEWHERE, model.OTHER, model.PARTNER, model.OWNER)


@dataclass
class World:
    """Made once, for all queries."""

    people: dict[tuple[tuple[str, str], str], Somebody]
    _ids: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def ids(self, of: type[models.Model]) -> list[Any]:
        """Of each organisation a few, of handovers all: read with the wall open."""
        if of not in self._ids:
            owned = [f.attname for f in of._meta.concrete_fields if f.attname == "organisation_id"]
            found: dict[Any, list[Any]] = {}
            with wall_open():
                rows = _ordered(of)
                if owned and of is not Handover:
                    rows = rows.filter(organisation_id__in=[cast.organisation(slug) for slug in ("wonen", "gemeente", "anders", "ver")])
                for row in rows.values("pk", *owned):
                    found.setdefault(row.get("organisation_id"), []).append(row["pk"])
            most = 40 if of is Handover else MOST
            self._ids[of] = [pk for pks in found.values() for pk in dict.fromkeys([*pks[:most - 1], pks[-1]])]
        return self._ids[of]

    def few(self, of: type[models.Model]) -> list[models.Model]:
        """Rows that whoever acts now can see."""
        return list(islice(_ordered(of), MOST))

    @property
    def numbers(self) -> list[str]:
        with wall_open():
            return list(Handover.objects.order_by("-pk").values_list("number", flat=True)[:MOST])

    def askers(self, app: str, purpose: str, role: str) -> Iterator[Who]:
        """Everybody with this role, strangers first; behind a link one per relation to what the link is for."""
        if role in ("guest", "resident"):
            yield from self._by_link(purpose, role)
            return
        for relation in reversed(list(model.RELATIONS)):
            if role == "steward":
                wanted = relation in (model.OWNER, model.PARTNER, model.MANDATE, model.ELSEWHERE)
            else:
                wanted = app in ALL_RELATIONS or relation in FEW
            if wanted:
                yield self.people[relation, role].who(purpose)
        if app == "outreach":
            yield from (cast.who(key, purpose) for key in ("alice", "bob"))

    def _by_link(self, purpose: str, role: str) -> Iterator[Who]:
        for only in self.ids(Handover if purpose == "handover" else Request)[:3]:
            for slug, kind in (("anders", "housing_association"), ("voedsel", "initiative"), ("gemeente", "municipality"),
                               ("wonen", "housing_association")):
                if purpose == "handover" or slug == "wonen":
                    about = only if purpose == "handover" else self._about(only)
                    yield Who(cast.NETWORK, cast.organisation(slug), kind, role, purpose, name=slug, only=about)

    def _about(self, request: Any) -> Any:
        with wall_open():
            return Request.objects.get(pk=request).resident_id


def _ordered(of: type[models.Model]) -> models.QuerySet[Any]:
    """The newest first; of a list who is being called before all."""
    rows = of._default_manager.order_by("-pk")
    return rows.order_by(models.F("lease_person_id").asc(nulls_last=True), "-pk") if of is RoundEntry else rows


def model_named(name: str, app: str) -> type[models.Model] | None:
    """The model that an id is named after, of this module before others."""
    name = CALLED.get(f"{app}.{name}", CALLED.get(name, name)).replace("_", "")
    if "." in name:
        return apps.get_model(name)
    found = [m for m in apps.get_models() if m._meta.model_name == name and m.__module__.startswith("waakvlam.")]
    return min(found, key=lambda m: m._meta.app_label != app, default=None)


def made() -> World:
    """Everything of the matrix and of every module; some of it silent, for the lists of silence."""
    everything()  # first: it draws blocks of the homes that stand there then
    everybody = people()
    planted(everybody)
    factories.offered(to="voedsel")
    act_as("none")
    for change in (_some_silent, _some_kept, _some_elsewhere):
        change()
    act_as(APP)
    return World({(p.relation, p.role): p for p in everybody if p.membership})


def _some_silent() -> None:
    """Half of what runs is past its day, some of that at the mandate."""
    for at, clock in enumerate(Clock.objects.filter(stopped_at__isnull=True).order_by("pk")):
        if at % 2 == 0:
            Clock.objects.filter(pk=clock.pk).update(due_at=now() - timedelta(days=3), step=(4, 3)[at // 2 % 2])


def _some_kept() -> None:
    """Bob has a note of somebody he no longer holds, one of a call he just ended, and one to ring back."""
    bob = cast.who("bob").person_id
    held = Draft.objects.filter(person_id=bob).latest("pk")
    one, other, back = RoundEntry.objects.filter(lease_person=None, organisation_id=held.organisation_id).order_by("-round_id", "-pk")[:3]
    ours = {"network_id": held.network_id, "organisation_id": held.organisation_id, "person_id": bob, "saved_at": now()}
    Draft.objects.create(**ours, entry=one, attempt_id=uuid7(), content={"fields": {"observation": "Bij de deur."}})
    Draft.objects.create(**ours, entry=other, attempt_id=uuid7(), finished_at=now())
    Attempt.objects.create(**{k: v for k, v in ours.items() if k != "saved_at"}, entry=back, round_id=back.round_id, household_id=back.household_id,
                           part_of_day=Attempt.PartOfDay.MORNING, call_back_at=now() + timedelta(days=1))
    RoundEntry.objects.filter(pk=back.pk).update(state=RoundEntry.State.CALL_BACK, next_at=now() + timedelta(days=1))


def _some_elsewhere() -> None:
    """Letters for the printer, blocks in a neighbourhood, and things that hang together across modules."""
    Delivery.objects.filter(pk__in=list(Delivery.objects.values_list("pk", flat=True)[:6])).update(state="held")
    Dwelling.objects.update(block="Hof", neighbourhood_code="BU99010101")
    letter = Announcement.objects.latest("pk")
    Batch.objects.filter(round_id=letter.round_id).update(announcement=letter)
    about = Origin.objects.filter(resident_id__isnull=False).latest("pk")
    Origin.objects.filter(pk=about.pk).update(finding_id=Finding.objects.latest("pk").pk)
    Request.objects.filter(organisation_id=about.organisation_id).update(resident_id=about.resident_id)
