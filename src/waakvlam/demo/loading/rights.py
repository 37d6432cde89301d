"""A resident whose receipt is full, and what residents asked: one request new, one that is nearly due."""

from datetime import timedelta

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.handovers import commands as handovers
from waakvlam.handovers import parts, queries
from waakvlam.handovers.models import HandoverContent, Permission
from waakvlam.kit.time import at, day_of, now
from waakvlam.people.models import Resident
from waakvlam.rights import commands

from .. import cast, stories
from ..ids import derived
from .network import organisation, who
from .offered import ingrid

WRONG = "Mijn telefoonnummer klopt niet meer. Het oude nummer is van mijn dochter."
SEE = "Mevrouw wil op papier zien wie haar gegevens heeft."


def load() -> None:
    """Three acts on top of what the stories left; a few seconds."""
    somebody = resident()
    if somebody is None:
        return
    _stopped(somebody)
    _read(somebody)
    with at(now() - timedelta(days=26)), acting(who("ingrid", Purpose.REGISTER)) as by:
        other = (Resident.objects.filter(organisation_id=by.organisation_id, gone_at=None, part="tenant")
                 .exclude(household_id=somebody.household_id).order_by("sort_name", "id").first())
        if other is not None:
            old = commands.ask(asked=commands.Asked("access", SEE, came="phone"), resident_id=other.pk, by=by)
            commands.take(request_id=old.pk, by=by)
    with at(now() - timedelta(days=3)), acting(who("ingrid", Purpose.REGISTER)) as by:
        commands.ask(asked=commands.Asked("correct", WRONG, came="letter"), resident_id=somebody.pk, by=by)


def resident() -> Resident | None:
    """Whose card is in the cast: somebody of Vlierwonen who is being helped now."""
    with acting(ingrid()) as by:
        ids = (HandoverContent.objects.filter(organisation_id=by.organisation_id, handover__state="under_way",
                                              resident_id__isnull=False)
               .order_by("-handover__offered_at", "id").values_list("resident_id", flat=True))
        # One by one: grouped behind the wall it would take a plan of its own for a handful of rows.
        return next((found for key in ids[:20] if (found := Resident.objects.filter(pk=key).first())), None)


def _stopped(somebody: Resident) -> None:
    """Something that was passed on last month and that the resident stopped."""
    began = now() - timedelta(days=33)
    with at(began), acting(ingrid()) as by:
        found = queries.subject(by, household_id=somebody.household_id, resident_id=somebody.pk)
        texts = {p: text for p, text in found.facts.items() if p in ("name", "phone") and text}
        sending = handovers.prepare(
            id=derived("handover", "stopped"), to=handovers.To(organisation("welzijn")), by=by,
            texts=texts | {"words": "Ik zou best eens mee willen eten in het buurthuis."}, introduction=parts.Introduction(),
            about=handovers.About("contact", resident_id=somebody.pk, household_id=somebody.household_id,
                                  neighbourhood_code=found.neighbourhood_code))
        made = handovers.offer(sending=sending, by=by, asked=handovers.Asked(
            words=stories.ASK, until=day_of(began + timedelta(days=180)), feedback=False, asked=Permission.Asked.PHONE))
    with at(now() - timedelta(days=21)), acting(ingrid()) as by:
        handovers.withdraw_permission(handover=queries.handover(by, made.pk), how=Permission.Asked.PHONE, by=by)


def _read(somebody: Resident) -> None:
    """Whoever helps reads it now and then: the receipt says so."""
    with acting(ingrid()) as by:
        open_ = HandoverContent.objects.filter(organisation_id=by.organisation_id, resident_id=somebody.pk,
                                               handover__state="under_way").values_list("handover_id", "handover__receiver_id")
        running = list(open_)
    for days in (6, 2):
        for handover_id, receiver_id in running:
            reader = next((p.slug for p in cast.PEOPLE if organisation(p.organisation) == receiver_id), "")
            if reader:
                with at(now() - timedelta(days=days)), acting(who(reader, Purpose.HANDOVER)) as by:
                    queries.page(by, handover_id)
