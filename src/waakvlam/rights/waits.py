"""The clock of a resident's request in words, and requests on which none runs (R29)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, unclocked
from waakvlam.access.words import Purpose

from .commands.asking import CLOCK
from .models import Request


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By number: who asks stands on the page of the request. One query."""
    rows = Request.objects.filter(pk__in=[c.subject_id for c in clocks], organisation_id=who.organisation_id)
    return {r.pk: Said(r.number, r.number, reverse("rights:asked", args=[r.pk]), str(r.get_kind_display())) for r in rows}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open requests without a clock. One query."""
    rows = Request.objects.filter(organisation_id=who.organisation_id, state__in=Request.OPEN)
    return unclocked(rows).order_by("id").values_list("id", "number")


WAITS = [Waits("verzoeken", gettext_lazy("Verzoeken van bewoners"), Purpose.REGISTER, {CLOCK: gettext_lazy("Geef de bewoner antwoord")},
               said, lambda clock: reverse("rights:asked", args=[clock.subject_id]), bare, "request")]
