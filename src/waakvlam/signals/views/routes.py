"""The rules for who gets what first: read by administrators, changed by whole versions, tried out on the past."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid

from .. import areas, commands, queries, routing
from ..commands.routes import Line, Moved
from ..policies import SignalPermission
from ..route_forms import RuleForm
from ..sentences import conditions

FOR = {"purpose": Purpose.ADMINISTRATION, "permission": SignalPermission.ROUTE}


@page(**FOR, methods=("GET", "POST"))
def rules(request: Signed) -> HttpResponse:
    """The table, and one more rule: first tried out, then kept."""
    who = request.who
    form = RuleForm(request.POST or None, holders=queries.holders(who), areas=areas.choices(who))
    if request.method == "POST" and form.is_valid():
        lines = [*commands.routes.lines_of(who), _line(form.cleaned_data)]
        try:
            if "proef" in request.POST:
                return _shown(request, form, commands.routes.try_out(lines=lines, by=who))
            commands.routes.write(lines=lines, reason=form.cleaned_data["reason"], by=who)
            messages.success(request, _("De regel geldt vanaf nu."))
            return redirect("signals:routes")
        except Invalid as wrong:
            form.add_error(wrong.problem.field if wrong.problem.field in form.fields else None, wrong.sentence)
    return _shown(request, form, None)


@page(**FOR, methods=("POST",))
def removed(request: Signed, place: int) -> HttpResponse:
    lines = _at(request.who, place)
    del lines[place - 1]
    commands.routes.write(lines=lines, reason=_("Regel %(place)s weggehaald") % {"place": place}, by=request.who)
    return redirect("signals:routes")


@page(**FOR, methods=("POST",))
def raised(request: Signed, place: int) -> HttpResponse:
    """One place up: it is asked earlier."""
    lines = _at(request.who, place)
    if place > 1:
        lines[place - 2:place] = [lines[place - 1], lines[place - 2]]
        commands.routes.write(lines=lines, reason=_("Regel %(place)s hoger gezet") % {"place": place}, by=request.who)
    return redirect("signals:routes")


def _at(who: Who, place: int) -> list[Line]:
    lines = commands.routes.lines_of(who)
    if not 1 <= place <= len(lines):
        raise Absent("rule")
    return lines


def _line(given: dict[str, Any]) -> Line:
    return Line(given["name"], UUID(given["holder_id"]), given["kind"], given["topic"], given["area"], given["urgency"],
                given["hours"], given["only_with_room"])


def _shown(request: Signed, form: RuleForm, moved: Moved | None) -> HttpResponse:
    found = routing.in_force(request.who)
    names = areas.names(request.who, [rule.area for rule in found])
    return render(request, "signals/routes.html", {
        "title": _("Wie krijgt wat het eerst?"), "rules": [(rule, conditions(rule, names)) for rule in found], "form": form, "moved": moved},
        status=400 if form.errors else 200)
