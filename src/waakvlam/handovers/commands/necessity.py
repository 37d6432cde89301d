"""Without permission: a ground, a reason, a second pair of eyes, and a look back (R9, R27)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.screening import keep, screen, words_in
from waakvlam.access.words import Ground
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.time import now

from .. import notices, parts, waiting
from ..models import Handover, Necessity
from ..policies import HandoverPermission
from . import offering
from .moving import sensitive

GROUNDS = (Ground.VITAL, Ground.LEGAL_DUTY, Ground.PUBLIC_TASK)


@transaction.atomic
def request(*, sending: offering.Sending, ground: str, reason: str, by: Who) -> Necessity:
    """Prepare a letter that goes only when somebody else confirms. Nothing leaves now.

    No files: what stands on a photo or in a document is not looked through for others, numbers or health as words
    are, and cannot be made less. What is needed in an emergency fits in the words that the second person reads whole.
    """
    require(by, HandoverPermission.OFFER)
    assert by.person_id is not None  # only people may offer
    again = Necessity.objects.filter(handover_id=sending.id).first()
    if again is not None:
        return again
    if ground not in GROUNDS:
        raise Invalid("ground", _("Kies een grondslag."), came_in=ground, expected=", ".join(GROUNDS), field="ground")
    if sending.files:
        raise Invalid("files", _("Zonder toestemming gaan geen foto's of documenten mee. Haal ze weg, of vraag toestemming."),
                      field="file")
    reason = screen(reason).text
    if len(reason) < 20:
        raise Invalid("reason", _("Schrijf op waarom het nodig is en waarom toestemming niet kan."),
                      field="reason")
    if not sending.words_kept and words_in([reason]):
        raise sensitive(words_in([reason]))
    made = Necessity.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover_id=sending.id,
        household_id=sending.about.household_id, resident_id=sending.about.resident_id, ground=ground,
        reason=reason, prepared=_plain(sending), requested_by_id=by.person_id, requested_at=now())
    clocks.start(by, made, waiting.CONFIRM, on=by.organisation_id, working_days=waiting.CONFIRM_DAYS)
    audit.record(by, "necessity.request", made, ground=ground, words_kept=bool(sending.sensitive_words))
    keep(by, made, [reason])
    notices.to_colleagues(made, by)
    return made


@transaction.atomic
def confirm(*, necessity: Necessity, remark: str = "", by: Who) -> Handover:
    """The second pair of eyes says yes: it is sent, and reviewed later. Never by who asked."""
    require(by, HandoverPermission.CONFIRM, necessity)
    necessity = _locked(necessity, Necessity.State.CONFIRMED)
    _judged(necessity, Necessity.State.CONFIRMED, remark, by)
    sending = rebuilt(necessity, by)
    made = offering.send_confirmed(necessity=necessity, sending=sending, by=by)
    clocks.start(by, necessity, waiting.REVIEW, on=by.organisation_id, working_days=waiting.REVIEW_DAYS)
    return made


@transaction.atomic
def refuse(*, necessity: Necessity, remark: str, by: Who) -> Necessity:
    """The second pair of eyes says no: nothing goes."""
    require(by, HandoverPermission.CONFIRM, necessity)
    necessity = _locked(necessity, Necessity.State.REFUSED)
    if not remark.strip():
        raise Invalid("remark", _("Schrijf op waarom niet."), field="remark")
    _judged(necessity, Necessity.State.REFUSED, remark, by)
    return necessity


@transaction.atomic
def review(*, necessity: Necessity, text: str, by: Who) -> Necessity:
    """Look back: was it needed, was it enough, does the resident know?"""
    require(by, HandoverPermission.REVIEW, necessity)
    necessity = _locked(necessity, Necessity.State.REVIEWED)
    if len(text.strip()) < 10:
        raise Invalid("review", _("Schrijf op wat je terugkijkend vindt."), field="text")
    necessity.state, necessity.review = Necessity.State.REVIEWED, screen(text).text
    necessity.reviewed_by_id, necessity.reviewed_at = by.person_id, now()
    necessity.save()
    clocks.stop(necessity.pk)
    audit.record(by, "necessity.review", necessity)
    return necessity


def rebuilt(necessity: Necessity, by: Who) -> offering.Sending:
    """What was prepared, checked again against the covenant of today."""
    kept = necessity.prepared
    return offering.prepare(
        id=necessity.handover_id, to=offering.To(**_ids(kept["to"])), about=offering.About(**_ids(kept["about"])),
        texts=kept["texts"], introduction=parts.Introduction(**kept["introduction"]), words_kept=True,
        previous_id=UUID(kept["previous_id"]) if kept["previous_id"] else None, by=by)


def _plain(sending: offering.Sending) -> dict[str, Any]:
    def ids(of: Any) -> dict[str, Any]:
        return {k: str(v) if isinstance(v, UUID) else v for k, v in asdict(of).items()}

    return {"to": ids(sending.to), "about": ids(sending.about), "texts": sending.letter.parts,
            "introduction": sending.letter.introduction.plain(),
            "previous_id": str(sending.previous_id) if sending.previous_id else ""}


def _ids(kept: dict[str, Any]) -> dict[str, Any]:
    return {k: UUID(v) if k.endswith("_id") and v else v for k, v in kept.items()}


def _locked(necessity: Necessity, to: str) -> Necessity:
    found = Necessity.objects.select_for_update(of=("self",)).filter(pk=necessity.pk).first()
    if found is None:
        raise Absent("necessity")
    if to not in Necessity.TRANSITIONS[Necessity.State(found.state)]:
        raise WrongState("necessity.state", _("Hierover is al beslist: %(state)s.") % {
            "state": found.get_state_display()})
    return found


def _judged(necessity: Necessity, state: str, remark: str, by: Who) -> None:
    necessity.state, necessity.remark = state, screen(remark).text
    necessity.confirmed_by_id, necessity.confirmed_at = by.person_id, now()
    necessity.save()
    clocks.stop(necessity.pk)
    audit.record(by, f"necessity.{state}", necessity)
