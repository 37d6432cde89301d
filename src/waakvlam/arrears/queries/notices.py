"""Notices: what we told, what we were told. Each list starts from reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Membership, Organisation
from waakvlam.access.words import Kind, Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page as ListPage
from waakvlam.kit.pagination import keyset
from waakvlam.kit.time import now

from ..commands.sending import REACH_IN, REACH_OUT
from ..models import Notice, NoticeContent, NoticeState, NoticeStep
from ..waiting import ON_RECEIVER

SIZE = 40


@dataclass(frozen=True)
class NoticeRow:
    """A line: the name where we may read it, else the number."""

    notice: Notice
    title: str
    other: str
    changed_at: datetime
    due_at: datetime | None = None

    @property
    def is_silent(self) -> bool:
        return self.due_at is not None and self.due_at < now()


@dataclass(frozen=True)
class NoticePage:
    """One notice, as far as who looks may read it."""

    notice: Notice
    content: NoticeContent | None
    steps: list[NoticeStep]
    clock: Clock | None
    is_sender: bool

    @property
    def is_silent(self) -> bool:
        return self.clock is not None and self.clock.due_at < now()

    @property
    def title(self) -> str:
        return self.content.name if self.content else _("Bericht %(number)s") % {"number": self.notice.number}


def notices(who: Who, *, state: str = "", kind: str = "", after: str = "", size: int = SIZE) -> ListPage[NoticeRow]:
    """Newest change first: what a landlord sent, or what a municipality was sent. Five queries."""
    mine = who.organisation_kind == Kind.HOUSING
    start = reach.listed(who, REACH_OUT if mine else REACH_IN, "status", status=state if state in NoticeState.values else "", topic=kind)
    found = keyset(start, "-sort_at", "-subject_id", after=after, size=size)
    ids = [r.subject_id for r in found]
    rows = Notice.objects.filter(reach.opens(who, "status")).in_bulk(ids)
    names = _names(who, ids)
    others = dict(Organisation.objects.filter(id__in={o for n in rows.values() for o in (n.sender_id, n.receiver_id)}).values_list("id", "name"))
    due = dict(clocks.of(who, ids).filter(kind__in=ON_RECEIVER).values_list("subject_id", "due_at")) if ids else {}
    return ListPage([NoticeRow(rows[r.subject_id], names.get(r.subject_id) or rows[r.subject_id].number,
                               others[rows[r.subject_id].receiver_id if mine else rows[r.subject_id].sender_id], r.sort_at,
                               due.get(r.subject_id)) for r in found if r.subject_id in rows], found.after, found.is_first)


def _names(who: Who, ids: list[UUID]) -> dict[UUID, str]:
    """The names that we may read, from what was sent; logged per household (R28)."""
    read = list(NoticeContent.objects.filter(reach.opens(who, "content", "notice_id"), notice_id__in=ids).values_list(
        "notice_id", "name", "household_id")) if ids else []
    audit.touched(who, "arrears.notices", [home for _n, _name, home in read])
    return {notice_id: name for notice_id, name, _home in read}


def notice(who: Who, notice_id: UUID) -> Notice:
    """The shared row. Raises Absent where it is out of reach. One query."""
    found = (Notice.objects.select_related("sender", "receiver", "accepted_by", "backup")
             .filter(reach.opens(who, "status"), pk=notice_id).first())
    if found is None:
        raise Absent("notice", _("Dit bericht is er niet (meer) voor jou."))
    return found


def notice_page(who: Who, notice_id: UUID) -> NoticePage:
    """Five queries, and a log line for whose data is read."""
    found = notice(who, notice_id)
    content = NoticeContent.objects.filter(reach.opens(who, "content", "notice_id"), notice=found).first()
    if content is not None:
        audit.touched(who, "arrears.notice", [content.household_id])
    return NoticePage(
        found, content, list(NoticeStep.objects.filter(notice=found).select_related("organisation").order_by("-at", "-id")),
        clocks.of(who, [found.pk]).filter(kind__in=ON_RECEIVER).order_by("due_at").first(), found.sender_id == who.organisation_id)


def colleagues(who: Who) -> list[tuple[str, str]]:
    """Who may take over: colleagues whose role fits, without oneself. One query."""
    me: Any = who.person_id
    rows = Membership.objects.filter(organisation_id=who.organisation_id, role__in=(Role.COORDINATOR, Role.DISTRICT_WORKER),
                                     until__isnull=True).exclude(person_id=me).select_related("person")
    return sorted({(str(m.person_id), m.person.name) for m in rows}, key=lambda pair: pair[1])
