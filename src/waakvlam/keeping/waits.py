"""The clock of a question to a partner about erasing, in words."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, short
from waakvlam.access.words import Purpose

ONWARD = "keeping.onward"


def said(_who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """Nothing of whom it is about. No query."""
    return {c.subject_id: Said(_("Een vraag om te wissen"), short(c.subject_id), _where(c)) for c in clocks}


def _where(_clock: Clock) -> str:
    return "/beheer/bewaren/"


WAITS = [Waits("wissen", gettext_lazy("Wissen bij partners"), Purpose.PRIVACY, {ONWARD: gettext_lazy("Besluit of jullie ook wissen")},
               said, _where, None, "remove")]
