"""The clocks of the debt track in words, and open tracks and notices on which no clock runs."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, unclocked
from waakvlam.access.words import Purpose

from .models import Eviction, Instalment, Notice, Track
from .models.states import OPEN
from .waiting import ACCEPT, CONTACT, DESK, FEEDBACK, INSTALMENT, NEXT, ON_RECEIVER, TERM

ASKS = {
    ACCEPT: gettext_lazy("Neem een bericht over huurachterstand aan"), CONTACT: gettext_lazy("Leg contact met de bewoner"),
    FEEDBACK: gettext_lazy("Laat weten hoe het gaat"), NEXT: gettext_lazy("Zet de volgende stap bij een huurachterstand"),
    INSTALMENT: gettext_lazy("Kijk of de termijn betaald is"), DESK: gettext_lazy("Meld een ontruiming aan het meldpunt"),
    TERM: gettext_lazy("De bewaartermijn is om"),
}
ABOUT_NOTICE = (*ON_RECEIVER, TERM)


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By number, never by name. Two queries."""
    notices = {c.subject_id for c in clocks if c.kind in ABOUT_NOTICE}
    others = {c.subject_id for c in clocks} - notices
    rows = Track.objects.filter(pk__in=others).values_list("pk", "pk", "number").union(
        Instalment.objects.filter(pk__in=others).values_list("pk", "arrangement__track_id", "arrangement__track__number"),
        Eviction.objects.filter(pk__in=others).values_list("pk", "track_id", "track__number"), all=True) if others else ()
    found = {pk: Said(_("Huurachterstand %(number)s") % {"number": number}, number, reverse("arrears:track", args=[track]))
             for pk, track, number in rows}
    told = Notice.objects.filter(reach.opens(who, "status"), pk__in=notices) if notices else ()
    return found | {n.pk: Said(_("Bericht %(number)s") % {"number": n.number}, n.number, reverse("arrears:notice", args=[n.pk]),
                               str(n.get_kind_display())) for n in told}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Own open tracks, and notices we sent that are open, on which no clock runs. Two queries."""
    tracks = Track.objects.filter(organisation_id=who.organisation_id, ended_at=None)
    sent = Notice.objects.filter(sender_id=who.organisation_id, state__in=OPEN)
    return [pair for rows in (tracks, sent) for pair in unclocked(rows).order_by("pk").values_list("pk", "number")]


def where(clock: Clock) -> str:
    if clock.kind in ABOUT_NOTICE:
        return reverse("arrears:notice", args=[clock.subject_id])
    return reverse("arrears:track", args=[clock.subject_id]) if clock.kind == NEXT else reverse("arrears:tracks")


WAITS = [Waits("huurachterstand", gettext_lazy("Huurachterstand"), Purpose.DEBT, ASKS, said, where, bare, "euro")]
