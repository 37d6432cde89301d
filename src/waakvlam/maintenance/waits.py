"""The clocks of major maintenance in words, and open points on which no clock runs."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, short, unclocked
from waakvlam.access.words import Purpose

from .commands.agenda import ITEM_CLOCK
from .commands.team import INVITATION
from .models import Item, ItemState, Partner, PartnerState

ASKS = {INVITATION: gettext_lazy("Zeg of jullie meedoen"), ITEM_CLOCK: gettext_lazy("Rond dit punt van de agenda af")}


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By the project: what the point is about stands on its agenda. One query."""
    asked = {c.subject_id for c in clocks if c.kind == INVITATION}
    columns = ("pk", "project_id", "project__name")
    points = Item.objects.filter(pk__in={c.subject_id for c in clocks} - asked).values_list(*columns)
    rows = Partner.objects.filter(pk__in=asked).values_list(*columns).union(points, all=True)
    return {pk: Said(name, short(pk), reverse("maintenance:answer" if pk in asked else "maintenance:agenda", args=[project]),
                     _("Groot onderhoud")) for pk, project, name in rows}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open points and invitations of our projects on which no clock runs. Two queries."""
    points = Item.objects.filter(state=ItemState.OPEN, project__closed_at__isnull=True, organisation_id=who.organisation_id)
    asked = Partner.objects.filter(state=PartnerState.INVITED, project__closed_at__isnull=True,
                                   project__organisation_id=who.organisation_id).exclude(organisation_id=F("project__organisation_id"))
    ids = [pk for rows in (points, asked) for pk in unclocked(rows).order_by("pk").values_list("pk", flat=True)]
    return [(pk, short(pk)) for pk in ids]


WAITS = [Waits("groot-onderhoud", gettext_lazy("Groot onderhoud"), Purpose.MAINTENANCE, ASKS, said,
               lambda _clock: reverse("maintenance:projects"), bare, "house")]
