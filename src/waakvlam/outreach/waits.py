"""The clocks of calls and visits in words, and findings on which no clock runs."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import audit, reach
from waakvlam.access.identity import Who
from waakvlam.access.models import Clock
from waakvlam.access.waits import Said, Waits, short, unclocked
from waakvlam.access.words import Purpose

from . import findings
from .commands import joint, markers
from .models import Finding
from .models.joint import JointVisit


def said(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """Whom the finding is about, and its round. One query; logged per resident."""
    rows = (Finding.objects.filter(pk__in=[c.subject_id for c in clocks], organisation_id=who.organisation_id)
            .select_related("resident", "round"))
    audit.touched(who, "outreach.findings", (f.resident_id or f.household_id for f in rows))
    return {f.pk: Said(f.resident.name if f.resident else _("Een huishouden"), short(f.pk),
                       reverse("outreach:round_findings", args=[f.round_id]), f"{f.get_kind_display()} · {f.round.name}") for f in rows}


def marked(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """Never at which door: that stands on the page of markers. No query."""
    return {c.subject_id: Said(_("Een afspraak over een deur"), short(c.subject_id), _markers(c)) for c in clocks}


def bare(who: Who) -> Iterable[tuple[UUID, str]]:
    """Open findings on which no clock runs. One query."""
    rows = unclocked(Finding.objects.filter(organisation_id=who.organisation_id, state=Finding.State.OPEN))
    return [(pk, short(pk)) for pk in rows.order_by("id").values_list("id", flat=True)]


def together(who: Who, clocks: Sequence[Clock]) -> Mapping[UUID, Said]:
    """By day only: which door it is, stands on its own page. One query."""
    rows = JointVisit.objects.filter(reach.opens(who, "status"), pk__in=[c.subject_id for c in clocks]).values_list("pk", "day")
    return {pk: Said(_("Samen op huisbezoek"), short(pk), _visit(pk), f"{day:%d-%m-%Y}") for pk, day in rows}


def bare_together(who: Who) -> Iterable[tuple[UUID, str]]:
    """Visits that we asked another for, not answered, without a clock. One query."""
    rows = JointVisit.objects.filter(reach.opens(who, "status"), organisation_id=who.organisation_id, state=JointVisit.State.ASKED)
    return [(pk, short(pk)) for pk in unclocked(rows).order_by("id").values_list("id", flat=True)]


def _visit(subject: UUID) -> str:
    return reverse("outreach:joint_visit", args=[subject])


def _markers(_clock: Clock) -> str:
    return reverse("outreach:markers")


WAITS = [
    Waits("belacties", gettext_lazy("Wat een gesprek opleverde"), Purpose.CALL_ROUND,
          {findings.CLOCK: gettext_lazy("Doe iets met wat is gehoord")}, said, lambda _c: reverse("outreach:rounds"), bare, "call"),
    Waits("deuren", gettext_lazy("Afspraken over deuren"), Purpose.VISIT_ROUND,
          {markers.CLOCK: gettext_lazy("Kijk of de afspraak nog nodig is")}, marked, _markers, None, "door"),
    Waits("samen", gettext_lazy("Samen op huisbezoek"), Purpose.JOINT_VISIT,
          {joint.ANSWER: gettext_lazy("Zeg of je meegaat"), joint.TELL: gettext_lazy("Vertel hoe het bezoek ging")}, together,
          lambda c: _visit(c.subject_id), bare_together, "visit"),
]
