"""Rounds of comparing (docs/adr/0015): open one, compare at its closing moment, end it and destroy the lists."""

import json
import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.erasing import as_eraser, drop
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices
from ..models import Agreed, Door, Entry, Exemption, MatchRound, PartnerState, Project
from ..policies import MaintenancePermission
from ..sealing import mark
from .parts import hold, is_open, ours, standing
from .rounds import off_sheet

SHORTEST = timedelta(days=1)  # everybody gets a working day to put in what it knows
BETWEEN = timedelta(days=7)  # two rounds shortly after each other would let somebody try addresses
log = logging.getLogger("waakvlam.maintenance")


@transaction.atomic
def open_round(*, project: Project, closes_at: datetime, by: Who) -> MatchRound:
    """Say when the lists close. With this the host agrees to every address that enough partners want,
    except at the doors that it exempted. Everybody gets the same mail. Raises Invalid, WrongState."""
    require(by, MaintenancePermission.HOST, project)
    is_open(hold(project.pk))
    if project.matching_ended_at is not None:
        raise WrongState("matching", _("Het vergelijken is voorbij."))
    last = MatchRound.objects.filter(project=project).order_by("-number").first()
    if last is not None and last.settled_at is None:
        raise WrongState("round", _("Er loopt al een ronde."))
    first = max(now() + SHORTEST, last.closes_at + BETWEEN) if last else now() + SHORTEST
    if closes_at < first:
        raise Invalid("closes_at", _("Kies een moment dat later ligt: iedereen krijgt minstens een dag, en tussen twee rondes ligt een week."),
                      came_in=closes_at.isoformat(), expected=first.isoformat(), field="closes_at")
    made = MatchRound.objects.create(**ours(by, project), number=last.number + 1 if last else 1, closes_at=closes_at)
    notices.all_members(project, "Er is een ronde geopend om adressen te vergelijken. Zet op jullie eigen lijst wat jullie "
                        "weten. Niemand anders ziet die lijst.", by)
    audit.record(by, "maintenance.round", project, number=made.number)
    return made


@transaction.atomic
def settle(*, round_id: UUID, by: Who) -> None:
    """Compare, once, for all at the same moment. Everybody gets the same mail, whatever came of it."""
    found = MatchRound.objects.select_related("project").filter(pk=round_id).first()
    if found is None:
        raise Absent("round")
    project = hold(found.project_id)
    require(by, MaintenancePermission.SETTLE, project)
    doors = list(Door.objects.filter(project=project))
    with connection.cursor() as db:
        db.execute("select maintenance_settle(%s, %s, %s, %s)", [
            found.pk, [d.pk for d in doors], [mark(project, d) for d in doors], now()])
    notices.all_members(project, "De lijsten zijn vergeleken. Kijk bij het project wat er is afgesproken.", by)
    audit.record(by, "maintenance.settle", project, number=found.number)


@transaction.atomic
def exempt(*, project: Project, door_id: UUID, on: bool, by: Who) -> None:
    """The host does not agree to a joint visit here (or does again). Of the host alone, before comparing."""
    require(by, MaintenancePermission.HOST, project)
    is_open(project)
    if project.matching_ended_at is not None:
        raise WrongState("matching", _("Het vergelijken is voorbij."))
    if MatchRound.objects.filter(project=project, settled_at=None, closes_at__lte=now()).exists():
        raise WrongState("lists", _("De lijsten zijn gesloten en worden vergeleken. Kom zo terug."))
    door = Door.objects.filter(pk=door_id, project=project).first()
    if door is None:
        raise Absent("door")
    Exemption.objects.filter(project=project, door=door).delete()
    if on:
        Exemption.objects.create(**ours(by, project), door=door)
    audit.record(by, "maintenance.exempt", project)


@transaction.atomic
def call_off(*, agreed_id: UUID, by: Who) -> None:
    """The host ends a joint visit; the others cannot tell this from a partner that withdrew."""
    agreed = standing(agreed_id)
    require(by, MaintenancePermission.HOST, agreed.project)
    with connection.cursor() as db:
        db.execute("select maintenance_call_off(%s, %s)", [agreed.pk, now()])
    off_sheet(agreed.project, agreed.door_id)
    audit.record(by, "maintenance.call_off", agreed.project)


@transaction.atomic
def end(*, project: Project, by: Who) -> None:
    """No more rounds: what was not agreed is destroyed. Of what was agreed each owner may still withdraw its own."""
    require(by, MaintenancePermission.HOST, project)
    found = hold(project.pk)
    if found.matching_ended_at is not None:
        raise WrongState("matching", _("Het vergelijken is voorbij."))
    for organisation_id in _taking_part(found):
        destroy(found, organisation_id, agreed_too=False)
    found.matching_ended_at = now()
    found.save(update_fields=["matching_ended_at"])
    audit.record(by, "maintenance.end_matching", found)


def _taking_part(project: Project) -> list[UUID]:
    rows = project.partners.filter(state=PartnerState.ACCEPTED)
    return list(rows.order_by("organisation_id").values_list("organisation_id", flat=True))


def close(project: Project) -> None:
    """The project is over: whatever stands on a list goes, and the salt without which a copy of it says nothing."""
    for organisation_id in _taking_part(project):
        destroy(project, organisation_id)
    project.salt = b""
    project.save(update_fields=["salt"])


def destroy(project: Project, organisation_id: UUID, *, agreed_too: bool = True) -> None:
    """Destroy the list of one organisation, as that organisation, and leave a line without personal data.

    The count stands in the acts of that organisation only: the host never learns how long a list was.
    """
    own = system(organisation_id, Purpose.MAINTENANCE)
    with acting(own):
        kept = [] if agreed_too else list(Agreed.objects.filter(project=project).values_list("mark", flat=True))
        with as_eraser():
            gone = drop(Entry.objects.filter(project_id=project.pk, organisation_id=organisation_id).exclude(mark__in=kept))
        audit.record(own, "maintenance.destroy", project, rows=sum(gone.values()))
    line = {"event": "destroyed", "why": "maintenance matching ended", "organisation": str(organisation_id), "tables": gone}
    transaction.on_commit(lambda: log.info(json.dumps(line, sort_keys=True)))
