"""Calls for a decision: the list, a new one, one with its timeline and acts."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import Allowed, decide
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent

from .. import commands, forms, queries, timeline
from ..commands.calling import mandate
from ..models import Breakthrough, State
from ..policies import BreakthroughPermission as P
from .common import BOTH, SEE, status, tabs, went


@page(**SEE)
def calls(request: Signed) -> HttpResponse:
    """What is asked of us first, then everything that we follow."""
    who, state = request.who, request.GET.get("stand", "")
    return render(request, "breakthroughs/calls.html", {
        "title": _("Gevraagde besluiten"), "tabs": tabs(who, "calls"), "may_see_silence": isinstance(decide(who, P.SEE_SILENCE), Allowed), "asked": queries.asked_of(who), "state": state, "states": State.choices,
        "found": queries.called(who, state=state, after=request.GET.get("after", "")), "may_call": isinstance(decide(who, P.CALL), Allowed),
        "why": _("Je organisatie vroeg dit besluit, moet het nemen, of is partij bij wat vastzit.")})


@page(purpose=Purpose.BREAKTHROUGH, permission=P.CALL, methods=BOTH)
def new(request: Signed) -> HttpResponse:
    """About a silent clock (`klok`), or a general matter. Without a mandate in the covenant: refused, with why."""
    who = request.who
    mandate(who)
    clock, what = queries.stuck(who, _id(request.GET["klok"])) if request.GET.get("klok") else (None, "")
    ref = f"{what} {queries.ref_of(who, clock)}" if clock else ""
    form = forms.CallForm(request.POST or None, deciders=queries.deciders(who))
    made: list[Breakthrough] = []

    def do() -> None:
        given = form.cleaned_data
        made.append(commands.call(
            question=given["question"], options=given["options"].splitlines(), to=form.to(), days=given["days"], by=who,
            about=commands.About(clock.pk if clock else None, ref), words_kept=given["words_kept"]))

    if went(request, form, do, _("Gevraagd. Wie besluit, krijgt nu een mail.")):
        return redirect("breakthroughs:one", made[0].pk)
    return render(request, "breakthroughs/new.html", {"title": _("Een besluit vragen"), "form": form, "ref": ref}, status=status(request))


@page(**SEE)
def one(request: Signed, breakthrough_id: UUID) -> HttpResponse:
    found = queries.one(request.who, breakthrough_id)
    return render(request, "breakthroughs/one.html", screen(request.who, found))


@page(**SEE, methods=("POST",))
def act(request: Signed, breakthrough_id: UUID, slug: str) -> HttpResponse:
    """antwoord, uitstel, intrekking."""
    who = request.who
    found = queries.one(who, breakthrough_id)
    form = form_for(slug, who, found, request.POST)
    if went(request, form, lambda: carry_out(slug, found, form, who), str(DONE[slug])):
        return redirect("breakthroughs:one", found.pk)
    return render(request, "breakthroughs/one.html", screen(who, found, slug, form), status=400)


DONE = {"antwoord": gettext_lazy("Besloten. Iedereen die dit volgt, ziet het."), "uitstel": gettext_lazy("Uitgesteld."), "intrekking": gettext_lazy("Ingetrokken.")}


def form_for(slug: str, who: Who, found: Breakthrough, data: Any = None) -> django_forms.Form:
    """Raises Absent where there is no such act."""
    if slug == "antwoord":
        options = [(str(o.pk), o.text) for o in found.options.order_by("place")]
        return forms.AnswerForm(data, options=options, partners=queries.partners(who), guest=who.is_guest,
                                initial={"removed_by": str(who.organisation_id)})
    if slug in ("uitstel", "intrekking"):
        return (forms.PostponeForm if slug == "uitstel" else forms.WithdrawForm)(data)
    raise Absent("act")


def carry_out(slug: str, found: Breakthrough, form: django_forms.Form, who: Who) -> None:
    given = form.cleaned_data
    if slug == "antwoord":
        commands.answer(breakthrough=found, option_id=UUID(given["option"]), words=given["words"], obstacle=given["obstacle"],
                        removed_by=UUID(given["removed_by"]), name=given.get("name", ""), words_kept=given["words_kept"], by=who)
    elif slug == "uitstel":
        commands.postpone(breakthrough=found, days=given["days"], reason=given["reason"], by=who)
    else:
        commands.withdraw(breakthrough=found, reason=given["reason"], by=who)


def screen(who: Who, found: Breakthrough, failed: str = "", form: Any = None) -> dict[str, Any]:
    """The page, for members and for who comes in by link. `failed` is the act whose form comes back."""
    is_open = found.state == State.OPEN
    may = {"antwoord": is_open and isinstance(decide(who, P.ANSWER, found), Allowed),
           "intrekking": is_open and isinstance(decide(who, P.WITHDRAW, found), Allowed)}
    may["uitstel"] = may["antwoord"] and found.postponed_at is None
    offered = {slug: form if slug == failed else form_for(slug, who, found) for slug, ok in may.items() if ok}
    sight = queries.sight(who, found)
    return {"title": found.question if len(found.question) < 90 else _("Besluit %(number)s") % {"number": found.number},
            "b": found, "sight": sight, "events": timeline.events(sight), "options": found.options.order_by("place"), "failed": failed,
            "answer": offered.get("antwoord"), "postpone": offered.get("uitstel"), "withdraw": offered.get("intrekking"),
            "why": _("Je organisatie vroeg dit besluit, moet het nemen, of is partij bij wat vastzit.")}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Absent("clock") from error
