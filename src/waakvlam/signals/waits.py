"""The clocks of signals in words, and open signals on which no clock runs (R10)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, short, unclocked
from waakvlam.access.words import Purpose

from . import waiting
from .models import OPEN, Signal
from .models.signal import BRINGERS
from .queries import reading, told_of_nuisance
from .sentences import ASKS
from .topics import topic_label

WAITED = {kind: words for kind, words in ASKS.items() if kind != waiting.REST}
ANSWER = {waiting.TELL: _("Laat de melder iets weten")}
ASKED = {waiting.OVER: _("Antwoord: neemt een ander dit signaal over?"), waiting.ROOM: _("Antwoord: hebben jullie ruimte?")}
# What is asked is on the page, for the roles that the covenant names; silence is everybody's.
ASK = {waiting.TOGETHER: _("Beantwoord de vraag bij dit signaal"), waiting.TOGETHER_END: _("De vraag bij dit signaal vervalt")}
HEARD = {waiting.NUISANCE: _("Lees een bericht van overlast")}
LOOK_BACK = {waiting.REVIEW: _("Kijk terug: was delen zonder toestemming nodig?")}


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By number and what it is about; nobody is named, and only who weighs signals is led to one. One query."""
    leads = who.role not in BRINGERS
    found = reading.worked_on(who).in_bulk([c.subject_id for c in clocks])
    return {key: Said(f"{s.get_kind_display()} · {topic_label(s.topic)}", s.number, _where(key) if leads else "", s.get_state_display())
            for key, s in found.items()}


def answered(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By the number that whoever told it knows. One query."""
    found = reading.reports(who).filter(signal_id__in=[c.subject_id for c in clocks])
    return {r.signal_id: Said(str(r.get_kind_display()), r.number, reverse("signals:reporter", args=[r.signal_id])) for r in found}


def looked_back(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    return {c.subject_id: Said(str(LOOK_BACK[waiting.REVIEW]), short(c.subject_id), reverse("signals:reviews")) for c in clocks}


def asked_over(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """To the page of questions, where nobody is named. No query."""
    return {c.subject_id: Said(str(ASKED[c.kind]), short(c.subject_id), reverse("signals:overs")) for c in clocks}


def heard(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """To the page of word of nuisance; which home stands there, for whom the covenant names. No query."""
    return {c.subject_id: Said(str(HEARD[c.kind]), short(c.subject_id), reverse("signals:nuisances") if told_of_nuisance(who) else "") for c in clocks}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open signals that lie with us, on which no clock runs. One query."""
    rows = unclocked(Signal.objects.filter(holder_id=who.organisation_id, state__in=OPEN))
    return rows.order_by("id").values_list("id", "number")


def _where(subject: UUID) -> str:
    return reverse("signals:signal", args=[subject])


WAITS = [
    Waits("signalen", _("Signalen"), Purpose.SIGNAL, WAITED, said, lambda clock: _where(clock.subject_id), bare, "signal"),
    Waits("signalen-samen", _("Vragen bij signalen"), Purpose.SIGNAL, ASK, said, lambda clock: f"{_where(clock.subject_id)}#samen",
          None, "people"),
    Waits("signalen-melders", _("Melders die op bericht wachten"), Purpose.SIGNAL, ANSWER, answered,
          lambda clock: reverse("signals:reporter", args=[clock.subject_id]), None, "message"),
    Waits("signalen-gedeeld", _("Signalen zonder toestemming"), Purpose.SIGNAL, LOOK_BACK, looked_back,
          lambda clock: reverse("signals:reviews"), None, "scale"),
    Waits("signalen-overlast", _("Berichten van overlast"), Purpose.SIGNAL, HEARD, heard, lambda clock: reverse("signals:nuisances"), None, "home"),
    Waits("signalen-vragen", _("Vragen over overnemen en ruimte"), Purpose.SIGNAL, ASKED, asked_over,
          lambda clock: reverse("signals:overs"), None, "hand"),
]
