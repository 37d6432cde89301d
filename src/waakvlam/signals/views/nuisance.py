"""A nuisance file: chosen, looked at, columns and words put right, approved, followed, taken back."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from .. import commands, queries, reading, workbook
from ..models import NuisanceImport, NuisanceRow
from ..nuisance_forms import ColumnsForm, FileForm, MeaningForm
from ..policies import SignalPermission

READ: dict[str, Any] = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.IMPORT}
SILENT_AFTER = 60  # seconds without a sign of life
State, Verdict = NuisanceImport.State, NuisanceRow.Verdict
TABS = (Verdict.NEW, "sensitive", Verdict.OLD, Verdict.SAME, Verdict.REFUSED)
ENDED_TABS = (Verdict.REFUSED, Verdict.LEFT)
BUSY = (State.APPLYING, State.UNDOING)


@page(**READ, methods=("GET", "POST"))
def imports(request: Signed) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := _read(request, form, None)):
        return redirect("signals:import", made.pk)
    return render(request, "signals/nuisance/imports.html", {
        "title": _("Overlastbestand inlezen"), "form": form, "sources": queries.import_sources(request.who),
        "found": queries.imports(request.who, request.GET.get("after", ""))}, status=422 if form.errors else 200)


@page(**READ, methods=("POST",))
def columns(request: Signed, import_id: UUID) -> HttpResponse:
    """The same file again, with columns that somebody assigned. The former preview goes."""
    batch = queries.one_import(request.who, import_id)
    form = ColumnsForm(request.POST, request.FILES, headers=_headers(batch))
    if form.is_valid() and (made := _read(request, form, form.mapping(), batch)):
        return redirect("signals:import", made.pk)
    return _page(request, queries.one_import(request.who, import_id), form, 422)


def _read(request: Signed, form: FileForm, mapping: dict[str, str] | None, before: NuisanceImport | None = None) -> NuisanceImport | None:
    """None where the file is wrong, which then stands at its field."""
    given = form.cleaned_data
    try:
        with transaction.atomic(), tempfile.NamedTemporaryFile(prefix="nuisance-") as kept:
            for chunk in given["file"].chunks():
                kept.write(chunk)
            kept.flush()
            if before and before.state == State.PREVIEW:
                commands.nuisance.cancel(batch=before, by=request.who)
            return commands.nuisance.read(
                path=Path(kept.name), file_name=given["file"].name, source=given["source"], attention_from=given["attention_from"],
                mapping=mapping, sheet=given["sheet"], by=request.who)
    except Invalid as error:
        field = error.problem.field if error.problem.field in form.fields else None
        form.add_error(field, f"{error.sentence} {error.problem.remedy}".strip())
        return None


def _headers(batch: NuisanceImport) -> dict[str, str]:
    """Every column that may be read → what it was read as; by the alphabet, so that one is found."""
    found = {**batch.columns, **dict.fromkeys(batch.unused, "")}
    return dict(sorted(found.items(), key=lambda it: it[0].casefold()))


@page(**READ)
def one_import(request: Signed, import_id: UUID) -> HttpResponse:
    batch = queries.one_import(request.who, import_id)
    if request.headers.get("HX-Request") and "voortgang" in request.GET:
        return render(request, "signals/nuisance/_progress.html", _facts(batch))
    start = {"source": batch.source.name, "attention_from": batch.attention_from}
    return _page(request, batch, ColumnsForm(headers=_headers(batch), initial=start), 200)


def _page(request: Signed, batch: NuisanceImport, form: FileForm, status: int, meaning: MeaningForm | None = None) -> HttpResponse:
    tabs = TABS if batch.state in (State.PREVIEW, State.APPLYING) else ENDED_TABS
    tab = request.GET.get("soort", "")
    tab = tab if tab in tabs else next((name for name in tabs if batch.counts.get(name)), tabs[0])
    labels = {**dict(Verdict.choices), "sensitive": _("woorden om te bekijken")}
    rows = queries.import_rows(request.who, batch, tab, request.GET.get("after", "")) if batch.counts.get(tab) else None
    return render(request, "signals/nuisance/import.html", {
        "title": batch.file_name, "form": form, "tab": tab, "meaning": meaning or MeaningForm(words=batch.words, known=batch.source.kinds),
        "rows": rows, "shown": [(row, reading.told(row.problem, row.remarks)) for row in rows or ()],
        "tabs": [(name, labels[name], batch.counts.get(name, 0)) for name in tabs if batch.counts.get(name)], "status": status,
        "dropped": [(title, _(why)) for title, why in batch.dropped.items()],
        **_facts(batch)}, status=status)


def _facts(batch: NuisanceImport) -> dict[str, Any]:
    quiet = (now() - (batch.beat_at or batch.created_at)).total_seconds() > SILENT_AFTER
    return {"batch": batch, "busy": batch.state in BUSY, "silent": quiet and batch.state in BUSY}


@page(**READ, methods=("POST",))
def meaning(request: Signed, import_id: UUID) -> HttpResponse:
    batch = queries.one_import(request.who, import_id)
    form = MeaningForm(request.POST, words=batch.words, known=batch.source.kinds)
    if not form.is_valid():
        return _page(request, batch, ColumnsForm(headers=_headers(batch)), 422, form)
    commands.nuisance.mean(batch=batch, kinds=form.kinds(), by=request.who)
    messages.success(request, _("Onthouden, ook voor het volgende bestand uit dit systeem."))
    return redirect("signals:import", import_id)


@page(**READ, methods=("POST",))
def approval(request: Signed, import_id: UUID) -> HttpResponse:
    """Yes, carry it out; also: go on where it stood still."""
    batch = queries.one_import(request.who, import_id)
    commands.nuisance.approve(batch=batch, words_kept="words_kept" in request.POST, by=request.who)
    return redirect("signals:import", import_id)


@page(**READ, methods=("POST",))
def cancellation(request: Signed, import_id: UUID) -> HttpResponse:
    commands.nuisance.cancel(batch=queries.one_import(request.who, import_id), by=request.who)
    messages.success(request, _("Weggegooid. Er is niets veranderd."))
    return redirect("signals:imports")


@page(**READ, methods=("POST",))
def undoing(request: Signed, import_id: UUID) -> HttpResponse:
    """Take the delivery back; also: go on where that stood still."""
    commands.nuisance.take_back(batch=queries.one_import(request.who, import_id), by=request.who)
    return redirect("signals:import", import_id)


@page(**READ)
def report(request: Signed, import_id: UUID) -> HttpResponse:
    """Every row that was refused, left out or changed, as a file to mend it in."""
    batch = queries.one_import(request.who, import_id)
    content = workbook.problems(queries.import_problems(request.who, batch), batch, by=request.who)
    return HttpResponse(content, content_type=workbook.TYPE, headers={"Content-Disposition": 'attachment; filename="opmerkingen.xlsx"'})
