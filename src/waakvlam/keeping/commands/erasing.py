"""Erase one person: every row, version, message, staged row and mention; what stays is a tombstone."""

import json
import os
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access import erasing as words
from waakvlam.access.erasing import Found, Subject, as_eraser, total
from waakvlam.access.identity import Who, acting, system
from waakvlam.access.models import Organisation
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.handovers import erasing as handed
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.people import erasing as register
from waakvlam.post import commands as post

from .. import marks, mentions, sweeping
from ..models import Mark, Onward, Revocation, Tombstone
from ..policies import KeepingPermission
from ..waits import ONWARD

PARTNER_DAYS = 20  # working days for a partner to decide; a month in practice
# What may wait for its own end does not stop somebody's own request; a hold does.
STOPS_A_REQUEST = ("hold",)


@transaction.atomic
def erase(*, subject: UUID, reason: str, objected: bool = False, by: Who) -> Tombstone:
    """Erase the resident with this id from the register of `by`'s organisation, for good.

    `reason` is one of Tombstone.Why. With `objected` no later register brings this person back by itself.
    Raises Absent where there is no such resident, Invalid for an unknown reason, WrongState while a
    hold stands. Reads every text of the organisation: seconds per million rows.
    """
    require(by, KeepingPermission.ERASE)
    if reason not in Tombstone.Why.values:
        raise Invalid("reason", _("Kies waarom deze persoon gewist wordt."), came_in=reason,
                      expected=", ".join(Tombstone.Why.values), field="reason")
    who = system(by.organisation_id, Purpose.ADMINISTRATION)
    people = _people(who, subject)
    _nothing_holds(who, people)
    objected = objected or reason == Tombstone.Why.OBJECTION
    with acting(who):
        stone = Tombstone.objects.create(network_id=who.network_id, organisation_id=who.organisation_id,
                                         why=reason, objected=objected)
        _mark(stone, people)
    found = remove(who, people, stone)
    audit.record(by, "person.erase", stone, why=reason, rows=stone.rows, objected=objected)
    transaction.on_commit(lambda: _remember(stone, found))
    return stone


def _people(who: Who, wanted: UUID) -> Subject:
    with acting(who), as_eraser():
        people = register.subject(who, [wanted], words=True)
    if not people.residents:
        raise Absent("resident", _("Deze bewoner staat niet (meer) in het register."))
    return people


def _nothing_holds(who: Who, people: Subject) -> None:
    for one in sweeping.held_back(who, people):
        if one.code in STOPS_A_REQUEST:
            raise WrongState("held", _("Deze gegevens moeten nog blijven staan: %(why)s.") % {"why": one.reason},
                             came_in=one.code, remedy=_("Haal eerst de bewaarplicht weg, of wacht tot die afloopt."))


def _mark(stone: Tombstone, people: Subject) -> None:
    ours = (stone.network_id, stone.organisation_id)
    known = [(Mark.What.ID, i) for i in people.residents] + [(Mark.What.KEY, k) for k in people.keys]
    Mark.objects.bulk_create([
        Mark(network_id=ours[0], organisation_id=ours[1], tombstone=stone, what=what, hash=marks.of(*ours, what, value))
        for what, value in known], ignore_conflicts=True)


def remove(who: Who, people: Subject, stone: Tombstone) -> Found:
    """Everything of these people, here and at partners; the tombstone counts what went."""
    with acting(who), as_eraser():
        asked, received = handed.onward(people), handed.received(people)
    for module in words.ERASERS:
        if hasattr(module, "let_go"):
            module.let_go(people, who)
    found = _at_partners(who, received)
    with acting(who), as_eraser():
        found = total(found, *(module.erase(people) for module in words.ERASERS), 
                      mentions.redact(people, [one.handover_id for one in asked]))
    with acting(who):
        _revoke(who, (*people.residents, *people.households))
        for one in asked:
            _ask_partner(one, who)
        stone.tables, stone.rows = dict(found), sum(found.values())
        stone.save(update_fields=["tables", "rows", "repeats"])
    return found


def _at_partners(who: Who, received: dict[UUID, list[UUID]]) -> Found:
    """What was handed over with consent goes at the receiver as well: its own notes on it."""
    found: Found = {}
    for receiver, handovers in received.items():
        partner = system(receiver, Purpose.ADMINISTRATION)
        with acting(partner), as_eraser():
            gone = handed.erase_received(handovers)
        if gone:
            with acting(partner):
                audit.record(partner, "keeping.partner_erase", None, rows=sum(gone.values()), asked_by=who.organisation_id)
        found = total(found, gone)
    return found


def _ask_partner(asked: handed.Onward, who: Who) -> None:
    """The partner answers for its copy: it hears of it, and has until a day to decide."""
    if Onward.objects.filter(handover_id=asked.handover_id).exists():
        return
    made = Onward.objects.create(network_id=who.network_id, organisation_id=asked.receiver_id,
                                 asked_by_id=who.organisation_id, handover_id=asked.handover_id,
                                 number=asked.number, ground=asked.ground)
    clocks.start(who, made, ONWARD, on=asked.receiver_id, working_days=PARTNER_DAYS)
    partner = Organisation.objects.get(pk=asked.receiver_id)
    if partner.email:
        post.send(channel="email", to=partner.email, subject=f"Overdracht {asked.number}", about_kind="onward",
                  about_id=made.pk, by=who, body=(
                      "De afzender wiste de gegevens van de bewoner van deze overdracht. U kreeg een afschrift op een "
                      "eigen grondslag en beslist daarom zelf of u het wist.\n\n"
                      f"{settings.BASE_URL.rstrip('/')}/beheer/bewaren/\n\nIn deze mail staan geen persoonsgegevens."))


def _revoke(who: Who, ids: Iterable[UUID]) -> None:
    Revocation.objects.bulk_create([Revocation(network_id=who.network_id, organisation_id=who.organisation_id,
                                               subject_id=i) for i in ids])


def _remember(stone: Tombstone, found: Found) -> None:
    """Outside the database too, so that a restored backup does not bring anybody back."""
    sweeping.destroyed(stone.organisation_id, stone.why, found, tombstone=str(stone.pk))
    settings.TOMBSTONES.parent.mkdir(parents=True, exist_ok=True)
    with settings.TOMBSTONES.open("a", encoding="utf-8") as file:
        file.write(json.dumps(as_facts(stone)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def as_facts(stone: Tombstone) -> dict[str, object]:
    """A tombstone as one line of the file: ids of organisation and stone, reason, keyed marks."""
    with acting(system(stone.organisation_id, Purpose.ADMINISTRATION)):
        hashes = [[m.what, bytes(m.hash).hex()] for m in stone.marks.all()]
    return {"id": str(stone.pk), "network": str(stone.network_id), "organisation": str(stone.organisation_id),
            "at": stone.created_at.isoformat(), "why": stone.why, "objected": stone.objected, "kind": stone.kind,
            "marks": hashes}
