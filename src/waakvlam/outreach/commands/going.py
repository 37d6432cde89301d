"""Whoever is asked to go along: yes with a name, no, not after all, and what came of it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, reach, screening
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import PURPOSES, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from ..models import JointReport, JointVisit
from ..policies import OutreachPermission
from . import joint
from .joint import State


@transaction.atomic
def accept(*, visit_id: UUID, person_id: UUID, by: Who) -> JointVisit:
    """Somebody of ours goes along: only that person reads where it is. Raises Invalid, WrongState, Absent."""
    visit = _held(visit_id, by)
    if visit.at <= now():
        raise WrongState("joint_past", _("Dit bezoek is al geweest."))
    if person_id not in named(by):
        raise Invalid("person", _("Kies iemand van je eigen organisatie die op huisbezoek mag."), came_in=str(person_id), field="person")
    visit.person_id, visit.answered_at = person_id, now()
    joint.move(visit, State.ACCEPTED, by)
    joint.show_where(visit)
    audit.record(by, "joint.accept", visit)
    return visit


def named(by: Who) -> dict[UUID, str]:
    """Colleagues who may go along, by name. One query."""
    roles = [role for role, purposes in PURPOSES.items() if Purpose.JOINT_VISIT in purposes and role != Role.SYSTEM]
    rows = Membership.objects.filter(organisation_id=by.organisation_id, role__in=roles, since__lte=now()).exclude(until__lte=now())
    return dict(rows.order_by("person__name").values_list("person_id", "person__name"))


@transaction.atomic
def decline(*, visit_id: UUID, by: Who) -> JointVisit:
    """Nobody of ours goes along; the host hears it at once."""
    visit = _held(visit_id, by)
    visit.answered_at = now()
    joint.move(visit, State.DECLINED, by)
    joint.loosen(visit, by)
    audit.record(by, "joint.decline", visit)
    return visit


@transaction.atomic
def step_back(*, visit_id: UUID, by: Who) -> JointVisit:
    """Not after all: from now on nobody of ours reads where it is. Raises WrongState where nobody said yes."""
    visit = _held(visit_id, by)
    if visit.state != State.ACCEPTED:
        raise WrongState("joint_state", _("Er is nog niemand die meegaat."), came_in=visit.state)
    joint.move(visit, State.WITHDRAWN, by)
    reach.close(visit.pk, by.organisation_id, "content")
    joint.loosen(visit, by)
    audit.record(by, "joint.step_back", visit)
    return visit


@transaction.atomic
def report(*, visit_id: UUID, outcome: str, observation: str = "", keep_words: bool = False, by: Who) -> JointReport:
    """What we found, for our own organisation alone; by who went. The host learns only that it has been.

    Raises Absent for anybody else, Invalid, WrongState before the visit.
    """
    visit = _held(visit_id, by)
    if visit.person_id is None or visit.person_id != by.person_id:
        raise Absent("joint_visit")
    if visit.at > now():
        raise WrongState("joint_early", _("Dit bezoek is nog niet geweest."))
    if outcome not in JointReport.Outcome.values:
        raise Invalid("outcome", _("Kies hoe het bezoek liep."), came_in=outcome[:10], field="outcome")
    said = screening.screen(observation)
    if said.words and not keep_words:
        raise Invalid("sensitive_words", _("Hier staan woorden die op een ziekte of een straf lijken: %(words)s. Schrijf op wat je zag, "
                      "of laat ze staan als het echt nodig is.") % {"words": ", ".join(said.words)},
                      came_in=", ".join(said.words), field="observation")
    joint.move(visit, State.DONE, by)
    made = JointReport.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, visit_id=visit.pk,
                                      person_id=visit.person_id, outcome=outcome, observation=said.text[:4000])
    audit.record(by, "joint.report", visit, outcome=outcome)
    if keep_words:
        screening.keep(by, made, [made.observation])
    return made


def _held(visit_id: UUID, by: Who) -> JointVisit:
    """An invitation to the own organisation, locked. Raises Absent, Refused."""
    visit = joint.held(visit_id)
    if visit.partner_id != by.organisation_id:
        raise Absent("joint_visit")
    require(by, OutreachPermission.ANSWER_JOINT, visit)
    return visit
