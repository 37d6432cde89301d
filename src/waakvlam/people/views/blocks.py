"""Blocks of the register: looking at how doors hang, and drawing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid

from .. import blocks as stairs
from .. import queries
from ..block_forms import NewBlockForm, PatternForm, PlaceForm
from ..commands import blocks as commands
from ..models import DrawnDoor, Dwelling
from ..policies import PeoplePermission as P
from ..queries import BlockView

FILTERS = ("text", "neighbourhood", "drawn")


@page(purpose=Purpose.REGISTER, permission=P.SEE_REGISTER)
def blocks(request: Signed) -> HttpResponse:
    who = request.who
    chosen = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    found = queries.blocks(who, **{**chosen, "drawn": bool(chosen["drawn"])}, after=request.GET.get("after", ""))
    return render(request, "people/blocks.html", {
        "title": _("Blokken en deuren"), "found": found, "chosen": chosen, "filtered": any(chosen.values()),
        "neighbourhoods": queries.neighbourhoods(who), "streets": queries.streets_without_block(who)})


@page(purpose=Purpose.REGISTER, permission=P.DRAW_BLOCKS, methods=("GET", "POST"))
def new(request: Signed) -> HttpResponse:
    """GET with `street` begins with that street; POST shows the plan first, and draws it with “draw”."""
    form = NewBlockForm(request.POST or None, initial=request.GET.dict())
    shown = None
    if request.method == "POST" and form.is_valid():
        homes = queries.homes_between(request.who, **form.homes())
        try:
            if "draw" in request.POST:
                block = commands.draw(name=form.cleaned_data["name"], homes=homes, pattern=form.pattern(), by=request.who)
                return _done(request, block.id, _("Het blok is getekend."))
            shown = _planned(homes, form)
        except Invalid as error:
            form.add_error(None, error.sentence)
    return render(request, "people/block_new.html", {
        "title": _("Een blok tekenen"), "form": form, "shown": shown},
        status=422 if form.is_bound and form.errors else 200)


def _planned(homes: list[Dwelling], form: NewBlockForm) -> dict[str, Any]:
    """What would be drawn; nothing is written."""
    if not homes:
        raise Invalid("block_homes", _("Hier staan geen woningen van jullie. Kijk de straat en de nummers na."))
    places = stairs.fill([number_of(home) for home in homes], form.pattern())
    doors = [stairs.Door(str(home.id), number_of(home), home.address, *place) for home, place in zip(homes, places, strict=True)]
    return {"stairs": stairs.arrange(doors), "homes": len(homes), "entrances": len({p.entrance for p in places})}


@page(purpose=Purpose.REGISTER, permission=P.SEE_REGISTER)
def block(request: Signed, block_id: UUID) -> HttpResponse:
    """`?deur=` chooses one door: what is known of it, and where it could go."""
    found = queries.block(request.who, block_id)
    return _page(request, found, request.GET.get("deur", ""))


@page(purpose=Purpose.REGISTER, permission=P.DRAW_BLOCKS, methods=("POST",))
def drawing(request: Signed, block_id: UUID) -> HttpResponse:
    """Draw all doors of this block anew by a pattern."""
    found = queries.block(request.who, block_id)
    form = PatternForm(request.POST)
    if not form.is_valid():
        return _page(request, found, "", pattern=form)
    commands.draw(name=found.block.name, homes=found.homes, pattern=form.pattern(), block=found.block, by=request.who)
    return _done(request, block_id, _("Het blok is getekend."))


@page(purpose=Purpose.REGISTER, permission=P.DRAW_BLOCKS, methods=("POST",))
def door(request: Signed, block_id: UUID) -> HttpResponse:
    """Hang one door elsewhere."""
    found = queries.block(request.who, block_id)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, request.POST.get("home", ""), place=form)
    commands.move(block=found.block, dwelling_id=form.cleaned_data["home"], to=form.place(), by=request.who)
    return _done(request, block_id, _("De deur is verhangen."), f"?deur={form.cleaned_data['home']}")


@page(purpose=Purpose.REGISTER, permission=P.DRAW_BLOCKS, methods=("POST",))
def removal(request: Signed, block_id: UUID) -> HttpResponse:
    commands.clear(block=queries.block(request.who, block_id).block, by=request.who)
    return _done(request, block_id, _("De tekening is gewist. Wat het register zegt, geldt weer."))


@page(purpose=Purpose.REGISTER, permission=P.DRAW_BLOCKS, methods=("POST",))
def undoing(request: Signed, block_id: UUID) -> HttpResponse:
    commands.undo(block=queries.block(request.who, block_id).block, by=request.who)
    messages.success(request, _("Teruggedraaid."))
    return redirect("people:block", block_id)


def _done(request: Signed, block_id: UUID, text: str, query: str = "") -> HttpResponse:
    messages.success(request, text, extra_tags=reverse("people:block_undoing", args=[block_id]))
    return redirect(reverse("people:block", args=[block_id]) + query)


def number_of(home: Dwelling) -> str:
    """“12a-2”: what hangs on the door."""
    return home.address.removeprefix(home.street).strip() or "–"


def _page(request: Signed, found: BlockView, chosen: str, pattern: PatternForm | None = None,
          place: PlaceForm | None = None) -> HttpResponse:
    at = next((home for home in found.homes if str(home.id) == chosen), None)
    if at and place is None:
        place = PlaceForm(initial={"home": at.id, "entrance": at.entrance, "floor": at.floor or 0, "door": at.door or 1})
    wrong = bool((pattern and pattern.errors) or (place and place.errors))
    return render(request, "people/block.html", {
        "title": found.block.name, "view": found, "stairs": stairs.arrange(_door(home, found, at) for home in found.homes),
        "at": at, "said": _said(found.drawn.get(at.id)) if at else "", "pattern": pattern or PatternForm(), "place": place,
        "differences": [(door.dwelling, _said(door)) for door in found.differences],
        "why": _("Een tekening geldt alleen voor jullie eigen organisatie. Het register zelf verandert niet."),
    }, status=422 if wrong else 200)


def _door(home: Dwelling, found: BlockView, at: Dwelling | None) -> stairs.Door:
    drawn = found.drawn.get(home.id)
    differs = drawn is not None and queries.differs(drawn, found.block)
    word, icon, tone = ((_("register zegt anders"), "think", "lit") if differs else (_("getekend"), "pen", "done") if drawn
                        else (_("uit het register"), "door", "quiet"))
    return stairs.Door(str(home.id), number_of(home), home.address, home.entrance, home.floor, home.door, word, icon, tone,
                       url=f"?deur={home.id}#deur", chosen=home == at)


def _said(drawn: DrawnDoor | None) -> str:
    """What the register says of a drawn door, in words; empty where it says nothing."""
    if drawn is None:
        return ""
    parts = [drawn.said_block, _("portiek %(name)s") % {"name": drawn.said_entrance} if drawn.said_entrance else "",
             _("verdieping %(n)d") % {"n": drawn.said_floor} if drawn.said_floor is not None else "",
             _("deur %(n)d") % {"n": drawn.said_door} if drawn.said_door is not None else ""]
    return ", ".join(part for part in parts if part)
