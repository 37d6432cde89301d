"""Mails about a signal: its number and where to go, never a name, topic or place. To tellers: how far it is, no more."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waakvlam.access.identity import Who
from waakvlam.access.models import Membership, Organisation, Person
from waakvlam.access.words import Kind
from waakvlam.post import commands as post
from waakvlam.post.models import Delivery

from .models import NuisanceNotice, RoomAsk, Signal, TakeOver, Teller
from .models.states import Told, Wants
from .telling import receipt, sentence, still, subject_line

COLOPHON = "In deze mail staan geen persoonsgegevens."


def to_holder(signal: Signal, sentences: str, by: Who, *, backup: bool = False) -> bool:
    """To the person who has it, else to the shared mailbox. Returns whether there was an address."""
    person_id = (signal.backup_person_id or signal.holder_person_id) if backup else signal.holder_person_id
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    holder = Organisation.objects.filter(pk=signal.holder_id).first()
    return _send(signal, (person.email if person else "") or (holder.email if holder else ""), sentences, by)


def to_giver(signal: Signal, organisation_id: UUID, sentences: str, by: Who) -> bool:
    found = Organisation.objects.filter(pk=organisation_id).first()
    return found is not None and _send(signal, found.email, sentences, by)


def to_mandate(signal: Signal, mandate: Organisation, by: Who) -> bool:
    return _send(signal, mandate.email, "Een signaal kwam bij u terecht omdat er ondanks herinneringen niets gebeurde.", by)


def over(row: TakeOver, organisation_id: UUID, sentences: str, by: Who) -> bool:
    """Somebody asks, or has answered: to the page of questions, since who asks may not read the signal itself."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not found.email:
        return False
    post.send(channel="email", to=found.email, subject=f"Signaal {row.number}", about_kind="signal", about_id=row.signal_id,
              body=f"{sentences}\n\n{_page_of_questions()}\n\n{COLOPHON}", by=by)
    return True


def room(organisation_id: UUID, sentences: str, row: RoomAsk, by: Who) -> bool:
    """About the question alone: its own id, so that nothing leads to a signal."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not found.email:
        return False
    post.send(channel="email", to=found.email, subject="Is er ruimte?", about_kind="room", about_id=row.pk,
              body=f"{sentences}\n\n{_page_of_questions()}\n\n{COLOPHON}", by=by)
    return True


def of_nuisance(notice: NuisanceNotice, by: Who) -> bool:
    """To the guide while at work there, else to the shared mailbox: no address, and not whether we let the home or guide there."""
    colleague = Membership.objects.filter(organisation_id=by.organisation_id, person_id=notice.guide_id, until__isnull=True).select_related("person").first()
    ours = Organisation.objects.filter(pk=by.organisation_id).first()
    to = (colleague.person.email if colleague else "") or (ours.email if ours else "")
    if to:
        where = settings.BASE_URL.rstrip("/") + reverse("signals:nuisances")
        post.send(channel="email", to=to, subject="Overlast over een woning", about_kind="nuisance", about_id=notice.pk, by=by,
                  body=f"Er is overlast gemeld over een woning waar uw organisatie iets mee te maken heeft.\n\n{where}\n\n{COLOPHON}")
    return bool(to)


def _page_of_questions() -> str:
    return settings.BASE_URL.rstrip("/") + reverse("signals:overs")


def to_teller(signal_id: UUID, told: str, by: Who) -> bool:
    """`by` is the system of the organisation that took it in: the only one that reads who told it."""
    teller = Teller.objects.filter(signal_id=signal_id, redacted_at__isnull=True).select_related("signal__report").first()
    if teller is None or teller.wants not in (Wants.MAIL, Wants.SMS) or told == Told.RECEIVED:
        return False
    to, channel = (teller.email, "email") if teller.wants == Wants.MAIL else (teller.phone, "sms")
    if to:
        number = teller.signal.report.number
        post.send(channel=channel, to=to, subject=subject_line(teller.language, number), about_kind="signal", about_id=signal_id,
                  body=sentence(told, teller.language, number, by.organisation_name), by=by)
    return bool(to)


def came_in(signal_id: UUID, code: str, by: Who, *, enclosed: int = 0) -> bool:
    """Whoever asked for word by mail or SMS gets the number and the code at once; the same signal says it once.

    `enclosed`: how many files hung on their mail; they are told that these are not kept.
    """
    teller = Teller.objects.filter(signal_id=signal_id, redacted_at__isnull=True).select_related("signal__report").first()
    to, channel = _way(teller)
    # Sent twice (a second press of the button) is one signal, and one message.
    if teller is None or not to or Delivery.objects.filter(organisation_id=by.organisation_id, about_id=signal_id, to=to).exists():
        return False
    number = teller.signal.report.number
    where = settings.BASE_URL.rstrip("/") + reverse("melden:status")
    post.send(channel=channel, to=to, subject=subject_line(teller.language, number), about_kind="signal", about_id=signal_id,
              body=receipt(teller.language, number, code, where, by.organisation_name, enclosed), by=by)
    return True


def still_open(signal_id: UUID, by: Who) -> bool:
    """Nothing new yet: said by somebody of the organisation that took it in."""
    teller = Teller.objects.filter(signal_id=signal_id, redacted_at__isnull=True).select_related("signal__report").first()
    to, channel = _way(teller)
    if teller is None or not to:
        return False
    number = teller.signal.report.number
    post.send(channel=channel, to=to, subject=subject_line(teller.language, number), about_kind="signal", about_id=signal_id,
              body=still(teller.language, number, by.organisation_name), by=by)
    return True


def _way(teller: Teller | None) -> tuple[str, str]:
    """(address, channel) by which they asked for word; ("", "") where they did not."""
    if teller is None or teller.wants not in (Wants.MAIL, Wants.SMS):
        return "", ""
    return (teller.email, "email") if teller.wants == Wants.MAIL else (teller.phone, "sms")


def mandate_of(by: Who) -> Organisation | None:
    """The organisation of the network that holds the mandate."""
    return Organisation.objects.filter(network_id=by.network_id, kind=Kind.NETWORK).order_by("slug").first()


def page_of(signal: Signal) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("signals:signal", args=[signal.pk])


def _send(signal: Signal, to: str, sentences: str, by: Who) -> bool:
    if to:
        post.send(channel="email", to=to, subject=f"Signaal {signal.number}", about_kind="signal", about_id=signal.pk,
                  body=f"{sentences}\n\n{page_of(signal)}\n\n{COLOPHON}", by=by)
    return bool(to)
