"""Rows that stand beside one's own, where one fine filter alone keeps them apart: another's, an earlier one, one that closed."""

from datetime import timedelta
from uuid import UUID

from waakvlam.access.models import Reach
from waakvlam.access.tests import cast
from waakvlam.arrears.models import NoticeContent
from waakvlam.attachments.models import Attachment
from waakvlam.handovers.models import Handover
from waakvlam.insight.models import Picture
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.outreach.models import (
    Attempt,
    Draft,
    Finding,
    PublishedSelection,
    Round,
    RoundEntry,
    Stop,
)
from waakvlam.people.models import ImportRow, Resident
from waakvlam.rights.models import Request
from waakvlam.signals.models import GuidedHome, SignalContent

EARLIEST = UUID(int=77)


def beside(called: Round, theirs: Round) -> None:
    """All of them. `called`: the round in which Bob holds somebody; `theirs`: one of another organisation, with a home."""
    ours = cast.organisation("wonen")
    closed = NoticeContent.objects.latest("notice_id")
    Reach.objects.filter(subject_id=closed.notice_id, compartment="content").exclude(organisation_id=closed.organisation_id).update(ended_at=now())
    kept = Attachment.objects.filter(organisation_id=ours).exclude(purpose="handover").latest("pk")
    Attachment.objects.filter(pk=kept.pk).update(subject_id=Handover.objects.filter(sender_id=ours).latest("pk").pk)
    held = RoundEntry.objects.filter(round=called).order_by("rank")[0]
    Draft.objects.create(pk=EARLIEST, network_id=called.network_id, organisation_id=ours, entry=held, attempt_id=uuid7(),
                         person_id=cast.who("alice").person_id, content={"fields": {"observation": "Van wie eerder belde."}})
    about = SignalContent.objects.filter(organisation_id=ours).latest("pk")
    SignalContent.objects.filter(pk=about.pk).update(resident_id=Resident.objects.filter(organisation_id=ours).latest("pk").pk)
    _elsewhere()
    _of_another(ours, theirs)


def _elsewhere() -> None:
    """The same neighbourhood in another network, and what was chosen there."""
    network, organisation = cast.ELSEWHERE, cast.organisation("ver")
    Picture.objects.filter(network_id=network, area="BU99010101").delete()
    Picture.objects.create(pk=EARLIEST, network_id=network, area="BU99010101", cells={"reached": {"recent": 999}}, made_at=now())
    one, two = Round.objects.exclude(pk__in=PublishedSelection.objects.values("round")).order_by("-pk")[:2]
    for made, of in ((one, (one.network_id, one.organisation_id)), (two, (network, organisation))):
        PublishedSelection.objects.create(network_id=of[0], organisation_id=of[1], round=made, number=1, sentence="Iedereen in de straat",
                                          reference_percent=10, makeup={"listed": 9, "living": 90, "bands": [], "kinds": []})


def _of_another(ours: UUID, theirs: Round) -> None:
    """Who does not want to be called there, somebody with the key that our file names, and what our caller wrote down
    for them; and what another resident of ours asks."""
    entry, held = RoundEntry.objects.filter(round=theirs).order_by("rank")
    alice = cast.who("alice").person_id
    owner = {"network_id": theirs.network_id, "organisation_id": theirs.organisation_id, "household_id": entry.household_id}
    Stop.objects.create(**owner)
    row = ImportRow.objects.filter(organisation_id=ours).latest("batch_id")
    ImportRow.objects.filter(pk=row.pk).update(person_key="p-77", verdict=ImportRow.Verdict.CHANGED)
    Resident.objects.filter(household=entry.household_id).update(key="p-77")
    rung = Attempt.objects.create(**owner, entry=entry, round=theirs, person_id=alice, part_of_day=Attempt.PartOfDay.MORNING)
    Finding.objects.create(**owner, entry=entry, round=theirs, attempt=rung, kind=Finding.Kind.HELP_REQUEST, topic="money", words="Van een ander.")
    RoundEntry.objects.filter(pk=held.pk).update(lease_person_id=alice, lease_until=now() + timedelta(days=1))
    for of, at in ((held, None), (entry, now())):
        Draft.objects.create(network_id=theirs.network_id, organisation_id=theirs.organisation_id, entry=of, attempt_id=uuid7(),
                             person_id=alice, saved_at=now(), finished_at=at, content={"fields": {"observation": "Voor een ander."}})
    listed = GuidedHome.objects.latest("pk")
    listed.pk, listed._state.adding, listed.organisation_id = uuid7(), True, theirs.organisation_id
    listed.save(force_insert=True)
    asked = Request.objects.filter(organisation_id=ours).latest("pk")
    asked.pk, asked._state.adding, asked.number = uuid7(), True, "R99999999"
    asked.resident_id = Resident.objects.filter(organisation_id=ours).exclude(pk=asked.resident_id).latest("pk").pk
    asked.save(force_insert=True)
