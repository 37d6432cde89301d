"""The own tracks: a list, a household that fell behind, one track and everything that can be done on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import offspring
from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Kind, Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.time import today

from .. import acts, commands, forms, queries, showing, workbook
from ..models import Stage
from ..policies import ArrearsPermission as P
from .common import BOTH, SEE, landlord, offered, tabs


@page(**SEE)
def tracks(request: Signed) -> HttpResponse:
    who = request.who
    if who.organisation_kind != Kind.HOUSING:
        return redirect("arrears:notices")
    stage = request.GET.get("stand", "")
    found = queries.tracks(who, stage=stage, after=request.GET.get("after", ""))
    return render(request, "arrears/tracks.html", {
        "title": _("Huurachterstand"), "found": found, "stage": stage, "stages": Stage.choices, **tabs(who, "tracks"),
        "export_url": reverse("arrears:export"), "why": _("Je ziet de huurders van je eigen organisatie. Geen andere organisatie ziet deze lijst.")})


@page(purpose=Purpose.DEBT, permission=P.EXPORT)
def export(request: Signed) -> HttpResponse:
    """The own open tracks, for whoever works on them. Never for letting or screening (R26)."""
    who = landlord(request)
    made = workbook.of(queries.for_export(who), by=who)
    return HttpResponse(made, content_type=workbook.TYPE, headers={
        "Content-Disposition": f'attachment; filename="huurachterstand-{today():%Y%m%d}.xlsx"'})


@page(**SEE)
def new(request: Signed) -> HttpResponse:
    """Which household fell behind."""
    who, text = landlord(request), request.GET.get("tekst", "")
    return render(request, "arrears/new.html", {
        "title": _("Huurachterstand opschrijven"), "text": text, "found": queries.homes_for(who, text), **tabs(who, "tracks")})


@page(**SEE, methods=BOTH)
def opened(request: Signed, household_id: UUID) -> HttpResponse:
    who = landlord(request)
    home = queries.home(who, household_id)
    form = forms.NewTrack(request.POST or None, initial={"id": request.GET.get("nummer", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.tracks.open_track(household_id=household_id, by=who, **form.cleaned_data)
            messages.success(request, _("Opgeschreven. Begin met een herinnering of een gesprek."))
            return redirect("arrears:track", made.pk)
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return render(request, "arrears/opened.html", {"title": home.name, "home": home, "form": form}, status=400 if form.errors else 200)


@page(**SEE)
def track(request: Signed, track_id: UUID) -> HttpResponse:
    who = landlord(request)
    return render(request, "arrears/track.html", screen(who, queries.page(who, track_id)))


@page(**SEE, methods=("POST",))
def act(request: Signed, track_id: UUID, slug: str) -> HttpResponse:
    """One of the acts of the table. What is wrong comes back at its field; nothing typed is lost."""
    who = landlord(request)
    found = queries.page(who, track_id)
    chosen = next((a for a in acts.ON_TRACK if a.slug == slug), None)
    if chosen is None:
        raise Absent("act")
    require(who, chosen.permission, found.track)
    form = chosen.form(request.POST, auto_id=f"{slug}_%s")
    if acts.attempt(chosen, form, who, track=found.track):
        messages.success(request, str(chosen.done))
        return redirect("arrears:track", track_id)
    return render(request, "arrears/track.html", screen(who, found, chosen, form), status=400)


def screen(who: Who, found: queries.Page, failed: acts.Act | None = None, form: Any = None) -> dict[str, Any]:
    made = offered(acts.ON_TRACK, who, found, found.track, lambda a: _form(a, found), failed, form)
    first = showing.next_act(found, made["offered"])
    return {"title": found.title, "found": found, "t": found.track, "asked": offspring.asked_by(who, "track", found.track.pk), "stones": showing.stones(found.track), **made,
            "conditions": showing.conditions(found.track), "events": showing.events(found), "first": first,
            "first_url": f"#{first.act.slug}" if first else "", "others": [o for o in made["offered"] if o is not first],
            "print_url": reverse("arrears:print", args=[found.track.pk]), "undoable": showing.undoable(found),
            "why": _("Dit is een huurder van je eigen organisatie.")}


def _form(chosen: acts.Act, found: queries.Page) -> Any:
    first: dict[str, Any] = {"regeling": {"amount_cents": f"{found.track.amount_cents / 100:.2f}".replace(".", ",")}}.get(chosen.slug, {})
    return chosen.form(initial=first, auto_id=f"{chosen.slug}_%s")


@page(**SEE, methods=("POST",))
def paid(request: Signed, track_id: UUID, instalment_id: UUID) -> HttpResponse:
    who = landlord(request)
    found = queries.track(who, track_id)
    commands.arrangements.pay(track=found, instalment_id=instalment_id, on_day=_day(request), by=who)
    messages.success(request, _("Opgeschreven: deze termijn is betaald."))
    return redirect("arrears:track", track_id)


def _day(request: Signed) -> date:
    return forms.since_of(request.POST.get("on_day", ""), today())


@page(**SEE, methods=("POST",))
def undone(request: Signed, track_id: UUID, step_id: UUID) -> HttpResponse:
    who = landlord(request)
    commands.tracks.undo(track=queries.track(who, track_id), step_id=step_id, by=who)
    messages.success(request, _("Ongedaan gemaakt."))
    return redirect("arrears:track", track_id)


@page(**SEE)
def printed(request: Signed, track_id: UUID) -> HttpResponse:
    who = landlord(request)
    found = queries.page(who, track_id)
    return render(request, "arrears/print.html", {
        "title": found.title, "found": found, "t": found.track, "conditions": showing.conditions(found.track), "events": showing.events(found)})
