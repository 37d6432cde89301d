"""The clock of a breakthrough in words, and open ones on which none runs."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, unclocked
from waakvlam.access.words import Purpose

from .commands.moving import CLOCK
from .models import Breakthrough, State


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By the question: it is about nobody. One query."""
    rows = Breakthrough.objects.filter(reach.opens(who, "status")).in_bulk([c.subject_id for c in clocks])
    return {b.pk: Said(b.question, b.number, reverse("breakthroughs:one", args=[b.pk])) for b in rows.values()}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open ones that we called, without a clock. One query."""
    rows = Breakthrough.objects.filter(reach.opens(who, "status"), organisation_id=who.organisation_id, state=State.OPEN)
    return unclocked(rows).order_by("id").values_list("id", "number")


WAITS = [Waits("besluiten", gettext_lazy("Gevraagde besluiten"), Purpose.BREAKTHROUGH, {CLOCK: gettext_lazy("Neem een besluit")}, said,
               lambda clock: reverse("breakthroughs:one", args=[clock.subject_id]), bare, "goal")]
