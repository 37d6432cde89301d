"""Coverage: the map and its table, places, one block as a stairwell, and who is out of sight."""

import io
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid
from waakvlam.kit.outlines import draw
from waakvlam.kit.time import day_of, today

from .. import commands
from ..commands import coverage as writing
from ..coverage_forms import TermsForm, UnseenForm
from ..covering import LOOKS
from ..models import CoverageDay
from ..plan import Plan
from ..policies import OutreachPermission as P
from ..queries import coverage as reading
from ..queries.coverage import Unseen
from ..selection import Selection

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000  # rows in one file
KINDS = {"blokken": CoverageDay.Kind.BLOCK, "straten": CoverageDay.Kind.STREET}


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE)
def overview(request: Signed) -> HttpResponse:
    found = reading.overview(request.who)
    drawing = draw((area.name, area.outline, area) for area in found.areas)
    return render(request, "outreach/coverage.html", {
        "title": _("Bereik"), "found": found, "drawing": drawing, "looks": LOOKS.values(), "why": _why()})


@page(purpose=Purpose.CALL_ROUND, permission=P.COUNT_COVERAGE, methods=("POST",))
def count(request: Signed) -> HttpResponse:
    """Count now, where the night has not been yet."""
    writing.count(by=request.who)
    messages.success(request, _("Het bereik is geteld."))
    return redirect("outreach:coverage")


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE)
def places(request: Signed, kind: str) -> HttpResponse:
    """Blocks or streets, the least reached first."""
    if kind not in KINDS:
        raise Absent("coverage_kind")
    area = request.GET.get("buurt", "")[:10]
    found = reading.places(request.who, KINDS[kind], neighbourhood=area, after=request.GET.get("after", ""))
    names = reading.neighbourhood_names(request.who, [row.neighbourhood_code for row in found] + [area])
    for row in found:
        row.area_name = names.get(row.neighbourhood_code, "")
    return render(request, "outreach/coverage_places.html", {
        "title": _("Bereik per blok") if kind == "blokken" else _("Bereik per straat"), "kind": kind, "found": found,
        "area": area, "area_name": names.get(area, ""), "terms": reading.terms(request.who), "why": _why()})


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE)
def block(request: Signed, block_id: UUID) -> HttpResponse:
    found, stairs = reading.block(request.who, block_id)
    return render(request, "outreach/coverage_block.html", {
        "title": found.name, "building": found, "stairs": stairs, "looks": LOOKS.values(),
        "terms": reading.terms(request.who), "why": _why()})


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE)
def unseen(request: Signed) -> HttpResponse:
    """Who was never reached; every filter stands in the address."""
    wanted, form = _wanted(request)
    found = reading.unseen(request.who, wanted, after=request.GET.get("after", ""))
    return render(request, "outreach/coverage_unseen.html", {
        "title": _("Uit beeld"), "found": found, "count": reading.unseen_count(request.who, wanted), "form": form,
        "query": _query(wanted), "building": reading.block_named(request.who, wanted.block) if wanted.block else None,
        "why": _why()})


@page(purpose=Purpose.CALL_ROUND, permission=P.EXPORT_COVERAGE)
def unseen_file(request: Signed) -> HttpResponse:
    wanted, _form = _wanted(request)
    rows = reading.exported(request.who, wanted, MOST)
    audit.record(request.who, "coverage.export", rows=len(rows))
    return HttpResponse(_workbook(rows), content_type=XLSX, headers={
        "Content-Disposition": 'attachment; filename="uit-beeld.xlsx"'})


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE, methods=("POST",))
def unseen_round(request: Signed) -> HttpResponse:
    """One tap: a round in concept of who is out of sight, by a rule that everybody can read (R5, R6)."""
    wanted, _form = _wanted(request)
    chosen = reading.block_named(request.who, wanted.block) if wanted.block else None
    selection = Selection(
        never_reached_tries=wanted.tries, never_reached_ways=wanted.ways or None,
        neighbourhoods=(wanted.neighbourhood,) if wanted.neighbourhood else (), blocks=(chosen.name,) if chosen else (),
        order="blocks")
    place = chosen.name if chosen else ", ".join(reading.neighbourhood_names(request.who, selection.neighbourhoods).values())
    name = _("Uit beeld: %(place)s") % {"place": place or _("overal")}
    plan = Plan(name=name[:120], reason=_("hoe het gaat; we spraken elkaar nog niet"), selection=selection,
                starts_on=today(), ends_on=today() + timedelta(days=28))
    made = commands.draft(plan=plan, by=request.who)
    messages.success(request, _("De ronde staat klaar als concept. Kijk hem na en keur hem goed."))
    return redirect("outreach:round", made.id)


@page(purpose=Purpose.CALL_ROUND, permission=P.SEE_COVERAGE, methods=("GET", "POST"))
def terms(request: Signed) -> HttpResponse:
    """What counts as fresh and as out of sight: who said so, since when, and why."""
    current = reading.terms(request.who)
    form = TermsForm(request.POST or None, initial=asdict(current))
    if request.method == "POST" and form.is_valid():
        try:
            writing.set_terms(terms=form.terms(), reason=form.cleaned_data["reason"], by=request.who)
            messages.success(request, _("Bewaard. Vannacht wordt er zo geteld."))
            return redirect("outreach:coverage_terms")
        except Invalid as error:
            form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
    return render(request, "outreach/coverage_terms.html", {
        "title": _("Wat telt als bereikt"), "form": form, "current": current, "since": reading.terms_in_force(request.who)},
        status=422 if form.errors else 200)


def _why() -> str:
    return _("Je plant rondes. Daarom zie je van jullie eigen woningen wanneer er voor het laatst contact was. Andere organisaties zien dit niet.")


def _wanted(request: HttpRequest) -> tuple[Unseen, UnseenForm]:
    """From the address; what cannot be understood is left out."""
    given = request.POST if request.method == "POST" else request.GET
    form = UnseenForm(given, who=request.who)
    form.is_valid()
    kept = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    return Unseen(**kept), form


def _query(wanted: Unseen) -> str:
    return urlencode({UnseenForm.NAMES[name]: value for name, value in asdict(wanted).items() if value})


def _workbook(rows: list[Any]) -> bytes:
    """Text stays text, so that no cell is ever run as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(str(_("Uit beeld"))[:31])
        sheet.set_column(0, 0, 34)
        sheet.write_row(0, 0, [_("Adres"), _("Postcode"), _("Blok"), _("Portiek"), _("Verdieping"), _("Keren geprobeerd"),
                               _("Hoe"), _("Laatste poging")], book.add_format({"bold": True}))
        for n, row in enumerate(rows, 1):
            home = row.household.dwelling
            sheet.write_row(n, 0, [
                home.address, home.postcode, home.block, home.entrance, "" if home.floor is None else home.floor, row.tries,
                ", ".join(reading.channel_word(code) for code in row.channels),
                f"{day_of(row.last_try_at):%d-%m-%Y}" if row.last_try_at else ""])
    return out.getvalue()
