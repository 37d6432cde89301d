"""Whoever plans visits: days beside teams, one sheet's doors, and the sheet on paper."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waakvlam.access import audit
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WrongState

from .. import queries, sheet_paper, steps
from ..commands import sheets as acts
from ..commands.sheets import Planned
from ..models import Round, Sheet
from ..policies import OutreachPermission
from ..queries import conflicts, sheets, to_visit
from ..visit_forms import DivisionForm, PlanForm

PLANNER = OutreachPermission.SEE_SHEETS
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("GET", "POST"))
def planning(request: Signed, round_id: UUID) -> HttpResponse:
    """Who waits, the days that are planned, and planning itself."""
    found = queries.found_round(request.who, round_id)
    form = _plan_form(request, found)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            made = acts.plan(round=found, days=form.days(), teams=form.teams(), by=request.who)
            messages.success(request, _said(made))
            return redirect("outreach:round_visits", round_id)
        except (Invalid, WrongState) as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return render(request, "outreach/round_visits.html", {
        "title": _("Bezoeken plannen"), "round": found, "form": form, "days": _days(sheets.planned(request.who, found)),
        "waiting": to_visit.waiting_rows(found).count(), "conflicts": conflicts.count(found),
        "on_foot": steps.goes_on_foot(found.steps)})


def _plan_form(request: Signed, round: Round) -> PlanForm:
    """As it came in; with room for more teams where that was the button, and nothing ticked is lost."""
    many, post = PlanForm.teams_in(request.POST), request.POST
    if "more" not in post:
        return PlanForm(post or None, who=request.who, round=round, many=many)
    given = {name: post[name] if name == "capacity" else post.getlist(name) for name in post}
    return PlanForm(who=request.who, round=round, many=many, initial=given)


def _said(made: Planned) -> str:
    text = ngettext("%(n)d deur staat op een lijst.", "%(n)d deuren staan op een lijst.", made.doors) % {"n": made.doors}
    if made.for_two:
        text += " " + _("%(n)d deuren wachten op een ploeg van twee.") % {"n": made.for_two}
    other = made.left - made.for_two
    return text + (" " + _("%(n)d deuren passen niet in deze dagen.") % {"n": other} if other else "")


def _days(rows: list[sheets.SheetLine]) -> list[tuple[date, list[sheets.SheetLine]]]:
    found: dict[date, list[sheets.SheetLine]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row)
    return sorted(found.items())


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("GET", "POST"))
def division(request: Signed, sheet_id: UUID) -> HttpResponse:
    """One sheet: move or remove doors, put them back, choose who walks it."""
    found = sheets.found_sheet(request.who, sheet_id)
    form = DivisionForm(request.POST or None, who=request.who, sheet=found)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _act(request, found, form))
            return redirect("outreach:sheet_division", sheet_id)
        except (Invalid, WrongState) as error:
            form.add_error(None, error.sentence)
    standing, removed = sheets.on_and_off(request.who, found)
    return render(request, "outreach/sheet_division.html", {
        "title": found.name, "sheet": found, "round": found.round, "form": form, "doors": standing, "removed": removed})


def _act(request: Signed, sheet: Sheet, form: DivisionForm) -> str:
    """What was pressed, as a sentence."""
    doors, by, act = form.cleaned_data["doors"], request.who, request.POST.get("act", "")
    if act == "team":
        acts.set_team(sheet=sheet, people=form.cleaned_data["people"], by=by)
        return _("De ploeg is bewaard.")
    if not doors:
        raise Invalid("doors", _("Kies eerst een of meer deuren."), field="doors")
    if act == "move":
        to = sheets.found_sheet(by, form.other())
        return _("%(n)d deuren naar %(sheet)s.") % {"n": acts.move(doors=doors, to=to, by=by), "sheet": to.name}
    if act == "back":
        return _("%(n)d deuren teruggezet.") % {"n": acts.put_back(doors=doors, by=by)}
    return _("%(n)d deuren van de lijst gehaald. Ze wachten weer.") % {"n": acts.remove(doors=doors, by=by)}


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("POST",))
def drop(request: Signed, sheet_id: UUID) -> HttpResponse:
    found = sheets.found_sheet(request.who, sheet_id)
    try:
        acts.drop(sheet=found, by=request.who)
        messages.success(request, _("De lijst is vervallen. De deuren wachten weer."),
                         extra_tags=reverse("outreach:sheet_return", args=[sheet_id]))
    except WrongState as error:
        messages.warning(request, error.sentence)
    return redirect("outreach:round_visits", found.round_id)


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER, methods=("POST",))
def restore(request: Signed, sheet_id: UUID) -> HttpResponse:
    found = sheets.dropped(request.who, sheet_id)
    try:
        acts.restore(sheet=found, by=request.who)
        messages.info(request, _("De lijst staat er weer."))
    except WrongState as error:
        messages.warning(request, error.sentence)
    return redirect("outreach:round_visits", found.round_id)


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_OWN_SHEETS)
def paper(request: Signed, sheet_id: UUID) -> HttpResponse:
    return _file(request, sheet_id, "pdf")


@page(purpose=Purpose.VISIT_ROUND, permission=PLANNER)
def workbook(request: Signed, sheet_id: UUID) -> HttpResponse:
    return _file(request, sheet_id, "xlsx")


def _file(request: Signed, sheet_id: UUID, kind: str) -> HttpResponse:
    """Taking a sheet out is recorded: paper is not forgotten by itself."""
    view = sheets.sheet(request.who, sheet_id)
    audit.record(request.who, "sheet.export", sheets.found_sheet(request.who, sheet_id), kind=kind, doors=len(view.stops))
    made: Any = sheet_paper.paper(view) if kind == "pdf" else sheet_paper.workbook(view)
    name = slugify(f"{view.name} {view.day:%Y-%m-%d}")
    return HttpResponse(made, content_type="application/pdf" if kind == "pdf" else XLSX,
                        headers={"Content-Disposition": f'inline; filename="{name}.{kind}"'})
