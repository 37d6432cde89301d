"""Tell people that we will call: who, why and how to say no. Before the first call."""

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.eleven import mask
from waakvlam.kit.errors import Absent, Invalid, WrongState

from ..models import Announcement, Batch, Round
from ..policies import OutreachPermission
from . import batches

LONGEST_SMS = 480


@transaction.atomic
def write_announcement(*, round: Round, channel: str, subject: str, body: str, by: Who) -> Announcement:
    """Keep a text for this round and channel; nothing is sent yet. One unsent text per channel."""
    require(by, OutreachPermission.ANNOUNCE, round)
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    _check(channel, subject, body)
    found = Announcement.objects.filter(round=round, channel=channel, sent_at__isnull=True).first()
    text = found or Announcement(network_id=by.network_id, organisation_id=by.organisation_id,
                                 round=round, channel=channel)
    text.subject, text.body, text.person_id = subject, body, by.person_id
    text.save()
    audit.record(by, "announcement.write", text, channel=channel)
    return text


def _check(channel: str, subject: str, body: str) -> None:
    if channel not in Announcement.Channel.values:
        raise Invalid("channel", _("Kies brief, sms of e-mail."), came_in=channel[:20], field="channel")
    if not body or mask(body)[1]:
        raise Invalid("announcement_body", _("Schrijf een tekst, zonder burgerservicenummer."), field="body")
    if channel == "sms" and len(body) > LONGEST_SMS:
        raise Invalid("announcement_long", _("Een sms heeft hooguit %(n)d tekens.") % {"n": LONGEST_SMS},
                      came_in=str(len(body)), field="body")
    if channel != "sms" and not subject:
        raise Invalid("announcement_subject", _("Een brief of e-mail heeft een onderwerp nodig."), field="subject")


@transaction.atomic
def announce(*, announcement: Announcement, by: Who, later: bool = False) -> Announcement:
    """Send a text to everybody still on the list, once; `later` leaves it to a job.

    Households without an address for this channel are counted, not hidden. Raises WrongState before
    approval, after sending, and while it is being sent.
    """
    held = (Announcement.objects.select_for_update(of=("self",)).select_related("round")
            .filter(id=announcement.id).first())
    if held is None:
        raise Absent("announcement")
    require(by, OutreachPermission.ANNOUNCE, held.round)
    is_busy = Batch.objects.filter(announcement=held, ended_at=None).exists()
    if is_busy or held.sent_at is not None or held.round.state in (Round.State.DRAFT, Round.State.ENDED):
        raise WrongState("announcement_state", _("Aankondigen kan één keer, na de goedkeuring van de lijst."),
                         came_in=f"{held.round.state} {held.sent_at or ''}")
    batch = Batch.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                 round=held.round, announcement=held, person_id=by.person_id)
    audit.record(by, "round.announce", held.round, channel=held.channel)
    if later:
        batches.defer(batch)
        return held
    batches.at_once(batch, by=by)
    held.refresh_from_db()
    return held
