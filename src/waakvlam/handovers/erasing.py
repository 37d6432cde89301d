"""Handovers of people who are erased.

What went with the resident's consent goes, at the sender and at the receiver. What went on another ground
the receiver answers for: the sender's tie to it is cut, and the receiver decides within a term
(`onward`). The handover itself holds no person: it stays, and counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from waakvlam.access import clocks, links, reach
from waakvlam.access.erasing import ERASED, Found, Held, Subject, as_eraser, blank, drop, total
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.words import Ground, Purpose
from waakvlam.kit.time import now
from waakvlam.post.models import Delivery

from . import notices
from .commands.moving import close_content, lock, move
from .models import (
    OPEN,
    Decision,
    Enclosure,
    Explanation,
    Handover,
    HandoverContent,
    HelpedAnswer,
    InternalNote,
    Necessity,
    Origin,
    Permission,
    State,
)
from .models.states import WithdrawReason


@dataclass(frozen=True)
class Onward:
    """What a partner holds on a ground of its own: it decides whether it goes."""

    handover_id: UUID
    number: str
    receiver_id: UUID
    ground: str


def held(subject: Subject) -> list[Held]:
    """An open handover, or one whose own term still runs, keeps the people it is about."""
    rows = Origin.objects.filter(subject.of_them, organisation_id=subject.organisation_id)
    found = list(rows.values_list("resident_id", "household_id", "handover__state"))
    waiting = list(Necessity.objects.filter(subject.of_them, state=Necessity.State.REQUESTED).values_list(
        "resident_id", "household_id"))
    open_ = [(r, h) for r, h, state in found if state in OPEN] + waiting
    closed = [(r, h) for r, h, state in found if state not in OPEN]
    return [*_held("open_handover", "een overdracht die nog loopt", open_),
            *_held("handover_term", "een afgeronde overdracht waarvan de termijn nog loopt", closed)]


def _held(code: str, reason: str, pairs: list[tuple[UUID | None, UUID | None]]) -> list[Held]:
    """Of the resident where the handover names one, else of the household."""
    people = frozenset(r for r, _h in pairs if r)
    homes = frozenset(h for r, h in pairs if h and not r)
    return [Held(code, reason, people, homes)] if pairs else []


def of(subject: Subject) -> list[Handover]:
    """Every handover that the organisation sent about these people."""
    mine = {"organisation_id": subject.organisation_id}
    ids = {i for model in (Origin, HandoverContent, Permission)
           for i in model.objects.filter(subject.of_them, **mine).values_list("handover_id", flat=True)}
    return list(Handover.objects.filter(id__in=ids, sender_id=subject.organisation_id).order_by("id"))


def let_go(subject: Subject, by: Who) -> None:
    """With consent: withdrawn where open, nobody reads it any more, every clock and link stops."""
    sender = system(subject.organisation_id, Purpose.HANDOVER)
    with acting(by), as_eraser():
        found = [h for h in of(subject) if h.ground == Ground.CONSENT]
    for handover in found:
        with acting(sender):
            _stop(lock(handover.pk), sender)


def _stop(handover: Handover, by: Who) -> None:
    close_content(handover, by)
    if handover.state in OPEN:
        move(handover, State.WITHDRAWN, "withdraw", by, reason=WithdrawReason.PERMISSION)
        notices.to_receiver_plain(handover, "De bewoner liet de eigen gegevens wissen. Neem geen contact meer op "
                                  "en wis wat je ervan bewaarde.", by)
    Decision.objects.filter(handover=handover, decided_at__isnull=True).update(
        decided_at=now(), choice=Decision.Choice.CLOSE)
    reach.close(handover.pk, None, "feedback")
    clocks.stop(handover.pk)
    links.revoke(handover.pk)


def onward(subject: Subject) -> list[Onward]:
    """Who decides for itself. Asked before `erase`, as the eraser."""
    return [Onward(h.pk, h.number, h.receiver_id, h.ground) for h in of(subject) if h.ground != Ground.CONSENT]


def received(subject: Subject) -> dict[UUID, list[UUID]]:
    """Receiver → handovers that went to it with consent: its own notes on them go too."""
    made: dict[UUID, list[UUID]] = {}
    for handover in of(subject):
        if handover.ground == Ground.CONSENT:
            made.setdefault(handover.receiver_id, []).append(handover.pk)
    return made


def erase(subject: Subject) -> Found:
    found = of(subject)
    with_consent = [h.pk for h in found if h.ground == Ground.CONSENT]
    others = [h.pk for h in found if h.ground != Ground.CONSENT]
    content = HandoverContent.objects.filter(handover_id__in=others)
    content.update(resident_id=None, household_id=RawSQL("gen_random_uuid()", []))
    everything = [*with_consent, *others]
    receipts = list(Permission.objects.filter(handover_id__in=everything).exclude(receipt_to="").values_list("receipt_to", flat=True))
    reasons = Necessity.objects.filter(Q(handover_id__in=others) | subject.of_them)
    return total(
        erase_texts(with_consent),
        drop(InternalNote.objects.filter(handover_id__in=others, organisation_id=subject.organisation_id)),
        drop(Delivery.objects.filter(about_id__in=everything, to__in=receipts)),
        drop(Origin.objects.filter(handover_id__in=everything)),
        drop(reasons.exclude(id__in=content.exclude(necessity=None).values("necessity_id"))),
        blank(reasons, reason=ERASED, resident_id=None, household_id=None),
        blank(HelpedAnswer.objects.filter(handover_id__in=with_consent).exclude(witness="")),
    )


def erase_texts(handover_ids: Iterable[UUID]) -> Found:
    """Whatever tells of the person in these handovers; the path of the handover stays."""
    ids = list(handover_ids)
    return total(
        drop(Enclosure.objects.filter(handover_id__in=ids)),
        drop(HandoverContent.objects.filter(handover_id__in=ids)),
        drop(Explanation.objects.filter(handover_id__in=ids)),
        drop(Permission.objects.filter(handover_id__in=ids)),
        drop(InternalNote.objects.filter(handover_id__in=ids)),
    )


def erase_received(handover_ids: Iterable[UUID]) -> Found:
    """As the receiver's eraser: its own notes about what it received, and, where it so decided, the copy."""
    return erase_texts(handover_ids)
