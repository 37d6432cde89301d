"""Projects and who is in them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from waakvlam.access import covenant, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock, Membership, Organisation
from waakvlam.access.words import PURPOSES, Category, Kind, Purpose, Role
from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import Page as ListPage
from waakvlam.kit.pagination import keyset
from waakvlam.kit.time import now

from ..commands.parts import REACH
from ..commands.team import INVITATION
from ..models import Block, MatchRound, Member, Partner, PartnerState, Project
from . import within


@dataclass(frozen=True)
class Line:
    """A project in the list, with where the own organisation stands."""

    project: Project
    host: str
    standing: str

    @property
    def asks(self) -> bool:
        return self.standing == PartnerState.INVITED


@dataclass
class Page:
    """A project as its pages show it, to whom. Each part is asked of the database when a page shows it, once."""

    project: Project
    who: Who

    @property
    def host(self) -> str:
        return self.project.organisation.name

    @property
    def contact(self) -> str:
        return self.project.contact.name

    @property
    def is_host(self) -> bool:
        return self.project.organisation_id == self.who.organisation_id

    @property
    def standing(self) -> str:
        """Where the own organisation stands."""
        return next((p.state for p in self.partners if p.organisation_id == self.who.organisation_id), "")

    @property
    def is_member(self) -> bool:
        return any(m.person_id == self.who.person_id for m in self.members)

    @cached_property
    def blocks(self) -> list[Block]:
        return list(within.rows(self.who, Block).filter(project=self.project).prefetch_related("phases").order_by("name"))

    @cached_property
    def partners(self) -> list[Partner]:
        return list(within.rows(self.who, Partner).filter(project=self.project).select_related("organisation").order_by("organisation__name"))

    @cached_property
    def members(self) -> list[Member]:
        return list(within.rows(self.who, Member).filter(project=self.project).select_related("person").order_by("person__name"))

    @cached_property
    def silent(self) -> list[Clock]:
        """Who has not answered, since when."""
        return list(Clock.objects.filter(kind=INVITATION, subject_id__in=[p.pk for p in self.partners], stopped_at=None).order_by("due_at"))

    @cached_property
    def rounds(self) -> list[MatchRound]:
        return list(within.rows(self.who, MatchRound).filter(project=self.project).order_by("-number"))

    @property
    def round(self) -> MatchRound | None:
        """The round that is open now."""
        return next((r for r in self.rounds if r.settled_at is None), None)

    @property
    def overdue(self) -> set[UUID]:
        """Clocks whose day is over: gone silent, no longer only waiting."""
        return {c.pk for c in self.silent if c.due_at < now()}

    @property
    def lists_closed(self) -> bool:
        return self.round is not None and self.round.closes_at <= now()

    @property
    def names(self) -> dict[UUID, str]:
        return {p.organisation_id: p.organisation.name for p in self.partners}


def projects(who: Who, *, after: str = "", size: int = 40) -> ListPage[Line]:
    """Projects that the own organisation leads or was asked for, what changed last first. Four queries."""
    found = keyset(reach.listed(who, REACH, "status"), "-sort_at", "-subject_id", after=after, size=size)
    ids = [r.subject_id for r in found]
    rows = within.projects(who).in_bulk(ids)
    hosts = dict(Organisation.objects.filter(id__in={p.organisation_id for p in rows.values()}).values_list("id", "name"))
    mine = dict(within.rows(who, Partner).filter(project__in=ids, organisation_id=who.organisation_id).values_list("project_id", "state"))
    return ListPage([Line(rows[i], hosts[rows[i].organisation_id], mine.get(i, "")) for i in dict.fromkeys(ids) if i in rows],
                    found.after, found.is_first)


def project(who: Who, project_id: UUID) -> Project:
    """Raises Absent where it is out of reach. One query."""
    found: Project | None = within.projects(who).filter(pk=project_id).first()
    if found is None:
        raise Absent("project")
    return found


def page(who: Who, project_id: UUID) -> Page:
    """A project with its host and contact, for a page. Raises Absent. One query, and at most six as parts are shown."""
    found = within.projects(who).select_related("organisation", "contact").filter(pk=project_id).first()
    if found is None:
        raise Absent("project")
    return Page(found, who)


def of_team(who: Who, project_id: UUID) -> Page:
    """The same, for who is in the core team. Raises Absent for everybody else."""
    found = page(who, project_id)
    if not found.is_member:
        raise Absent("project", _("Dit is alleen voor de mensen in het kernteam."))
    return found


def may_be_asked(who: Who, found: Page) -> list[tuple[str, str]]:
    """Organisations that the covenant gives a ground for a core team, and that do not take part. One query."""
    there = {p.organisation_id for p in found.partners if p.state in (PartnerState.INVITED, PartnerState.ACCEPTED)}
    rows = Organisation.objects.filter(network_id=who.network_id, has_accounts=True).exclude(kind=Kind.NETWORK).order_by("name")
    return [(str(o.pk), o.name) for o in rows if o.pk not in there and covenant.find(
        Who(who.network_id, o.pk, o.kind, Role.SYSTEM, Purpose.MAINTENANCE), Category.CONTACT)]


def may_be_named(who: Who) -> list[tuple[str, str]]:
    """Colleagues whose role fits a core team. One query."""
    roles = [role for role, purposes in PURPOSES.items() if Purpose.MAINTENANCE in purposes and role != Role.SYSTEM]
    rows = Membership.objects.filter(organisation_id=who.organisation_id, role__in=roles).select_related("person")
    moment: datetime = now()
    found = {m.person_id: m.person.name for m in rows if m.until is None or m.until > moment}
    return sorted(((str(pk), name) for pk, name in found.items()), key=lambda pair: pair[1])
