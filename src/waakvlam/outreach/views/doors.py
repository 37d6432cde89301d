"""Whoever walks: the sheet of today, a door, and what happened there. Made for a phone in a stairwell."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.resources.words import Topic

from .. import call_content, door_content, outcomes
from ..call_screen import HELPER_WORDS, RHYTHM_WORDS, words_hint
from ..commands import visits
from ..models import Attempt
from ..policies import OutreachPermission
from ..queries import sheets as reading
from ..queries.sheets import Door, SheetView
from ..templatetags.calling import stamp


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS)
def sheets(request: Signed) -> HttpResponse:
    """The sheets that I walk today."""
    return render(request, "outreach/sheets.html", {"title": _("Aanbellen"), "sheets": reading.my_sheets(request.who)})


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS)
def sheet(request: Signed, sheet_id: UUID) -> HttpResponse:
    """The doors in walking order, under their street, entrance and floor."""
    found = reading.sheet(request.who, sheet_id)
    done = sum(1 for d in found.stops if d.outcome)
    labels = {o.key: o for o in found.outcomes}
    return render(request, "outreach/sheet.html", {
        "title": found.round_name, "sheet": found, "done": done, "total": len(found.stops),
        "next": next((d for d in found.stops if not d.outcome), None),
        "groups": [(words, [(d, labels.get(d.outcome)) for d in rows])
                   for words, rows in groupby(found.stops, key=heading)],
        "why": _("Jij loopt deze lijst vandaag. Morgenochtend om vier uur is hij weg.")})


def heading(door: Door) -> str:
    """“Flat Duinroos, portiek 2, 3e verdieping” or “Dorpsstraat”."""
    floor = "" if door.floor is None else _("begane grond") if door.floor == 0 else _("verdieping %(n)d") % {"n": door.floor}
    return ", ".join(part for part in (door.block or door.street, door.entrance, floor) if part)


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS, methods=("GET", "POST"))
def door(request: Signed, sheet_id: UUID, entry_id: UUID) -> HttpResponse:
    """One door: who lives there, what to say, how it ended."""
    found = reading.sheet(request.who, sheet_id)
    here = next((d for d in found.stops if d.entry_id == entry_id), None)
    if here is None:
        raise Absent("door")
    error = None
    if request.method == "POST":
        try:
            return _tell(request, found, here)
        except Invalid as refused:
            error = refused
    return render(request, "outreach/door.html", _shown(request, found, here, error))


def _tell(request: Signed, sheet: SheetView, door: Door) -> HttpResponse:
    post = request.POST
    ending = next((o for o in sheet.outcomes if o.key == post.get("outcome")), None)
    told = visits.told(
        id=_id(post.get("id", "")), sheet_id=sheet.id, entry_id=door.entry_id, outcome=post.get("outcome", ""), at=now(),
        seen=post.get("seen", ""), next_at=door_content.moment(post) if ending and ending.asks_next else None,
        said=door_content.said(post, sheet.graph), by=request.who)
    if told.conflict is not None:
        messages.warning(request, told.conflict.sentence)
        return redirect("outreach:round_reports", sheet.round_id)
    label = outcomes.find(told.attempt.round, told.attempt.outcome, Attempt.Channel.DOOR).label
    messages.success(request, _("Bewaard: %(outcome)s.") % {"outcome": label.lower()},
                     extra_tags=reverse("outreach:visit_undo", args=[told.attempt.pk]))
    return redirect(reverse("outreach:sheet", args=[sheet.id]) + f"#deur-{door.order}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("attempt_id", _("Dit verslag heeft geen naam. Laad de pagina opnieuw."), came_in=text[:40],
                      expected="UUID") from None


def _shown(request: Signed, sheet: SheetView, door: Door, error: Invalid | None) -> dict[str, Any]:
    fields = call_content.from_post(request.POST, {}, None)["fields"] if error else {}
    return {
        "title": f"{door.street} {door.number}", "sheet": sheet, "door": door, "error": error, "fields": fields,
        "id": request.POST.get("id") or uuid7(), "seen": request.POST.get("seen", door.seen),
        "next_at": request.POST.get("next_at") or stamp(door.suggested_at), "now": now(), "label": heading(door),
        "opener": door_content.opener(request.who, sheet), "script": door_content.script(sheet, request.POST),
        "blanks": door_content.blanks(request.who, door.addressee),
        "topics": Topic.choices, "rhythms": RHYTHM_WORDS, "helpers": HELPER_WORDS, **words_hint({"fields": fields})}


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS, methods=("POST",))
def undo(request: Signed, attempt_id: UUID) -> HttpResponse:
    try:
        made = visits.undo_visit(attempt_id=attempt_id, by=request.who)
    except WrongState as error:
        messages.warning(request, error.sentence)
        return redirect("outreach:sheets")
    messages.info(request, _("Teruggedraaid. De deur staat weer open op je lijst."))
    return redirect("outreach:door", reading.sheet_of(made), made.entry_id)
