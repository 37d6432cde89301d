"""The clocks of handovers in words, and open handovers on which no clock runs (R10)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Tap, Waits, short, unclocked
from waakvlam.access.words import Purpose, Role

from . import waiting
from .models import OPEN, Handover, Necessity, State
from .queries import lists

ASKS = {
    waiting.ACCEPT: gettext_lazy("Neem aan of zeg nee"),
    waiting.CONTACT: gettext_lazy("Maak kennis"),
    waiting.FEEDBACK: gettext_lazy("Laat weten hoe het gaat"),
    waiting.DECISION: gettext_lazy("Besluit hoe het verder gaat"),
}
SECOND = {
    waiting.CONFIRM: gettext_lazy("Kijk mee: mag dit zonder toestemming?"),
    waiting.REVIEW: gettext_lazy("Kijk terug: was het nodig?"),
}


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """With the name where the letter may be read, else by number. Two queries; logged per resident."""
    ids = [c.subject_id for c in clocks]
    names = lists.names(who, ids)
    found = Handover.objects.filter(reach.opens(who, "status")).in_bulk(ids)
    return {c.subject_id: Said(names.get(h.pk, h.number), h.number, _where(h.pk), f"{lists.topic_label(h.topic)} · {State(h.state).label}",
                               _taps(who, h, c)) for c in clocks if (h := found.get(c.subject_id))}


def _taps(who: Who, handover: Handover, clock: Clock) -> tuple[Tap, ...]:
    """What the sender can do from the list while it waits on another; the mandate is asked once."""
    if handover.sender_id != who.organisation_id or clock.on_id == who.organisation_id or who.role in (Role.STEWARD, Role.VOLUNTEER):
        return ()
    remind = Tap(_("Herinneren"), reverse("handovers:act", args=[handover.pk, "herinnering"]), "bell", "stil")
    ask = Tap(_("Roerganger vragen"), reverse("handovers:act", args=[handover.pk, "opschaling"]), "steward", "stil")
    return (remind, ask) if clock.step < Clock.Step.MANDATE else (remind,)


def second_eyes(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By nothing but what is asked: the letter itself is opened on its page. No query."""
    return {c.subject_id: Said(_("Een overdracht zonder toestemming"), short(c.subject_id),
                               reverse("handovers:necessity", args=[c.subject_id])) for c in clocks}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open handovers that we sent, on which no clock runs. One query."""
    return unclocked(Handover.objects.filter(sender_id=who.organisation_id, state__in=OPEN)).order_by("id").values_list("id", "number")


def bare_necessities(who: Who) -> Iterable[tuple[UUID, str]]:
    """Necessities that wait for a second pair of eyes without a clock. One query."""
    rows = unclocked(Necessity.objects.filter(organisation_id=who.organisation_id, state=Necessity.State.REQUESTED))
    return [(pk, short(pk)) for pk in rows.order_by("id").values_list("id", flat=True)]


def _where(subject: UUID) -> str:
    return reverse("handovers:handover", args=[subject])


WAITS = [
    Waits("overdrachten", gettext_lazy("Overdrachten"), Purpose.HANDOVER, ASKS, said,
          lambda clock: _where(clock.subject_id), bare, "handover"),
    Waits("zonder-toestemming", gettext_lazy("Overdrachten zonder toestemming"), Purpose.HANDOVER, SECOND, second_eyes,
          lambda clock: reverse("handovers:necessity", args=[clock.subject_id]), bare_necessities, "scale"),
]
