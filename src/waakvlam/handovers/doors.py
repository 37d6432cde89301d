"""Who comes in by link: a receiver without account, and the resident. One handover each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed
from waakvlam.kit.errors import Absent, Invalid

from . import acts, attaching, commands, queries, stones
from .queries.lists import topic_label


def partner(request: Signed, secret: str) -> HttpResponse:
    """Accept, decline, report back: what an account could do, for this one handover."""
    who = request.who
    if file := attaching.by_link(request):
        return file
    found = queries.page(who, who.only)
    failed = form = None
    if request.method == "POST":
        failed = acts.BY_SLUG.get(request.POST.get("act", ""))
        if failed is None:
            raise Absent("act")
        form = acts.form_for(failed, who, found, request.POST)
        if acts.attempt(failed, found, form, who):
            messages.success(request, str(failed.done))
            return _again(request, found, failed)
    offered = [acts.Offered(act, form if failed is act and form is not None else acts.form_for(act, who, found))
               for act in acts.possible(who, found) if act.guest_form]
    return render(request, "handovers/partner.html", {
        "title": _("Een overdracht voor %(to)s") % {"to": found.handover.receiver.name}, "found": found,
        "h": found.handover, "stones": stones.stones(found), "turn": stones.turn(found),
        "first": next((o for o in offered if o.act.primary), None),
        "others": [o for o in offered if not o.act.primary or o is not next((x for x in offered if x.act.primary), None)],
        "failed": failed.slug if failed else ""}, status=400 if failed else 200)


def _again(request: HttpRequest, found: queries.Page, done: acts.Act) -> HttpResponse:
    """Back to the same page; where the link died with the act, a page of thanks."""
    if done.slug in ("afwijzing", "teruggave"):
        return render(request, "handovers/thanks.html", {"title": _("Dank u wel"), "said": done.done})
    return redirect(request.path)


def resident(request: Signed, secret: str) -> HttpResponse:
    """The receipt: what was sent, to whom, why, until when; stop it; say whether it helped."""
    who = request.who
    if file := attaching.by_link(request):
        return file
    problem = ""
    if request.method == "POST":
        try:
            _said(request, queries.handover(who, who.only), who)
            return redirect(request.path)
        except Invalid as error:
            problem = error.sentence
    found = queries.receipt(who)
    return render(request, "handovers/resident.html", {
        "title": _("Wat wij over u doorgaven"), "receipt": found, "found": found.page, "h": found.page.handover,
        "topic_label": topic_label(found.page.handover.topic), "stones": stones.stones(found.page),
        "answers": stones.asked_so_far(found.page.helped), "problem": problem}, status=400 if problem else 200)


def _said(request: HttpRequest, handover: Any, who: Any) -> None:
    if request.POST.get("act") == "toestemming":
        commands.withdraw_permission(handover=handover, by=who)
        messages.success(request, _("Het is gestopt. Zij lezen uw gegevens niet meer."))
    else:
        commands.answer_helped(handover=handover, answer=request.POST.get("answer", ""), by=who)
        messages.success(request, _("Dank u wel voor uw antwoord."))
