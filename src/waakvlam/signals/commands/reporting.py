"""Towards whoever told it: word within the norm, and their name away for ever where they ask that."""

import re
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit, clocks
from waakvlam.access.erasing import as_eraser, drop
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import now
from waakvlam.post.models import Delivery

from .. import notices, waiting
from ..models import Report, SignalContent, SignalNote, Teller, Told
from ..models.states import TellerKind, Wants
from ..policies import SignalPermission

TAKEN_AWAY = "[melder]"
TEXTS = ("observation", "interpretation", "source")


@transaction.atomic
def say_still(*, report: Report, by: Who) -> bool:
    """“It is not finished yet”: word before the norm is over. Returns whether there was an address to send it to."""
    require(by, SignalPermission.REDACT, report)
    if report.told == Told.CLOSED:
        raise WrongState("report.told", _("Het is al afgesloten."), came_in=report.told)
    clocks.stop(report.signal_id, waiting.TELL)
    sent = notices.still_open(report.signal_id, by)
    audit.record(by, "signal.tell", report, sent=sent)
    return sent


@transaction.atomic
def redact(*, report: Report, by: Who) -> Teller:
    """Who told it goes: from this row, from what was written down, and from what was sent to them. The code still works.

    The same words go from every copy at once: what was passed on is read from the same row. Raises WrongState.
    """
    require(by, SignalPermission.REDACT, report)
    teller = Teller.objects.select_for_update(of=("self",)).filter(signal_id=report.signal_id).first()
    if teller is None or teller.redacted_at is not None:
        raise WrongState("teller", _("Er staat geen naam van een melder bij."))
    audit.record(by, "signal.redact", report)
    traces = [teller.name, teller.phone, teller.email]
    with as_eraser():  # what was written is never changed by who works on it: only the eraser does
        for model, texts in ((SignalContent, TEXTS), (SignalNote, ("text",))):
            _blacken(model, texts, report.signal_id, by.organisation_id, traces)
        drop(Delivery.objects.filter(organisation_id=by.organisation_id, about_id=report.signal_id,
                                     to__in=[t for t in (teller.phone, teller.email) if t]))
    teller.kind, teller.wants, teller.redacted_at = TellerKind.UNNAMED, Wants.CODE, now()
    teller.name = teller.phone = teller.email = ""
    teller.save(update_fields=["kind", "wants", "redacted_at", "name", "phone", "email"])
    return teller


def _blacken(model: type[SignalContent] | type[SignalNote], texts: tuple[str, ...], signal_id: UUID, organisation_id: UUID,
             traces: list[str]) -> None:
    """A name also by its parts: “Bep Buur” goes where only “Buur” stands. Short words stay: they are in every text."""
    parts = {p for trace in traces for p in (trace, *trace.split()) if len(p) > 3}
    if not parts:
        return
    found = re.compile("|".join(rf"\b{re.escape(p)}\b" for p in sorted(parts, key=len, reverse=True)), re.IGNORECASE)
    for row in model.objects.filter(signal_id=signal_id, organisation_id=organisation_id):
        clean = {name: found.sub(TAKEN_AWAY, getattr(row, name)) for name in texts}
        if any(getattr(row, name) != text for name, text in clean.items()):
            model.objects.filter(pk=row.pk).update(**clean)
