"""The own private list. Nothing on these pages depends on what another organisation put in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid

from .. import commands, queries, reading
from ..forms import ListForm
from ..models import Door
from ..models.states import Answer
from ..policies import MaintenancePermission as P
from .common import BOTH, SEE, acted, status
from .projects import member


@page(**SEE, methods=BOTH)
def my_list(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = member(request, project_id)
    mine = queries.my_list(who, found.project)
    block = next((b for b in found.blocks if str(b.pk) == request.GET.get("blok")), found.blocks[0] if found.blocks else None)
    there = {row.door.pk for row in mine.rows}
    pick = [d for d in mine.doors if block and d.block_id == block.pk and d.pk not in there]
    form = ListForm(request.POST or None, request.FILES or None, doors=[(str(d.pk), d.address) for d in pick])
    refused: list[reading.Line] = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = _lines(form, mine.doors)
            refused = [line for line in lines if line.problem]
            added = _put(request, found, form, lines)
            messages.success(request, _("%(n)d adressen staan op jullie lijst. Niemand anders ziet ze.") % {"n": added})
            if not refused:
                return redirect("maintenance:my_list", project_id)
            form, mine = ListForm(doors=[]), queries.my_list(who, found.project)
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return render(request, "maintenance/my_list.html", {
        "title": _("Jullie eigen lijst"), "found": found, "p": found.project, "mine": mine, "form": form, "here": block, "tab": "list",
        "refused": refused, "answers": Answer, "most": commands.lists.most_of(sum(block is not None and d.block_id == block.pk for d in mine.doors),
                                                                              found.project.share),
        "why": _("Deze lijst is van je eigen organisatie. Niemand anders kan hem lezen, ook de corporatie niet.")}, status=status(request) if form.errors else 200)


def _lines(form: ListForm, doors: list[Door]) -> list[reading.Line]:
    given = form.cleaned_data
    chosen = {str(d.pk): d for d in doors}
    lines = [reading.Line(0, "", door=chosen[c]) for c in given["doors"]]
    lines += reading.from_text(given["typed"], doors)
    if given["file"]:
        lines += reading.from_file(given["file"].name, given["file"].read(), doors)
    if not lines:
        raise Invalid("doors", _("Kies minstens één adres van dit project."), field="doors")
    return lines


def _put(request: Signed, found: queries.Page, form: ListForm, lines: list[reading.Line]) -> int:
    """Each with the reason of its own line, else with the one that was typed."""
    by_reason: dict[str, list[UUID]] = {}
    for line in lines:
        if line.door:
            by_reason.setdefault(line.reason or form.cleaned_data["reason"], []).append(line.door.pk)
    return sum(commands.lists.add(project=found.project, door_ids=doors, reason=reason, answer=form.cleaned_data["answer"], by=request.who)
               for reason, doors in by_reason.items())


@page(**SEE, methods=("POST",))
def entry(request: Signed, project_id: UUID, entry_id: UUID, slug: str) -> HttpResponse:
    """antwoord, verwijdering, intrekking."""
    who, found = request.who, member(request, project_id).project
    acts = {
        "antwoord": (lambda: commands.lists.answer(project=found, entry_id=entry_id, answer=request.POST.get("answer", ""), by=who),
                     _("Bewaard. Niemand anders hoort dit antwoord.")),
        "verwijdering": (lambda: commands.lists.remove(project=found, entry_id=entry_id, by=who), _("Het adres is van jullie lijst.")),
        "intrekking": (lambda: commands.lists.withdraw(project=found, entry_id=entry_id, by=who),
                       _("Ingetrokken. Het telt niet meer mee, en een gezamenlijk bezoek gaat niet door."))}
    if slug not in acts:
        raise Absent("act")
    do, done = acts[slug]
    return acted(request, do, done, "maintenance:my_list", project_id)


@page(purpose=Purpose.PRIVACY, permission=P.OVERSEE)
def overseen(request: Signed) -> HttpResponse:
    return render(request, "maintenance/overseen.html", {
        "title": _("Lijsten bij groot onderhoud"), "found": queries.overseen(request.who),
        "why": _("Je houdt toezicht op wat je eigen organisatie inbrengt.")})
