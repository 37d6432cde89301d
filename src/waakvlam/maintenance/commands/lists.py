"""The own private list: put in, answer, take out, withdraw. Nothing here asks what others have."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.screening import screen
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from ..models import Declaration, Door, Entry, MatchRound, Project
from ..models.states import Answer
from ..policies import MaintenancePermission
from ..sealing import Known, mark, opened, seal
from .parts import current, is_open, ours, sentence
from .rounds import off_sheet

LEAST = 3  # of a small block this many may be put in, whatever the share


@transaction.atomic
def add(*, project: Project, door_ids: Iterable[UUID], reason: str, answer: str = Answer.NONE, by: Who) -> int:
    """Put addresses on the own list; returns how many were new. Raises Invalid, WrongState.

    What stands on the list already stays as it is. The reason never leaves the own organisation (R14).
    """
    require(by, MaintenancePermission.LIST, project)
    _may_write(project)
    reason = screen(sentence("reason", reason, 5, 500)).text
    if answer not in Answer.values:
        raise Invalid("answer", _("Kies ja, nee of nog geen antwoord."), came_in=answer[:10], field="answer")
    doors = list(Door.objects.filter(project=project, pk__in=set(door_ids)))
    if not doors:
        raise Invalid("doors", _("Kies minstens één adres van dit project."), field="doors")
    marks = {mark(project, d): d for d in doors}
    there = {bytes(m) for m in _own(project, by).filter(mark__in=list(marks)).values_list("mark", flat=True)}
    fresh = {m: d for m, d in marks.items() if m not in there}
    if answer == Answer.YES:
        _within_share(project, fresh.values(), by)
    Entry.objects.bulk_create([
        Entry(**ours(by, project), mark=m, answer=answer, sealed=seal(project, by.organisation_id, Known(d.pk, reason)))
        for m, d in fresh.items()])
    audit.record(by, "maintenance.list_add", project, size=len(fresh))
    _declare(project, by)
    return len(fresh)


@transaction.atomic
def answer(*, project: Project, entry_id: UUID, answer: str, by: Who) -> None:
    """Whether we would go there together, if enough others want it too. Nobody hears this answer.

    A new row takes the place of the old one: the database lets nobody change a row of a list.
    """
    require(by, MaintenancePermission.LIST, project)
    entry = _not_compared(project, entry_id, by)
    known = opened(project, by.organisation_id, entry.sealed)
    if answer not in Answer.values or known is None:
        raise Invalid("answer", _("Kies ja, nee of nog geen antwoord."), came_in=answer[:10], field="answer")
    if answer == entry.answer:
        return
    if answer == Answer.YES:
        _within_share(project, Door.objects.filter(pk=known.door_id), by)
    _own(project, by).filter(pk=entry.pk).delete()
    Entry.objects.create(**ours(by, project), mark=bytes(entry.mark), sealed=bytes(entry.sealed), answer=answer, at=entry.at)
    audit.record(by, "maintenance.list_answer", project)
    _declare(project, by)


@transaction.atomic
def remove(*, project: Project, entry_id: UUID, by: Who) -> None:
    """Take it off the list again, as if it never stood there. Only what was never compared."""
    require(by, MaintenancePermission.LIST, project)
    entry = _not_compared(project, entry_id, by)
    _own(project, by).filter(pk=entry.pk).delete()
    audit.record(by, "maintenance.list_remove", project)
    _declare(project, by)


@transaction.atomic
def withdraw(*, project: Project, entry_id: UUID, by: Who) -> None:
    """Until the visit: it counts for nothing any more, and a joint visit there is off."""
    require(by, MaintenancePermission.LIST, project)
    is_open(project)
    entry = _own(project, by).filter(pk=entry_id).first()
    if entry is None:
        raise Absent("entry")
    if entry.compared_at is None or entry.withdrawn_at is not None:
        raise WrongState("entry", _("Dit adres is niet vergeleken, of al ingetrokken."))
    with connection.cursor() as db:
        db.execute("select maintenance_withdraw(%s, %s)", [entry.pk, now()])
    known = opened(project, by.organisation_id, entry.sealed)
    if known is not None:
        off_sheet(project, known.door_id)
    audit.record(by, "maintenance.list_withdraw", project)
    _declare(project, by)


def _own(project: Project, by: Who) -> QuerySet[Entry]:
    return Entry.objects.filter(project=project, organisation_id=by.organisation_id)


def _not_compared(project: Project, entry_id: UUID, by: Who) -> Entry:
    _may_write(project)
    found = _own(project, by).filter(pk=entry_id).first()
    if found is None:
        raise Absent("entry")
    if found.compared_at is not None:
        raise WrongState("entry", _("Dit adres is al vergeleken. Je kunt het alleen nog intrekken."))
    return found


def _may_write(project: Project) -> None:
    """Raises WrongState while lists are being compared, or when comparing is over."""
    project = current(project)
    is_open(project)
    if project.matching_ended_at is not None:
        raise WrongState("lists", _("Het vergelijken is voorbij. De lijsten zijn vernietigd."))
    if MatchRound.objects.filter(project=project, settled_at=None, closes_at__lte=now()).exists():
        raise WrongState("lists", _("De lijsten zijn gesloten en worden vergeleken. Kom zo terug."))


def most_of(doors: int, share: int) -> int:
    """How many doors of a block one organisation may want compared, over all rounds together."""
    return max(LEAST, doors * share // 100)


def _within_share(project: Project, more: Iterable[Door], by: Who) -> None:
    """Raises Invalid where somebody puts in so much of a block that it would be fishing."""
    adding = Counter(d.block_id for d in more)
    there = Counter(Door.objects.filter(pk__in=[k.door_id for k in _wanted(project, by)]).values_list("block_id", flat=True))
    doors = Counter(Door.objects.filter(project=project, block_id__in=list(adding)).values_list("block_id", flat=True))
    for block, size in adding.items():
        most = most_of(doors[block], project.share)
        if there[block] + size > most:
            raise Invalid("share", _("Van dit blok mag een organisatie hoogstens %(most)d adressen laten vergelijken. "
                                     "Kies de adressen waar het nodig is.") % {"most": most},
                          came_in=str(there[block] + size), expected=str(most), field="doors")


def _wanted(project: Project, by: Who) -> list[Known]:
    rows = _own(project, by).filter(answer=Answer.YES)
    return [k for e in rows if (k := opened(project, by.organisation_id, e.sealed))]


def _declare(project: Project, by: Who) -> None:
    """Counts for the own privacy officer: no address, and of nobody else."""
    rows = _own(project, by)
    Declaration.objects.update_or_create(
        organisation_id=by.organisation_id, project_id=project.pk,
        defaults={"network_id": by.network_id, "name": project.name, "listed": rows.count(), "share": project.share,
                  "compared": rows.filter(answer=Answer.YES).count(), "doors": Door.objects.filter(project=project).count()})

