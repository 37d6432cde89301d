"""Rows that stand beside one's own, where one fine filter alone keeps them apart: another's, an earlier one, one that closed."""

from typing import Any
from uuid import UUID

from django.db.models import Model

from waakvlam.access.models import Reach
from waakvlam.access.tests import cast
from waakvlam.arrears.models import NoticeContent
from waakvlam.attachments.models import Attachment
from waakvlam.handovers.models import Handover
from waakvlam.insight.models import Picture
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.outreach.models import (
    Draft,
    Finding,
    PublishedSelection,
    Round,
    RoundEntry,
    Stop,
)
from waakvlam.people.models import Household, ImportRow, Resident
from waakvlam.rights.models import Request
from waakvlam.signals.models import SignalContent

EARLIEST = UUID(int=77)


def beside(called: Round) -> None:
    """All of them. `called`: the round in which Bob holds somebody."""
    ours, other = cast.organisation("wonen"), cast.organisation("anders")
    closed = NoticeContent.objects.latest("notice_id").notice_id
    Reach.objects.filter(subject_id=closed, compartment="content").update(ended_at=now())
    kept = Attachment.objects.filter(organisation_id=ours).exclude(purpose="handover").latest("pk")
    Attachment.objects.filter(pk=kept.pk).update(subject_id=Handover.objects.filter(sender_id=ours).latest("pk").pk)
    held = RoundEntry.objects.filter(round=called).order_by("rank")[0]
    Draft.objects.create(pk=EARLIEST, network_id=called.network_id, organisation_id=ours, entry=held, attempt_id=uuid7(),
                         person_id=cast.who("alice").person_id, content={"fields": {"observation": "Van wie eerder belde."}})
    Stop.objects.create(network_id=called.network_id, organisation_id=other, household=Household.objects.exclude(pk__in=Stop.objects.values("household")).latest("pk"))
    about = SignalContent.objects.filter(organisation_id=ours).latest("pk")
    SignalContent.objects.filter(pk=about.pk).update(resident_id=Resident.objects.filter(organisation_id=ours).latest("pk").pk)
    _elsewhere()
    _of_two_registers(ours, other)
    _of_two_people(ours, other)


def _elsewhere() -> None:
    """The same neighbourhood in another network, and what was chosen there."""
    network, organisation = cast.ELSEWHERE, cast.organisation("ver")
    Picture.objects.filter(network_id=network, area="BU99010101").delete()
    Picture.objects.create(pk=EARLIEST, network_id=network, area="BU99010101", cells={"reached": {"recent": 999}}, made_at=now())
    one, two = Round.objects.exclude(pk__in=PublishedSelection.objects.values("round")).order_by("-pk")[:2]
    for made, of in ((one, (one.network_id, one.organisation_id)), (two, (network, organisation))):
        PublishedSelection.objects.create(network_id=of[0], organisation_id=of[1], round=made, number=1, sentence="Iedereen in de straat",
                                          reference_percent=10, makeup={"listed": 9, "living": 90, "bands": [], "kinds": []})


def _of_two_registers(ours: UUID, other: UUID) -> None:
    """In another register somebody has the key that our file names."""
    row = ImportRow.objects.filter(organisation_id=ours).latest("batch_id")
    ImportRow.objects.filter(pk=row.pk).update(person_key="p-77", verdict=ImportRow.Verdict.CHANGED)
    _copied(Resident.objects.filter(organisation_id=ours).latest("pk"), organisation_id=other, key="p-77")


def _of_two_people(ours: UUID, other: UUID) -> None:
    """What a caller wrote down for another organisation, and what another resident asks."""
    for key in ("alice", "bob"):
        found = Finding.objects.filter(organisation_id=ours, attempt__person_id=cast.who(key).person_id).exclude(kind=Finding.Kind.ALREADY_HELPED)
        if found.exists():
            _copied(found.latest("pk"), organisation_id=other, topic="money")
    asked = Request.objects.filter(organisation_id=ours).latest("pk")
    _copied(asked, number="R99999999", resident_id=Resident.objects.filter(organisation_id=ours).exclude(pk=asked.resident_id).latest("pk").pk)


def _copied(row: Model, **other: Any) -> None:
    row.pk, row._state.adding = uuid7(), True
    for name, value in other.items():
        setattr(row, name, value)
    row.save(force_insert=True)
