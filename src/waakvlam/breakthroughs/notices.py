"""Mails about a call for a decision, in plain Dutch: the number, the question and where to go. Never a person's data.

All are sent for the organisation that called it. `by` acts for that organisation.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from waakvlam.access import links
from waakvlam.access.identity import Who
from waakvlam.access.models import Organisation
from waakvlam.access.words import Kind, Role
from waakvlam.kit.time import day_of, now
from waakvlam.post import commands as post

from .models import Breakthrough, State

LINK, LINK_DAYS = "breakthrough", 60
COLOPHON = "In deze mail staan geen gegevens van een bewoner. Stuur een link in deze mail niet door."


def asked(found: Breakthrough, by: Who) -> bool:
    """To whoever must decide."""
    return _to_decider(found, f"Besluit gevraagd, {found.number}", f"{by.organisation_name} vraagt u om een besluit.\n\n{found.question}", by)


def again(found: Breakthrough, by: Who) -> bool:
    return _to_decider(found, f"Herinnering: besluit gevraagd, {found.number}",
                       "De termijn is voorbij. Besluit u niet, dan gaat de vraag morgen naar wie boven u staat.\n\n" + found.question, by)


def moved_up(found: Breakthrough, by: Who) -> bool:
    """To the one above, and to who called it."""
    _to_caller(found, "Er kwam geen besluit. De vraag ligt nu een trede hoger.", by)
    return _to_decider(found, f"Besluit gevraagd, {found.number}",
                       "Er kwam geen besluit van wie het eerst gevraagd is. De vraag ligt nu bij u.\n\n" + found.question, by)


def at_top(found: Breakthrough, by: Who) -> bool:
    """To who called it and to the network: nobody stands higher, and it stays in sight."""
    network = Organisation.objects.filter(network_id=found.network_id, kind=Kind.NETWORK).exclude(email="").order_by("slug").first()
    if network is not None and network.pk != found.organisation_id:
        _send(found, network.email, f"Geen besluit, {found.number}", "Ook bovenaan kwam geen besluit. De vraag blijft elke dag in beeld.",
              page_of(found), by)
    return _to_caller(found, "Ook bovenaan kwam geen besluit. De vraag blijft elke dag in beeld bij Stil gevallen.", by)


def over(found: Breakthrough, by: Who) -> bool:
    """To who called it and, where it was withdrawn, to who was asked. Links are dead from here on."""
    links.revoke(found.pk, LINK)
    if found.state == State.DECIDED:
        return _to_caller(found, "Er is een besluit genomen.", by)
    to = _address(found)
    return bool(to) and _send(found, to, f"Niet meer nodig, {found.number}", "De vraag om een besluit is ingetrokken. U hoeft niets te doen.", "", by)


def page_of(found: Breakthrough) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("breakthroughs:one", args=[found.pk])


def _to_decider(found: Breakthrough, subject: str, sentences: str, by: Who) -> bool:
    """With a fresh link, so that it can be answered without an account; older links die."""
    to = _address(found)
    links.revoke(found.pk, LINK)
    if not to:
        return False
    address = links.make(by, found, LINK, role=Role.GUEST, organisation_id=found.decider_id, expires_at=now() + timedelta(days=LINK_DAYS))[1]
    until = f"Graag vóór {day_of(found.due_at):%d-%m-%Y}." if found.due_at > now() else "Graag vandaag."
    return _send(found, to, subject, f"{sentences}\n\n{until} Antwoorden kan hier, ook zonder account:", address, by)


def _address(found: Breakthrough) -> str:
    found.decider = Organisation.objects.get(pk=found.decider_id)
    return (found.decider_person.email if found.decider_person else "") or found.decider.email


def _to_caller(found: Breakthrough, sentence: str, by: Who) -> bool:
    own = Organisation.objects.get(pk=found.organisation_id)
    to = (found.caller.email if found.caller else "") or own.email
    return bool(to) and _send(found, to, f"Besluit {found.number}", sentence, page_of(found), by)


def _send(found: Breakthrough, to: str, subject: str, sentences: str, address: str, by: Who) -> bool:
    body = "\n\n".join(part for part in (sentences, address, COLOPHON) if part)
    post.send(channel="email", to=to, subject=subject, body=body, about_kind="breakthrough", about_id=found.pk, by=by)
    return True
