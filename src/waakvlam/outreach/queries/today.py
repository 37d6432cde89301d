"""What outreach puts on Vandaag and into the search of the shell."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access import reads, waiting
from waakvlam.access.identity import Who
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import day_of
from waakvlam.kit.time import today as today_

from ..commands.joint import ANSWER, TELL
from ..commands.markers import CLOCK as MARKER
from ..findings import CLOCK as FINDING
from ..findings import listed
from ..models import Finding, Round
from . import joint, sheets
from .rounds import Line, plans_everything, rounds_today, running

TODAY_PURPOSE = (Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.JOINT_VISIT)
FINDINGS, MARKERS, TOGETHER = (FINDING,), (MARKER,), (ANSWER, TELL)
TODAY_CLOCKS = (FINDINGS, MARKERS, TOGETHER)
SEARCH_PURPOSE = (Purpose.CALL_ROUND,)


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    note: str = ""
    icon: str = "round"
    status: str = ""
    when: datetime | None = None
    tone: str = ""
    done: int = 0
    total: int = 0
    mine: int = 0
    action: str = ""
    action_url: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    url: str = ""
    note: str = ""
    empty: str = ""


def today(who: Who) -> list[Section]:
    """For a caller the rounds to call in; for a coordinator those that run, and what calls brought up."""
    if who.purpose == Purpose.VISIT_ROUND:
        return _visits(who)
    if who.purpose == Purpose.JOINT_VISIT:
        return _together(who)
    lines = rounds_today(who)
    if not plans_everything(who):
        return [Section("calling", _("Bellen"), [_to_call(line) for line in lines], len(lines),
                        empty=_("Er loopt nu geen belactie waarin je belt."))]
    url = reverse("outreach:rounds")
    found = [Section("rounds", _("Belacties"), [_to_steer(line) for line in lines], len(lines), url,
                     empty=_("Er loopt nu geen belactie."))]
    found_out = reads.rows(who, _findings)
    rows = [Row(f.get_kind_display(), reverse("outreach:round_findings", args=[f.round_id]),
                f.round.name, "request", "waiting", f.created_at, "lit" if f.danger else "") for f in found_out]
    return [*found, Section("findings", _("Uit de gesprekken"), rows[:5], len(rows))] if rows else found


def _findings(who: Who) -> QuerySet[Finding] | None:
    return listed(who)[:6] if plans_everything(who) and waiting.on_us(who, FINDINGS, 1) else None


def _visits(who: Who) -> list[Section]:
    """The sheets of today: all for who plans them, else one's own. One or two queries. A marker that passed its review is
    known by its clock, and here nothing else is told of it."""
    plans = who.role == Role.COORDINATOR
    name = "outreach:sheet_division" if plans else "outreach:sheet"
    lines = sheets.sheets_today(who) if plans else sheets.my_sheets(who)
    rows = [Row(line.name, reverse(name, args=[line.id]), ", ".join(line.team), "visit", done=line.done, total=line.doors)
            for line in lines]
    found = [Section("sheets", _("Aanbellen"), rows, len(rows), empty=_("Vandaag wordt er nergens aangebeld."))]
    left = [Row(basis.visit.partner.name, reverse("outreach:joint_ask", args=[basis.door.sheet_id, basis.door_id]),
                _("Gaat niet mee: %(state)s") % {"state": basis.visit.get_state_display()}, "team", "due", basis.visit.at)
            for basis in joint.alone_again(who)[:6]]
    found += [Section("joint", _("Samen op huisbezoek"), left[:5], len(left))] if left else []
    late = [c for c in waiting.on_us(who, MARKERS) if day_of(c.due_at) < today_()][:6] if plans else []
    again = [Row(_("Met twee mensen gaan"), reverse("outreach:markers"), _("Kijk of dit nog nodig is; het telt niet meer."),
                 "group", "overdue", tone="silent") for _marker in late]
    return [Section("markers", _("Stil gevallen"), again[:5], len(again), reverse("outreach:markers")), *found] if again else found


def _together(who: Who) -> list[Section]:
    """What waits for an answer of ours, and where I go along: each runs a clock on us. At most five queries, or none."""
    if not waiting.on_us(who, TOGETHER, 1):
        return []
    rows = [Row(g.where.address if g.where else g.visit.area, reverse("outreach:joint_visit", args=[g.visit.pk]), g.visit.organisation.name,
                "team", "waiting" if g.visit.state == joint.State.ASKED else "accepted", g.visit.at,
                "lit" if g.visit.state == joint.State.ASKED else "")
            for g in joint.invitations(who) if g.visit.state == joint.State.ASKED or g.visit.is_open and g.visit.person_id == who.person_id]
    url = reverse("outreach:joint_visits")
    return [Section("joint", _("Samen op huisbezoek"), rows[:5], len(rows), url)] if rows else []


def _to_call(line: Line) -> Row:
    url = reverse("outreach:call_start", args=[line.id])
    note = ngettext("Vandaag %(made)d keer gebeld, jij %(mine)d keer", "Vandaag %(made)d keer gebeld, jij %(mine)d keer",
                    line.made) % {"made": line.made, "mine": line.mine}
    return Row(line.name, url, note, "phone", done=line.done, total=line.total, action=_("Bel de volgende"),
               action_url=url)


def _to_steer(line: Line) -> Row:
    note = _("Vandaag %(made)d keer gebeld, nog %(left)d huishoudens te gaan") % {
        "made": line.made, "left": line.left}
    return Row(line.name, reverse("outreach:round", args=[line.id]), note, done=line.done, total=line.total,
               status="running")


def search(who: Who, words: str, limit: int = 5) -> list[dict[str, Any]]:
    """Rounds by name, for who plans them. One query."""
    if who.role != Role.COORDINATOR:
        return []
    rows = Round.objects.filter(organisation_id=who.organisation_id, name__icontains=words).order_by("-starts_on")
    return [{"title": r.name, "note": r.get_state_display(), "icon": "round",
             "url": reverse("outreach:round", args=[r.id])} for r in rows[:limit]]


TODAY_READS = {Purpose.CALL_ROUND: (running, _findings), Purpose.VISIT_ROUND: (sheets.of_today, joint.called_off)}
