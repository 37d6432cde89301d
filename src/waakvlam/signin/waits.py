"""The clock of emergency access in words. Who looks back on it has a screen of its own; the mandate sees that it waits."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, short
from waakvlam.access.words import Purpose

from .emergency import REVIEW


def said(_who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """Nothing of what was opened. No query."""
    return {c.subject_id: Said(_("Noodtoegang"), short(c.subject_id), reverse("signin:emergencies")) for c in clocks}


WAITS = [Waits("noodtoegang", gettext_lazy("Noodtoegang"), Purpose.PRIVACY, {REVIEW: gettext_lazy("Zeg of het terecht was")},
               said, lambda _clock: reverse("signin:emergencies"), None, "key")]
