"""Send: with the resident's permission, or as a necessity that somebody else confirmed (R9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.access import audit, covenant, offspring, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Organisation, Person, Team
from waakvlam.access.policies import require
from waakvlam.access.screening import keep, screen, words_in
from waakvlam.access.words import Category, Ground, Kind, Purpose
from waakvlam.attachments.commands import not_for_a_corporation
from waakvlam.attachments.models import Attachment
from waakvlam.kit.errors import Invalid
from waakvlam.kit.ids import spoken
from waakvlam.kit.time import now, today
from waakvlam.outreach import findings
from waakvlam.resources.words import Topic

from .. import notices, parts, waiting
from ..models import Handover, HandoverContent, Necessity, Origin, Permission
from ..models.states import Urgency
from ..policies import HandoverPermission
from . import enclosing
from .deciding import go_on_from
from .moving import sensitive, step

LONGEST = timedelta(days=365)
# Urgency → working days to accept at most, to make contact, to give feedback.
DAYS: dict[str, tuple[int, int, int]] = {
    Urgency.NORMAL: (10, 5, 10), Urgency.SOON: (2, 3, 10), Urgency.TODAY: (1, 1, 5)}
REACH_OUT, REACH_IN, REACH_ROUND, REACH_MANDATE = (
    "handover_out", "handover_in", "handover_round", "handover_mandate")


@dataclass(frozen=True)
class To:
    """The receiver; `answer_days` is its norm for answering, in working days."""

    organisation_id: UUID
    team_id: UUID | None = None
    person_id: UUID | None = None
    answer_days: int = 2


@dataclass(frozen=True)
class About:
    """Whom and what it is about: ids of the sender's own register, a topic, an area."""

    topic: str
    resident_id: UUID | None = None
    household_id: UUID | None = None
    neighbourhood_code: str = ""
    finding_id: UUID | None = None
    round_id: UUID | None = None
    urgency: str = Urgency.NORMAL


@dataclass(frozen=True)
class Asked:
    """The permission as it was asked and given."""

    words: str
    until: date
    asked: str = Permission.Asked.PHONE
    given_by: str = Permission.GivenBy.SELF
    representative: str = ""
    feedback: bool = False
    receipt_to: str = ""


@dataclass(frozen=True)
class Sending:
    """All that a handover needs, checked and cleaned, before anything is written."""

    id: UUID
    to: To
    about: About
    letter: parts.Letter
    receiver: Organisation
    words_kept: bool = False
    previous_id: UUID | None = None
    sensitive_words: tuple[str, ...] = field(default=())
    files: tuple[Attachment, ...] = ()


def prepare(*, id: UUID, to: To, about: About, texts: Mapping[str, str],
            introduction: parts.Introduction, words_kept: bool = False,
            previous_id: UUID | None = None, by: Who) -> Sending:
    """Check what would be sent, without writing. Raises Invalid with the field, or Refused."""
    receiver = _receiver(to, by)
    _about_somebody(about)
    may_go = parts.allowed(by, receiver.kind)
    files = enclosing.of_letter(by, id)
    for file in files:
        not_for_a_corporation(file.privacy_class, receiver.kind)
    texts = enclosing.named(texts, files)
    forbidden = [p for p in texts if p not in may_go and texts[p].strip()]
    if forbidden:
        raise Invalid("parts", _("Dit mag volgens het convenant niet mee: %(parts)s.") % {
            "parts": ", ".join(str(parts.Part(p).label) for p in forbidden if p in parts.Part.values)},
            came_in=", ".join(forbidden), expected=", ".join(may_go), field="parts")
    letter = parts.prepare(texts, introduction)
    if not letter.parts:
        raise Invalid("parts", _("Kies minstens één ding dat meegaat."), field="parts")
    found = words_in(written(letter))
    if found and not words_kept:
        raise sensitive(found)
    return Sending(id, to, about, letter, receiver, words_kept, previous_id, found, tuple(files))


def written(letter: parts.Letter) -> list[str]:
    """What people wrote in it themselves, not what the register gave."""
    return [*(letter.parts[p] for p in parts.WRITTEN if p in letter.parts), letter.introduction.name,
            letter.introduction.moment, letter.parts.get(parts.Part.FILES, "")]


@transaction.atomic
def offer(*, sending: Sending, asked: Asked, shown: Iterable[UUID] | None = None, by: Who) -> Handover:
    """Offer a handover with the resident's permission. Sending twice with one id sends once. `shown`: the files that
    the sender saw in the preview, where there was one.

    Writes reach, handover, permission, sent copy, origin, step, clock, audit and the mail.
    Raises Invalid, Refused.
    """
    require(by, HandoverPermission.OFFER)
    again = Handover.objects.filter(pk=sending.id, sender_id=by.organisation_id).first()
    if again is not None:
        return again
    enclosing.as_shown(sending.files, shown)
    asked = checked(asked)
    made = _found(sending, by, Ground.CONSENT, permits_feedback=asked.feedback)
    permission = Permission.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover=made,
        household_id=sending.about.household_id, resident_id=sending.about.resident_id,
        given_by=asked.given_by, representative=asked.representative, to_id=sending.to.organisation_id,
        parts=list(sending.letter.parts), feedback=asked.feedback, until=asked.until, asked=asked.asked,
        words=asked.words, receipt_to=asked.receipt_to, asked_by_id=by.person_id, given_at=now())
    _send(made, sending, by, Ground.CONSENT, permission=permission)
    waiting.for_end(permission, by)
    if sending.about.finding_id:
        findings.hand_over(finding_id=sending.about.finding_id, by=by)
    notices.to_resident(made, asked.receipt_to,
                        "U gaf toestemming om uw vraag over te dragen. Hier leest u wat wij stuurden, aan "
                        "wie, en hoe het ermee staat. U kunt hier ook stoppen.", by)
    return made


@transaction.atomic
def send_confirmed(*, necessity: Necessity, sending: Sending, by: Who) -> Handover:
    """Send what a second pair of eyes confirmed; called by `necessity.confirm` only."""
    made = _found(sending, by, necessity.ground, permits_feedback=False,
                  person_id=necessity.requested_by_id)
    _send(made, sending, by, necessity.ground, necessity=necessity)
    if sending.about.finding_id:
        findings.hand_over(finding_id=sending.about.finding_id, by=by)
    return made


def _found(sending: Sending, by: Who, ground: str, *, permits_feedback: bool,
           person_id: UUID | None = None) -> Handover:
    """Reach for ourselves first, then the row: the wall lets nothing be written out of reach."""
    about, moment = sending.about, now()
    own = covenant.ground_for(by, Category.REQUEST).ground
    made = Handover(
        id=sending.id, network_id=by.network_id, number=spoken(), sender_id=by.organisation_id,
        sender_person_id=person_id or by.person_id, receiver=sending.receiver,
        receiver_team_id=sending.to.team_id, receiver_person_id=sending.to.person_id, topic=about.topic,
        neighbourhood_code=about.neighbourhood_code, urgency=about.urgency, ground=ground,
        permits_feedback=permits_feedback, offered_at=moment, **_days(sending))
    _open(made, by.organisation_id, REACH_OUT, "status", own, may_grant=True)
    _open(made, by.organisation_id, REACH_OUT, "content", own)
    if about.finding_id or about.round_id:
        # The callers of the round hear the status, never the content (R11).
        _open(made, by.organisation_id, REACH_ROUND, "status", own, purpose=Purpose.CALL_ROUND)
    made.previous = go_on_from(sending.previous_id, made, by) if sending.previous_id else None
    made.save(force_insert=True)
    return made


def _send(made: Handover, sending: Sending, by: Who, ground: str, *, permission: Permission | None = None,
          necessity: Necessity | None = None) -> None:
    about = sending.about
    HandoverContent.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover=made,
        resident_id=about.resident_id, household_id=about.household_id, parts=sending.letter.parts,
        letter=letter_text(sending, permission, by), introduction=sending.letter.introduction.plain(),
        permission=permission, necessity=necessity)
    enclosing.enclose(made, sending.files, by)
    Origin.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, handover=made,
        resident_id=about.resident_id, household_id=about.household_id, finding_id=about.finding_id,
        round_id=about.round_id)
    until = waiting.end_of(permission.until) if permission else None
    to = sending.to
    _open(made, to.organisation_id, REACH_IN, "status", ground)
    _open(made, to.organisation_id, REACH_IN, "content", ground, until=until,
          team_id=None if to.person_id else to.team_id, person_id=to.person_id)
    if made.permits_feedback:
        for organisation_id in (by.organisation_id, to.organisation_id):
            _open(made, organisation_id, "handover_feedback", "feedback", ground)
    step(made, "offer", by, before="", words_kept=bool(sending.sensitive_words))
    keep(by, made, written(sending.letter))
    audit.touched(by, "handover.offer", [about.resident_id or about.household_id])
    clock = waiting.for_answer(made, by)
    offspring.moved("handover", made.pk, made.sender_id, made.state)
    person = Person.objects.filter(pk=to.person_id).first() if to.person_id else None
    notices.to_receiver(made, "Er wacht een overdracht op uw antwoord.", by, person=person,
                        until=clock.due_at)


def letter_text(sending: Sending, permission: Permission | Asked | None, by: Who) -> str:
    """The letter as it will be read; also the preview. Dutch, whatever the language of the screen."""
    with override("nl"):
        return parts.compose(parts.Heading(
            sender=by.organisation_name, sender_person=by.name, receiver=sending.receiver.name,
            topic=str(Topic(sending.about.topic).label), urgency=str(Urgency(sending.about.urgency).label),
            permission=screen(permission.words).text if permission else "",
            until=permission.until if permission else None, necessity=permission is None), sending.letter)


def _receiver(to: To, by: Who) -> Organisation:
    found = Organisation.objects.filter(network_id=by.network_id, id=to.organisation_id).first()
    if found is None or found.id == by.organisation_id or found.kind == Kind.NETWORK:
        raise Invalid("receiver", _("Kies een andere organisatie in dit netwerk."), field="receiver")
    if not found.has_accounts and not found.email:
        raise Invalid("receiver", _("Deze organisatie heeft geen account en geen e-mailadres."), field="receiver")
    if to.person_id and not Membership.objects.filter(
            person_id=to.person_id, organisation_id=found.id, until__isnull=True).exists():
        raise Invalid("person", _("Deze persoon werkt niet bij de ontvanger."), field="person")
    if to.team_id and not Team.objects.filter(id=to.team_id, organisation_id=found.id).exists():
        raise Invalid("team", _("Dit team hoort niet bij de ontvanger."), field="team")
    return found


def _about_somebody(about: About) -> None:
    if not (about.resident_id or about.household_id):
        raise Invalid("resident", _("Kies over wie het gaat."), field="resident")
    if about.topic not in Topic.values:
        raise Invalid("topic", _("Kies een onderwerp."), came_in=about.topic, field="topic")
    if about.urgency not in Urgency.values:
        raise Invalid("urgency", _("Kies hoe snel het moet."), came_in=about.urgency, field="urgency")


def checked(asked: Asked) -> Asked:
    """The permission, its words screened. Raises Invalid with the field."""
    words = screen(asked.words).text
    if len(words) < 10:
        raise Invalid("permission", _("Schrijf de woorden op waarmee toestemming is gevraagd."),
                      came_in=words, expected=_("een zin"), field="words")
    if not today() <= asked.until <= today() + LONGEST:
        raise Invalid("until", _("Kies een dag tussen vandaag en over een jaar."),
                      came_in=asked.until.isoformat(), field="until")
    if asked.given_by == Permission.GivenBy.REPRESENTATIVE and not asked.representative.strip():
        raise Invalid("representative", _("Schrijf op wie de toestemming gaf."), field="representative")
    return Asked(words, asked.until, asked.asked, asked.given_by, asked.representative.strip(),
                 asked.feedback, asked.receipt_to)


def _open(made: Handover, organisation_id: UUID, kind: str, compartment: str, ground: str, *,
          purpose: str = Purpose.HANDOVER, **narrower: Any) -> None:
    reach.open_to(reach.Sent(
        kind, made.pk, organisation_id, compartment, purpose, ground, sort_at=made.offered_at,
        status=made.state, topic=made.topic, area=made.neighbourhood_code, **narrower))


def _days(sending: Sending) -> dict[str, int]:
    most, contact, feedback = DAYS[sending.about.urgency]
    return {"accept_days": max(1, min(sending.to.answer_days, most)), "contact_days": contact,
            "feedback_days": feedback}

