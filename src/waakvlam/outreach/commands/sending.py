"""One piece of an announcement: the next households on the list, into the outbox."""

from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.models import Person
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import now
from waakvlam.post.commands import send_many
from waakvlam.post.models import Delivery

from .. import addressees
from ..models import Announcement, Batch, Round, RoundEntry

PIECE = 1_000


def piece(batch: Batch, round: Round, by: Who) -> None:
    """Raises WrongState where the round ended meanwhile: nobody is told of calls that do not come."""
    if round.state == Round.State.ENDED:
        raise WrongState("announcement_state", _("De belactie is afgelopen. De rest is niet verstuurd."))
    if not batch.total:
        batch.total = RoundEntry.objects.filter(round=round).aggregate(last=Max("rank"))["last"] or 0
    until = min(batch.done + PIECE, batch.total)
    text = _text_of(batch)
    found, missed = addressees.of(round, text.channel, batch.done, until)
    asked = replace(by, name=Person.objects.get(id=batch.person_id).name) if batch.person_id else by
    send_many([Delivery(channel=text.channel, to=a.to, subject=text.subject, about_kind="round",
                        body=addressees.fill(text.body, a, asked), about_id=round.id,
                        recipient_id=a.resident_id) for a in found], by=by)
    audit.touched(by, "outreach.announce", (a.resident_id for a in found))
    text.sent_count, text.missed_count = text.sent_count + len(found), text.missed_count + missed
    text.save(update_fields=["sent_count", "missed_count"])
    batch.done = until


def finish(batch: Batch, round: Round, by: Who) -> None:
    text = _text_of(batch)
    text.sent_at = now()
    text.save(update_fields=["sent_at"])
    audit.record(by, "round.announced", batch, round=round.id, channel=text.channel, sent=text.sent_count,
                 missed=text.missed_count)


def _text_of(batch: Batch) -> Announcement:
    return Announcement.objects.get(batches=batch)
