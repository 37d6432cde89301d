"""Who takes part, and the rounds of comparing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent

from .. import commands, queries
from ..forms import InviteForm, MembersForm, RoundForm
from ..models import PartnerState
from ..policies import MaintenancePermission as P
from ..queries.lists import exempted
from .common import BOTH, SEE, acted, sent, status


@page(**SEE, methods=("POST",))
def invitation(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.page(who, project_id)
    require(who, P.HOST, found.project)
    form = InviteForm(request.POST, organisations=queries.may_be_asked(who, found))
    given = form.cleaned_data["organisation"] if form.is_valid() else None
    if given is None:
        return acted(request, lambda: None, _("Kies een organisatie."), "maintenance:project", project_id)
    return acted(request, lambda: commands.team.invite(project=found.project, organisation_id=UUID(given), by=who),
                 _("Gevraagd. Zij krijgen een mail."), "maintenance:project", project_id)


@page(**SEE, methods=BOTH)
def answer(request: Signed, project_id: UUID) -> HttpResponse:
    """Say yes with names, or no. Later the same page changes who is named."""
    who = request.who
    found = queries.page(who, project_id)
    if found.standing not in (PartnerState.INVITED, PartnerState.ACCEPTED):
        raise Absent("partner")
    if "nee" in request.POST:
        return acted(request, lambda: commands.team.decline(project=found.project, by=who), _("Jullie doen niet mee. Dat is doorgegeven."),
                     "maintenance:projects")
    invited = found.standing == PartnerState.INVITED
    named = [str(m.person_id) for m in found.members if m.organisation_id == who.organisation_id]
    form = MembersForm(request.POST or None, people=queries.may_be_named(who), initial={"people": named or [str(who.person_id)]})
    act = commands.team.accept if invited else commands.team.name_members
    if done := sent(request, form, lambda given: act(project=found.project, people=[UUID(p) for p in given["people"]], by=who),
                    _("Jullie doen mee.") if invited else _("Bewaard wie er meedoen."), "maintenance:project", project_id):
        return done
    return render(request, "maintenance/answer.html", {
        "title": _("Doen jullie mee?") if invited else _("Wie doen er mee?"), "found": found, "p": found.project, "form": form,
        "invited": invited, "own": next(p for p in found.partners if p.organisation_id == who.organisation_id)}, status=status(request))


@page(**SEE, methods=("POST",))
def departure(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.team.leave(project=found, by=who), _("Jullie zijn gestopt. Jullie lijst is vernietigd."),
                 "maintenance:projects")


@page(**SEE, methods=("POST",))
def removal(request: Signed, project_id: UUID, organisation_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.team.remove(project=found, organisation_id=organisation_id, by=who),
                 _("Deze organisatie doet niet meer mee."), "maintenance:project", project_id)


@page(**SEE, methods=BOTH)
def rounds(request: Signed, project_id: UUID) -> HttpResponse:
    """The host opens a round, and says beforehand at which doors it does not agree."""
    who = request.who
    found = queries.page(who, project_id)
    require(who, P.HOST, found.project)
    form = RoundForm(request.POST or None)
    if done := sent(request, form, lambda _given: commands.matching.open_round(project=found.project, closes_at=form.closes_at(), by=who),
                    _("De ronde loopt. Iedereen in het kernteam krijgt een mail."), "maintenance:rounds", project_id):
        return done
    except_at = exempted(who, found.project)
    doors = queries.my_list(who, found.project).doors if found.is_member else []
    return render(request, "maintenance/rounds.html", {
        "title": _("Lijsten vergelijken"), "found": found, "p": found.project, "form": form,
        "exempted": [d for d in doors if d.pk in except_at], "doors": [d for d in doors if d.pk not in except_at]}, status=status(request))


@page(**SEE, methods=("POST",))
def exemption(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.matching.exempt(project=found, door_id=_id(request, "door"), on="on" in request.POST, by=who),
                 _("Bewaard."), "maintenance:rounds", project_id)


@page(**SEE, methods=("POST",))
def matching_end(request: Signed, project_id: UUID) -> HttpResponse:
    who = request.who
    found = queries.project(who, project_id)
    return acted(request, lambda: commands.matching.end(project=found, by=who),
                 _("Het vergelijken is voorbij. Wat niet is afgesproken, is vernietigd."), "maintenance:rounds", project_id)


def _id(request: Signed, name: str) -> UUID:
    """Raises Absent where what came in is no id."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Absent(name) from error
