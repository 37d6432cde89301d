"""The card for the letter box: its text, and on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid
from waakvlam.kit.languages import LANGUAGES, RIGHT_TO_LEFT

from .. import cards, commands, queries
from ..policies import OutreachPermission


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_SHEETS, methods=("GET", "POST"))
def card(request: Signed, round_id: UUID) -> HttpResponse:
    found, problem = queries.found_round(request.who, round_id), ""
    given = {tongue: request.POST.get(tongue, "") for tongue in LANGUAGES}
    if request.method == "POST":
        try:
            commands.set_card(round=found, card=given, by=request.who)
            messages.success(request, _("De kaart is bewaard."))
            return redirect("outreach:round_card", round_id)
        except Invalid as error:
            problem = error.sentence
    shown = given if problem else cards.texts(request.who, found)
    return render(request, "outreach/round_card.html", {
        "title": _("Kaart voor in de bus"), "round": found, "problem": problem, "left": queries.cards_left(found),
        "languages": LANGUAGES.items(), "has_phone": cards.has_phone(request.who), "first": cards.first(found),
        "texts": [(tongue, LANGUAGES[tongue], tongue in RIGHT_TO_LEFT, text) for tongue, text in shown.items()]})


@page(purpose=Purpose.VISIT_ROUND, permission=OutreachPermission.SEE_SHEETS)
def paper(request: Signed, round_id: UUID) -> HttpResponse:
    """In the language of the round, or in another (?taal=ar) for the homes where that is read."""
    found = queries.found_round(request.who, round_id)
    return HttpResponse(cards.paper(request.who, found, request.GET.get("taal", "")), content_type="application/pdf",
                        headers={"Content-Disposition": 'inline; filename="kaart.pdf"'})
