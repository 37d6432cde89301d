"""Notices: what was told, to whom, whose turn it is, and what the municipality answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.kit.errors import Absent
from waakvlam.kit.forms import offer

from .. import acts, queries, showing
from ..commands.answering import AT_EVICTION
from ..models import NoticeState
from ..models.states import Answer, Kind
from .common import SEE, offered, tabs


@page(**SEE)
def notices(request: Signed) -> HttpResponse:
    who = request.who
    chosen = {"state": request.GET.get("stand", ""), "kind": request.GET.get("soort", "")}
    found = queries.notices(who, **chosen, after=request.GET.get("after", ""))
    return render(request, "arrears/notices.html", {
        "title": _("Vroegsignalen"), "found": found, "chosen": chosen, "states": NoticeState.choices, "kinds": Kind.choices,
        **tabs(who, "notices"), "why": _("Je ziet alleen wat aan je organisatie is gestuurd, of wat jullie zelf verstuurden.")})


@page(**SEE)
def notice(request: Signed, notice_id: UUID) -> HttpResponse:
    who = request.who
    return render(request, "arrears/notice.html", screen(who, queries.notice_page(who, notice_id)))


@page(**SEE, methods=("POST",))
def act(request: Signed, notice_id: UUID, slug: str) -> HttpResponse:
    who = request.who
    found = queries.notice_page(who, notice_id)
    chosen = next((a for a in acts.ON_NOTICE if a.slug == slug), None)
    if chosen is None:
        raise Absent("act")
    require(who, chosen.permission, found.notice)
    form = _form(chosen, who, found, request.POST)
    if acts.attempt(chosen, form, who, notice=found.notice):
        messages.success(request, str(chosen.done))
        return redirect("arrears:notice", notice_id)
    return render(request, "arrears/notice.html", screen(who, found, chosen, form), status=400)


def screen(who: Who, found: queries.NoticePage, failed: acts.Act | None = None, form: Any = None) -> dict[str, Any]:
    made = offered(acts.ON_NOTICE, who, found, found.notice, lambda a: _form(a, who, found), failed, form)
    first = next((o for o in made["offered"] if o.act.first), None)
    return {"title": found.title, "found": found, "n": found.notice, "stones": showing.notice_stones(found), **made, "first": first,
            "first_url": f"#{first.act.slug}" if first else "", "others": [o for o in made["offered"] if o is not first],
            "events": showing.notice_events(found), "outcome": showing.outcome_of(found.notice), **tabs(who, "notices"),
            "why": _("Je organisatie heeft dit verstuurd.") if found.is_sender else _("Dit is aan je organisatie gestuurd.")}


def _form(chosen: acts.Act, who: Who, found: queries.NoticePage, data: Any = None) -> Any:
    more: dict[str, Any] = {"people": queries.colleagues(who)} if chosen.slug == "aanname" else {}
    form = chosen.form(data, auto_id=f"{chosen.slug}_%s", **more)
    if chosen.slug == "afronding":
        offer(form, "outcome", [c for c in Answer.choices if (found.notice.kind == Kind.EVICTION or c[0] not in AT_EVICTION)
                                and (c[0] != Answer.HELPED or found.notice.helped_at)])
    return form
