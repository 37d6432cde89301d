"""The things of the matrix and of every module, the people who ask for them, and ids to ask with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models

from tests.matrix import model
from tests.matrix.subjects import planted
from tests.matrix.town import Somebody, people
from tests.objects import everything
from tests.things.signals import BESIDE, look_together
from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.access.wall import APP
from waakvlam.arrears.models import Notice, Track
from waakvlam.attachments.models import Attachment
from waakvlam.handovers.models import Enclosure, Handover, Origin
from waakvlam.handovers.tests import factories
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today
from waakvlam.maintenance import commands as project_commands
from waakvlam.maintenance import queries as project_queries
from waakvlam.maintenance.commands.agenda import Point
from waakvlam.maintenance.commands.appointments import Agreement
from waakvlam.maintenance.models import Door
from waakvlam.maintenance.tests import factories as maintenance
from waakvlam.outreach.calling import Said
from waakvlam.outreach.commands import visits
from waakvlam.outreach.models import (
    Announcement,
    Attempt,
    Batch,
    DoorMarker,
    Draft,
    Finding,
    Round,
    RoundEntry,
)
from waakvlam.outreach.tests.calls import round_of
from waakvlam.outreach.tests.visits import ALICE, BEA, BOB, looked, round_on_foot, sheet_of
from waakvlam.people.models import Dwelling, Resident
from waakvlam.post.models import Delivery
from waakvlam.rights.models import Code, Request
from waakvlam.signals import commands as signal_commands
from waakvlam.signals.commands import views
from waakvlam.signals.models import Signal
from waakvlam.signals.tests import factories as signals

from .above import act_as, wall_open
from .beside import beside
from .query_model import CALLED

MOST = 3  # things of one organisation that a query is asked for
OFTEN: dict[type[models.Model], int] = {Handover: 40, RoundEntry: 8, Attachment: 6, Signal: 8}  # of handovers all
# Where a team, or the end of a reach, can make a difference; elsewhere four relations say it all.
ALL_RELATIONS = {"handovers", "outreach", "access"}
IN_PERSON = {"outreach": ("alice", "bob"), "attachments": ("alice", "bob"), "handovers": ("alice",),
             "signals": ("alice", "bob", "eva"), "maintenance": ("alice", "carla", "eva", "dora")}
FEW = (model.ELSEWHERE, model.OTHER, model.PARTNER, model.OWNER)


@dataclass
class World:
    """Made once; `told` keeps what each query tells behind the wall."""

    people: dict[tuple[tuple[str, str], str], Somebody]
    told: dict[tuple[str, Who, str], list[str]] = field(default_factory=dict)
    _ids: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def ids(self, of: type[models.Model]) -> list[Any]:
        """Of each organisation a few, of handovers all: read with the wall open."""
        if of not in self._ids:
            owned = [f.attname for f in of._meta.concrete_fields if f.attname == "organisation_id"]
            found: dict[Any, list[Any]] = {}
            with wall_open():
                rows = _ordered(of)
                if owned and of is not Handover:
                    rows = rows.filter(organisation_id__in=[cast.organisation(slug) for slug in ("wonen", "gemeente", "anders", "ver", "netwerk")])
                for row in rows.values("pk", *owned):
                    found.setdefault(row.get("organisation_id"), []).append(row["pk"])
            most = OFTEN.get(of, MOST)
            self._ids[of] = [pk for pks in found.values() for pk in dict.fromkeys([*pks[:most - 1], pks[-1]])]
        return self._ids[of]

    def few(self, of: type[models.Model]) -> list[models.Model]:
        """Rows that whoever acts now can see."""
        return list(islice(_ordered(of), MOST + 6 if of is Signal else MOST))

    @property
    def numbers(self) -> list[str]:
        with wall_open():
            return [n for of in (Handover, Track, Notice, Signal) for n in of._default_manager.order_by("-pk").values_list("number", flat=True)[:MOST]]

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
        # Those of the cast to whom something is open in person: a call, a sheet, a letter's photo, a core team.
        yield from (cast.who(key, purpose) for key in IN_PERSON.get(app, ()) if cast.PEOPLE[key][2] == role or role != "steward")

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
    """The newest first; of a list of whom somebody wrote something down, and who is being called, before all."""
    rows = of._default_manager.order_by("-pk")
    if of is not RoundEntry:
        return rows
    noted = models.Exists(Draft.objects.filter(entry=models.OuterRef("pk")))
    return rows.annotate(noted=noted).order_by("-noted", models.F("lease_person_id").asc(nulls_last=True), "-pk")


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
    signals.brought()
    signals.brought("bob")
    with identity.acting(signals.who("alice")) as by:
        views.keep(name="Nieuw", filters={"staat": "new"}, is_shared=True, by=by)
        views.keep(name="Van mij", filters={"van": "mij"}, by=by)
    signals.given()
    signals.given(basis="necessary", words="Het gas stond open en niemand deed open.")
    joined()
    asked_over()
    look_together(signals.brought(**BESIDE), signals.brought("carla", **BESIDE))
    asked_around()
    in_core_teams()
    with identity.acting(cast.who("alice")) as by:
        called = round_of(by, 6, name="Ronde die nu gebeld wordt")
    with identity.acting(cast.who("dora")) as by:
        theirs = round_of(by, 2, name="Ronde van een ander")
    with identity.acting(ALICE) as by:
        walked, waiting = round_on_foot(by, 2), round_on_foot(by, 2, name="Ronde die nog gaat")
    contested(walked)
    act_as("none")
    for change in (_some_silent, _some_elsewhere, _some_sent):
        change()
    _some_kept(called)
    _some_marked(walked, waiting)
    beside(called, theirs)
    act_as(APP)
    return World({(p.relation, p.role): p for p in everybody if p.membership})


def _some_silent() -> None:
    """Half of what runs is past its day, some of that at the mandate."""
    for at, clock in enumerate(Clock.objects.filter(stopped_at__isnull=True).order_by("pk")):
        if at % 2 == 0:
            Clock.objects.filter(pk=clock.pk).update(due_at=now() - timedelta(days=3), step=(4, 3)[at // 2 % 2])


def contested(walked: Round) -> None:
    """Two telephones told different things of one door."""
    with identity.acting(ALICE) as by:
        made = sheet_of(by, walked, BOB.person_id, BEA.person_id)
    door = looked(made).stops[0]
    for who, outcome in ((BOB, "not_home"), (BEA, "spoken")):
        with identity.acting(who):
            visits.told(id=uuid7(), sheet_id=made.pk, entry_id=door.entry_id, outcome=outcome, at=now(), seen=door.seen,
                        next_at=None, said=Said(), by=who)


def joined() -> None:
    """Two signals about one home that became one thread: the newest, so that queries of a few find them."""
    first, second = signals.brought(), signals.brought()
    with identity.acting(signals.who("alice")) as by:
        signal_commands.joining.join(signal=second, other_id=first.pk, by=by)


def asked_over() -> None:
    """A signal that another took from the pool, and one that we gave and ask back."""
    with identity.acting(signals.who("dora")) as by:
        offer = signal_commands.pooling.put(signal=signals.brought("dora"), by=by)
    with identity.acting(signals.who("carla")) as by:
        signal_commands.pooling.claim(offer_id=offer.pk, by=by)
    given = signals.given()
    with identity.acting(signals.who("alice")) as by:
        signal_commands.overs.ask(signal_id=given.pk, why="silent", by=by)
        signal_commands.rooms.ask(signal=signals.taken(), kind="visit", within=7, by=by)


def asked_around() -> None:
    """A signal that we gave and may ask back, and one for which we asked who has room."""
    signals.given()
    waits = signals.taken()
    with identity.acting(signals.who("alice")) as by:
        signal_commands.rooms.ask(signal=waits, kind="visit", within=7, by=by)


def in_core_teams() -> None:
    """A project with a team, and one for which a partner was only asked; a door, a point and a signal of each kind."""
    made, asked = maintenance.agreed(1, 2), maintenance.project(name="Gevraagd")
    with identity.acting(maintenance.who("alice")) as by:
        project_commands.team.invite(project=asked, organisation_id=cast.organisation("gemeente"), by=by)
        project_commands.matching.exempt(project=made, door_id=maintenance.doors(made, 9)[0], on=True, by=by)
        project_commands.agenda.put(project=made, by=by, point=Point("Wie belt?", cast.organisation("gemeente"), today()))
        project_commands.appointments.agree(project=made, door_id=maintenance.doors(made, 5)[0], by=by, agreement=Agreement(
            today() + timedelta(days=3), time(8), time(12), "home"))
    with identity.acting(maintenance.who("carla")) as by:
        for address in project_queries.addresses(by, made):
            project_commands.visits.go_along(agreed_id=address.agreed.pk, going=True, by=by)
            project_commands.visits.plan(agreed_id=address.agreed.pk, planned_at=now(), by=by)
            project_commands.visits.release(agreed_id=address.agreed.pk, text="Wij komen hier.", ground="consent", by=by,
                                            basis="Zij zei: dat mogen jullie weten.")


def _some_kept(called: Round) -> None:
    """Bob holds somebody, has a note of somebody he no longer holds, one of a call he just ended, and one to ring back."""
    bob = cast.who("bob").person_id
    held, one, other, back = RoundEntry.objects.filter(round=called).order_by("rank")[:4]
    ours = {"network_id": called.network_id, "organisation_id": called.organisation_id, "person_id": bob}
    RoundEntry.objects.filter(pk=held.pk).update(lease_person_id=bob, lease_until=now() + timedelta(days=1))
    Draft.objects.create(**ours, saved_at=now(), entry=one, attempt_id=uuid7(), content={"fields": {"observation": "Bij de deur."}})
    Draft.objects.create(**ours, saved_at=now(), entry=other, attempt_id=uuid7(), finished_at=now())
    Attempt.objects.create(**ours, entry=back, round=called, household_id=back.household_id,
                           part_of_day=Attempt.PartOfDay.MORNING, call_back_at=now() + timedelta(days=1))
    RoundEntry.objects.filter(pk=back.pk).update(state=RoundEntry.State.CALL_BACK, next_at=now() + timedelta(days=1))
    letter = Announcement.objects.latest("pk")
    Announcement.objects.filter(pk=letter.pk).update(round=called)
    ours["round"] = called
    Batch.objects.create(**ours, announcement=letter)
    Batch.objects.create(**ours)


def _some_marked(*rounds: Round) -> None:
    """Doors at which two people ring: one still, one past its review."""
    for days, entry in zip((30, -3), RoundEntry.objects.filter(round__in=rounds).order_by("-pk"), strict=False):
        DoorMarker.objects.create(network_id=entry.network_id, organisation_id=entry.organisation_id, household_id=entry.household_id,
                                  reason="De hond loopt los.", review_on=today() + timedelta(days=days))


def _some_sent() -> None:
    """A photo with each of the newest letters, one that is being written to the newest, and codes for who is in the register."""
    for made in Handover.objects.order_by("-pk")[:MOST]:
        copy = Enclosure.objects.order_by("pk").first()
        assert copy is not None
        copy.pk, copy._state.adding = uuid7(), True
        copy.handover, copy.organisation_id = made, made.sender_id
        copy.save(force_insert=True)
    Attachment.objects.filter(purpose="handover").update(subject_id=Handover.objects.latest("pk").pk)
    for n, about in enumerate(Resident.objects.order_by("-pk")[:MOST]):
        Code.objects.create(network_id=about.network_id, organisation_id=about.organisation_id, resident_id=about.pk,
                            channel=Code.Channel.LETTER, secret_hash=bytes([n] * 32), expires_at=now() + timedelta(days=9))


def _some_elsewhere() -> None:
    """Letters for the printer, blocks in a neighbourhood, and things that hang together across modules."""
    letters = Delivery.objects.filter(channel="letter").order_by("pk")
    Delivery.objects.filter(pk__in=list(letters.values_list("pk", flat=True)[:6])).update(state="held")
    Dwelling.objects.update(block="Hof", neighbourhood_code="BU99010101")
    about = Origin.objects.filter(resident_id__isnull=False).latest("pk")
    Origin.objects.filter(pk=about.pk).update(finding_id=Finding.objects.latest("pk").pk)
    missed = Finding.objects.filter(organisation_id=cast.organisation("wonen")).earliest("pk")
    Finding.objects.filter(pk=missed.pk).update(kind=Finding.Kind.SIGNAL, state=Finding.State.OPEN)
    Door.objects.filter(pk=Door.objects.latest("pk").pk).update(dwelling_id=missed.household.dwelling_id)
    Request.objects.filter(organisation_id=about.organisation_id).update(resident_id=about.resident_id)
