"""What members do with an agreed address: plan, go along, tell what came of it, release what they know."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.screening import screen, words_in
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import day_of, now

from ..models import Agreed, Going, Release, ReleaseBasis, Visit
from ..models.states import Ground, Outcome
from ..policies import MaintenancePermission
from .parts import ours, person, sentence, standing


def _team(agreed_id: UUID, by: Who) -> Agreed:
    agreed = standing(agreed_id)
    require(by, MaintenancePermission.TEAM, agreed.project)
    return agreed


@transaction.atomic
def go_along(*, agreed_id: UUID, going: bool, by: Who) -> None:
    """I go there, or I do not after all. Everybody in the team sees it."""
    agreed = _team(agreed_id, by)
    rows = Going.objects.filter(agreed=agreed, organisation_id=by.organisation_id, person_id=person(by))
    if going and not rows.exists():
        Going.objects.create(**ours(by, agreed.project), agreed=agreed, person_id=person(by))
    elif not going:
        rows.delete()
    audit.record(by, "maintenance.going" if going else "maintenance.not_going", agreed)


@transaction.atomic
def plan(*, agreed_id: UUID, planned_at: datetime, by: Who) -> Visit:
    """When the team goes there. Raises Invalid outside the project, WrongState after the visit."""
    agreed = _team(agreed_id, by)
    if not agreed.project.starts_on <= day_of(planned_at) <= agreed.project.ends_on:
        raise Invalid("planned_at", _("Kies een dag binnen het project."), came_in=planned_at.isoformat(), field="planned_at")
    visit = _visit(agreed, by)
    visit.planned_at = planned_at
    visit.save()
    audit.record(by, "maintenance.visit_plan", agreed)
    return visit


@transaction.atomic
def tell(*, agreed_id: UUID, outcome: str, by: Who) -> Visit:
    """What came of the visit; by somebody who went. Nobody home leaves it open for another day."""
    agreed = _team(agreed_id, by)
    if outcome not in Outcome.values:
        raise Invalid("outcome", _("Kies hoe het bezoek liep."), came_in=outcome[:10], field="outcome")
    if not Going.objects.filter(agreed=agreed, organisation_id=by.organisation_id).exists():
        raise WrongState("going", _("Alleen wie meegaat schrijft op hoe het bezoek liep."),
                         remedy=_("Kies eerst “Ik ga mee”."))
    visit = _visit(agreed, by)
    visit.outcome, visit.done_at = outcome, now()
    if outcome == Outcome.NOBODY:
        visit.outcome, visit.done_at, visit.planned_at = "", None, None
    visit.save()
    audit.record(by, "maintenance.visit", agreed, outcome=outcome)
    return visit


def _visit(agreed: Agreed, by: Who) -> Visit:
    found = Visit.objects.select_for_update().filter(agreed=agreed).first()
    if found is not None and found.done_at is not None:
        raise WrongState("visit", _("Dit bezoek is al geweest."), came_in=found.outcome)
    found = found or Visit(**ours(by, agreed.project), agreed=agreed)
    found.organisation_id = by.organisation_id
    return found


def checked(*, text: str, ground: str, basis: str, words_kept: bool = False) -> tuple[str, str, str]:
    """What a release would say, without writing: the preview. Raises Invalid with the field."""
    text, basis = screen(sentence("text", text)).text, screen(sentence("basis", basis, 10)).text
    if ground not in Ground.values:
        raise Invalid("ground", _("Kies waarom dit gedeeld mag worden."), came_in=ground[:20], field="ground")
    found = words_in([text])
    if found and not words_kept:
        raise Invalid("sensitive_words", _("Hier staan woorden die op een ziekte of een straf lijken: %(words)s. "
                      "Schrijf op wat je zag, of laat ze staan als het echt nodig is.") % {"words": ", ".join(found)},
                      came_in=", ".join(found), field="text")
    return text, ground, basis


@transaction.atomic
def release(*, agreed_id: UUID, text: str, ground: str, basis: str, words_kept: bool = False, by: Who) -> Release:
    """Tell the others, on a ground that is written down (R9, R14). The basis stays in the own compartment."""
    agreed = _team(agreed_id, by)
    text, ground, basis = checked(text=text, ground=ground, basis=basis, words_kept=words_kept)
    made = Release.objects.create(**ours(by, agreed.project), agreed=agreed, person_id=person(by), text=text, ground=ground)
    ReleaseBasis.objects.create(**ours(by), release=made, text=basis)
    audit.record(by, "maintenance.release", agreed, ground=ground)
    audit.touched(by, "maintenance.release", [agreed.door.subject_id])
    return made


@transaction.atomic
def take_back(*, release_id: UUID, by: Who) -> Release:
    """From now on the others do not read it any more."""
    found = Release.objects.select_related("project").filter(pk=release_id, organisation_id=by.organisation_id).first()
    if found is None:
        raise Absent("release")
    require(by, MaintenancePermission.TEAM, found.project)
    if found.taken_back_at is None:
        found.taken_back_at = now()
        found.save(update_fields=["taken_back_at"])
        audit.record(by, "maintenance.take_back", found)
    return found
