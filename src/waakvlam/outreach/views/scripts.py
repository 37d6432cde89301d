"""Scripts: list, editor, publishing, and trying one out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid, WaakvlamError

from .. import commands, queries, scripting
from ..forms import StepForm, options, texts
from ..policies import OutreachPermission

WRITE = OutreachPermission.WRITE_SCRIPTS


@page(purpose=Purpose.CALL_ROUND, permission=WRITE, methods=("GET", "POST"))
def scripts(request: Signed) -> HttpResponse:
    """The organisation's scripts; POST makes one, or brings the one that ships with Waakvlam."""
    if request.method == "POST" and "ship" in request.POST:
        commands.ship_scripts(by=request.who)
        return redirect("outreach:scripts")
    if request.method == "POST":
        try:
            made = commands.make_script(name=request.POST.get("name", ""), by=request.who)
            return redirect("outreach:script", made.script_id)
        except Invalid as error:
            messages.error(request, error.sentence)
    return render(request, "outreach/scripts.html", {
        "title": _("Belscripts"), "scripts": [(s, max(s.versions.all(), key=lambda v: v.number))
                                             for s in queries.scripts(request.who)]})


@page(purpose=Purpose.CALL_ROUND, permission=WRITE)
def script(request: Signed, script_id: UUID) -> HttpResponse:
    return _editor(request, script_id)


@page(purpose=Purpose.CALL_ROUND, permission=WRITE, methods=("POST",))
def add_step(request: Signed, script_id: UUID) -> HttpResponse:
    found = queries.script(request.who, script_id)
    kind = request.POST.get("kind", "say")
    text = {"nl": _("Nieuwe vraag") if kind != "say" else _("Nieuwe zin")}
    try:
        key = commands.add_step(script=found, after=request.POST.get("after", ""), kind=kind, text=text, by=request.who)
    except (WaakvlamError, KeyError):
        messages.error(request, _("Deze stap kon er niet bij."))
        return redirect("outreach:script", script_id)
    return redirect(f"{reverse('outreach:script', args=[script_id])}?open={key}#{key}")


@page(purpose=Purpose.CALL_ROUND, permission=WRITE, methods=("POST",))
def step(request: Signed, script_id: UUID, key: str) -> HttpResponse:
    """Change a step, or remove it."""
    found = queries.script(request.who, script_id)
    form = StepForm(request.POST, targets=_targets(queries.version(request.who, found).graph))
    try:
        if "remove" in request.POST:
            commands.remove_step(script=found, key=key, by=request.who)
        elif form.is_valid():
            given = options(request.POST)
            if "more" in request.POST:
                given.append({"code": "", "label": texts(_("Nieuw antwoord"), ""), "next": ""})
            commands.change_step(script=found, key=key, kind=form.cleaned_data["kind"], text=form.text(),
                                 next=form.cleaned_data["next"], options=given, by=request.who)
        else:
            return _editor(request, script_id, key, form)
    except Invalid as error:
        form.is_valid()
        form.add_error(None, error.sentence)
        return _editor(request, script_id, key, form)
    messages.success(request, _("Bewaard in het concept."))
    return redirect(f"{reverse('outreach:script', args=[script_id])}#{key}")


@page(purpose=Purpose.CALL_ROUND, permission=WRITE, methods=("POST",))
def publication(request: Signed, script_id: UUID) -> HttpResponse:
    found = queries.script(request.who, script_id)
    try:
        made = commands.publish(script=found, by=request.who)
        messages.success(request, _("Versie %(n)d is vastgesteld. Nieuwe belacties gebruiken haar.") % {"n": made.number})
    except WaakvlamError as error:
        messages.error(request, error.sentence)
    return redirect("outreach:script", script_id)


@page(purpose=Purpose.CALL_ROUND, permission=WRITE)
def trial(request: Signed, script_id: UUID) -> HttpResponse:
    """Walk the script as a caller would; answers stand in the address, nothing is kept."""
    found = queries.script(request.who, script_id)
    version = queries.version(request.who, found)
    tongue = "en" if request.GET.get("taal") == "en" else "nl"
    given = {key: request.GET.get(key) for key in version.graph["steps"] if key in request.GET}
    path = scripting.walk(version.graph, given)
    at = next((key for key in path if key not in given), "")
    return render(request, "outreach/script_trial.html", {
        "title": found.name, "script": found, "version": version, "tongue": tongue,
        "passed": [(key, given[key]) for key in path[:path.index(at)]] if at else [],
        "number": path.index(at) + 1 if at else len(path),
        "step": scripting.step(version.graph, at, tongue) if at else None})


def _editor(request: Signed, script_id: UUID, wrong_key: str = "", wrong: StepForm | None = None) -> HttpResponse:
    found = queries.script(request.who, script_id)
    version = queries.version(request.who, found)
    graph, targets = version.graph, _targets(version.graph)
    order = scripting.in_order(graph)
    lost = scripting.lost(graph)
    cards = [_card(graph, key, n, targets, wrong if key == wrong_key else None, key in lost)
             for n, key in enumerate([*order, *lost], 1)]
    return render(request, "outreach/script.html", {
        "title": found.name, "script": found, "version": version, "cards": cards, "kinds": scripting.KINDS.items(),
        "opened": wrong_key or request.GET.get("open", "")}, status=400 if wrong else 200)


def _targets(graph: scripting.Graph) -> list[tuple[str, str]]:
    """Steps to go to, each with its number and the beginning of its text."""
    order = [*scripting.in_order(graph), *scripting.lost(graph)]
    return [(key, f"{n}. {scripting.step(graph, key).text[:50]}") for n, key in enumerate(order, 1)]


def _card(graph: scripting.Graph, key: str, number: int, targets: list[tuple[str, str]],
          wrong: StepForm | None, is_lost: bool) -> dict[str, Any]:
    raw = graph["steps"][key]
    others = [t for t in targets if t[0] != key]
    form = wrong or StepForm(targets=others, auto_id=f"{key}-%s", initial={
        "kind": raw["kind"], "text_nl": raw["text"].get("nl", ""), "text_en": raw["text"].get("en", ""),
        "next": raw.get("next", "")})
    return {"key": key, "number": number, "form": form, "kind": scripting.KINDS[raw["kind"]], "is_lost": is_lost,
            "text": raw["text"].get("nl", ""), "others": others, "jumps": raw["kind"] == "single",
            "options": raw.get("options", []) if raw["kind"] in scripting.WITH_OPTIONS else None}
