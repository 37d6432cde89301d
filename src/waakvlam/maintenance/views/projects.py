"""The list of projects, one project, its blocks and its stand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide, require
from waakvlam.access.words import Kind, Purpose
from waakvlam.kit.errors import Absent

from .. import commands, queries
from ..commands.projects import Plan
from ..forms import BlockForm, InviteForm, PhaseForm, PlanForm
from ..models import TRANSITIONS, Block, State
from ..policies import MaintenancePermission as P
from .common import BOTH, SEE, acted, sent, status


@page(**SEE)
def projects(request: Signed) -> HttpResponse:
    who = request.who
    return render(request, "maintenance/projects.html", {
        "title": _("Groot onderhoud"), "found": queries.projects(who, after=request.GET.get("after", "")),
        "may_plan": who.organisation_kind == Kind.HOUSING and isinstance(decide(who, P.PLAN), Allowed),
        "why": _("Je ziet projecten van je eigen organisatie, en projecten waarvoor jullie zijn gevraagd.")})


@page(purpose=Purpose.MAINTENANCE, permission=P.PLAN, methods=BOTH)
def new(request: Signed) -> HttpResponse:
    if request.who.organisation_kind != Kind.HOUSING:
        raise Absent("new")  # whoever lets no homes has no such page
    form = PlanForm(request.POST or None)
    made: list[UUID] = []
    if form.is_valid():
        done = sent(request, form, lambda given: made.append(commands.projects.plan(plan=Plan(**given), by=request.who).pk),
                    _("Het project staat klaar. Kies nu de blokken."), "maintenance:projects")
        if done:
            return redirect("maintenance:new_block", made[0])
    return render(request, "maintenance/form.html", {"title": _("Nieuw project"), "form": form, "save": _("Maak het project")},
                  status=status(request))


@page(**SEE)
def project(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.page(who, project_id)
    return render(request, "maintenance/project.html", {
        "title": found.project.name, "found": found, "p": found.project, "tab": "project",
        "next_states": [(s, State(s).label) for s in TRANSITIONS[State(found.project.state)]] if found.is_host else [],
        "invite": InviteForm(organisations=queries.may_be_asked(who, found)) if found.is_host else None,
        "why": _("Je organisatie leidt dit project.") if found.is_host else _("Je organisatie is gevraagd voor het kernteam van dit project.")})


@page(**SEE, methods=("POST",))
def state(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.projects.move(project=found, to=request.POST.get("to", ""), by=who),
                 _("De stand is bewaard."), "maintenance:project", project_id)


@page(**SEE, methods=BOTH)
def new_block(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    require(who, P.HOST, found)
    pairs = queries.candidates(who)
    form = BlockForm(request.POST or None, blocks=[
        (str(at), f"{' · '.join(filter(None, (estate, block)))} ({homes})") for at, (estate, block, homes) in enumerate(pairs)])
    if done := sent(request, form, lambda given: commands.projects.add_block(
            project=found, name=given["name"], estate=pairs[int(given["which"])][0], block=pairs[int(given["which"])][1], by=who),
            _("Het blok hoort nu bij het project."), "maintenance:project", project_id):
        return done
    return render(request, "maintenance/form.html", {
        "title": _("Een blok erbij"), "form": form, "p": found, "save": _("Zet dit blok erbij"), "nothing": not pairs}, status=status(request))


@page(**SEE, methods=BOTH)
def block(request: Signed, project_id: UUID, block_id: UUID) -> HttpResponse:
    """What is agreed in this block, and its phases."""
    who = request.who
    found = queries.page(who, project_id)
    one = queries.one_block(who, found.project, block_id)
    form = PhaseForm(request.POST or None)
    if request.method == "POST":
        require(who, P.HOST, found.project)
    if done := sent(request, form, lambda given: commands.projects.add_phase(block=one, by=who, **given), _("De fase staat erbij."),
                    "maintenance:block", project_id, block_id):
        return done
    return render(request, "maintenance/block.html", {
        "title": one.name, "found": found, "p": found.project, "here": one, "form": form,
        **_agreed(request, found, one)}, status=status(request))


def _agreed(request: Signed, found: queries.Page, block: Block) -> dict[str, object]:
    """The agreed addresses and the stairwell with them: for members of the core team only."""
    if not found.is_member:
        return {"addresses": []}
    addresses = queries.addresses(request.who, found.project, block)
    return {"addresses": addresses, "stairs": queries.stairs(request.who, found.project, block, addresses)}


@page(**SEE, methods=("POST",))
def phase(request: Signed, project_id: UUID, block_id: UUID, phase_id: UUID) -> HttpResponse:
    """Take a phase away."""
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.projects.remove_phase(phase_id=phase_id, project=found, by=who), _("De fase is weg."),
                 "maintenance:block", project_id, block_id)


def member(request: Signed, project_id: UUID) -> queries.Page:
    """The project, for who is in its core team. Raises Absent for everybody else."""
    return queries.of_team(request.who, project_id)
