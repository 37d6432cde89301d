"""Who takes part: invite, answer, name people, stop."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks, covenant, reach
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Membership, Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import PURPOSES, Category, Kind, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import now

from .. import notices
from ..models import PARTNER, Member, Partner, PartnerState, Project
from ..policies import MaintenancePermission
from . import matching
from .parts import hold, is_open, may_follow, of_host, opened, ours
from .rounds import step_out

INVITATION = "maintenance.invitation"
ANSWER_DAYS = 5  # working days
MOST_MEMBERS = 8  # a core team, not a department


@transaction.atomic
def invite(*, project: Project, organisation_id: UUID, by: Who) -> Partner:
    """Ask an organisation. Raises Invalid where it is not of this network or the covenant gives it no ground."""
    require(by, MaintenancePermission.HOST, project)
    is_open(hold(project.pk))
    asked = Organisation.objects.filter(pk=organisation_id, network_id=by.network_id, has_accounts=True).first()
    if asked is None or asked.kind == Kind.NETWORK or asked.pk == by.organisation_id:
        raise Invalid("organisation", _("Kies een andere organisatie met een account in dit netwerk."), field="organisation")
    line = covenant.find(_speaking_for(asked, by), Category.CONTACT)
    if line is None:
        raise Invalid("organisation", _("Het convenant geeft %(name)s geen grond voor een kernteam bij groot onderhoud.") % {
            "name": asked.name}, came_in=asked.kind, field="organisation")
    found = Partner.objects.filter(project=project, organisation=asked).first()
    if found is not None:
        may_follow(PARTNER, found.state, PartnerState.INVITED)
    row = found or Partner(network_id=by.network_id, organisation=asked, project=project)
    row.state, row.ground, row.source, row.term_days = PartnerState.INVITED, line.ground, line.source, line.term_days
    row.invited_at, row.answered_at, row.answered_by_id = now(), None, None
    row.save()
    opened(project, asked.pk, "status", line.ground)
    clocks.start(by, row, INVITATION, on=asked.pk, working_days=ANSWER_DAYS)
    notices.invited(project, row, by)
    audit.record(by, "maintenance.invite", project, organisation=asked.pk)
    return row


def _speaking_for(organisation: Organisation, by: Who) -> Who:
    """Any worker of that kind of organisation, for this purpose: to ask the covenant, not to act."""
    return Who(by.network_id, organisation.pk, organisation.kind, Role.SYSTEM, Purpose.MAINTENANCE)


@transaction.atomic
def accept(*, project: Project, people: Iterable[UUID], by: Who) -> Partner:
    """Take part, with the people named. Raises Invalid where nobody of the own organisation is named."""
    row = _answer(project, PartnerState.ACCEPTED, by)
    _named(project, row, {*people} or {by.person_id}, by)
    return row


@transaction.atomic
def decline(*, project: Project, by: Who) -> Partner:
    """Not this time; the project goes out of sight."""
    row = _answer(project, PartnerState.DECLINED, by)
    _close(project, by)
    return row


def _answer(project: Project, to: str, by: Who) -> Partner:
    require(by, MaintenancePermission.ANSWER, project)
    is_open(project)
    row = Partner.objects.select_for_update().filter(project=project, organisation_id=by.organisation_id).first()
    if row is None:
        raise Absent("partner")
    may_follow(PARTNER, row.state, to)
    row.state, row.answered_at, row.answered_by_id = to, now(), by.person_id
    row.save()
    clocks.stop(row.pk, INVITATION)
    audit.record(by, f"maintenance.{to}", project)
    return row


@transaction.atomic
def name_members(*, project: Project, people: Iterable[UUID], by: Who) -> None:
    """Who of the own organisation opens what the team agreed; whoever is not named any more no longer does."""
    require(by, MaintenancePermission.ANSWER, project)
    is_open(project)
    row = Partner.objects.filter(project=project, organisation_id=by.organisation_id, state=PartnerState.ACCEPTED).first()
    if row is None:
        raise Absent("partner")
    _named(project, row, {*people}, by)


def _named(project: Project, row: Partner, people: set[UUID | None], by: Who) -> None:
    wanted = _of_ours(people, by)
    with acting(of_host(project)):
        reach.close(project.pk, by.organisation_id, "content")
        for person_id in sorted(wanted):
            opened(project, by.organisation_id, "content", row.ground, person_id=person_id)
    with acting(system(by.organisation_id, Purpose.MAINTENANCE)):  # whoever names others need not be a member
        rows = Member.objects.filter(project=project, organisation_id=by.organisation_id)
        rows.exclude(person_id__in=wanted).delete()
        there = set(rows.values_list("person_id", flat=True))
        Member.objects.bulk_create([Member(**ours(by, project), person_id=p) for p in sorted(wanted - there)])
    audit.record(by, "maintenance.members", project, size=len(wanted))


def _of_ours(people: set[UUID | None], by: Who) -> set[UUID]:
    rows = Membership.objects.filter(organisation_id=by.organisation_id, person_id__in=[p for p in people if p])
    found = {m.person_id for m in rows if Purpose.MAINTENANCE in PURPOSES[m.role] and (m.until is None or m.until > now())}
    if found != people or not 0 < len(found) <= MOST_MEMBERS:
        raise Invalid("people", _("Wijs een tot acht mensen van je eigen organisatie aan, met een rol die bij het kernteam past."),
                      came_in=str(len(people)), field="people")
    return found


@transaction.atomic
def leave(*, project: Project, by: Who) -> None:
    """Stop taking part. The own list is destroyed; what was agreed stays agreed, so that leaving tells nothing."""
    if project.organisation_id == by.organisation_id:
        raise Invalid("host", _("Jullie leiden dit project. Sluit het af als het niet doorgaat."))
    _answer(project, PartnerState.LEFT, by)
    matching.destroy(project, by.organisation_id)
    step_out(project, by.organisation_id)
    _close(project, by)


@transaction.atomic
def remove(*, project: Project, organisation_id: UUID, by: Who) -> None:
    """The host ends the part of another organisation; its list is destroyed unseen."""
    require(by, MaintenancePermission.HOST, project)
    is_open(project)
    row = Partner.objects.select_for_update().filter(project=project, organisation_id=organisation_id).exclude(
        organisation_id=project.organisation_id).first()
    if row is None:
        raise Absent("partner")
    may_follow(PARTNER, row.state, PartnerState.LEFT)
    row.state, row.answered_at = PartnerState.LEFT, now()
    row.save()
    clocks.stop(row.pk, INVITATION)
    matching.destroy(project, organisation_id)
    step_out(project, organisation_id)
    reach.close(project.pk, organisation_id)
    audit.record(by, "maintenance.remove", project, organisation=organisation_id)


def _close(project: Project, by: Who) -> None:
    with acting(of_host(project)):
        reach.close(project.pk, by.organisation_id)
