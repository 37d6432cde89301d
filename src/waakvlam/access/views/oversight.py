"""For the privacy officer: acts, seals, processing lines and the register of activities."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent

from .. import acts_file as taking
from .. import audit, commands, days, queries, seals
from ..covenant import in_force
from ..forms import ActsForm
from ..pages import Signed, page
from ..policies import AccessPermission
from ..words import Purpose

FORMS = {"csv": (taking.as_csv, "text/csv; charset=utf-8"),
         "xlsx": (taking.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")}
OVERSEE = {"purpose": Purpose.PRIVACY, "permission": AccessPermission.SEE_AUDIT}


@page(**OVERSEE)
def acts(request: Signed) -> HttpResponse:
    form = ActsForm(request.GET, queries.colleagues(request.who))
    found = queries.acts(request.who, form.wanted(), request.GET.get("after", ""))
    filters = request.GET.copy()
    filters.pop("after", None)
    return render(request, "access/acts.html", {
        "title": _("Logboek"), "form": form, "found": found, "filters": filters.urlencode()})


@page(**OVERSEE)
def acts_file(request: Signed, form: str) -> HttpResponse:
    """What the page shows, as a file. Taking the log along is an act itself."""
    if form not in FORMS:
        raise Absent("form", _("Het logboek is er als csv en als xlsx."), came_in=form)
    found = queries.acts_to_take_along(request.who, ActsForm(request.GET).wanted(), taking.MOST)
    audit.record(request.who, "audit.export", rows=len(found), form=form)
    write, kind = FORMS[form]
    return HttpResponse(write(found), content_type=kind,
                        headers={"Content-Disposition": f'attachment; filename="logboek.{form}"'})


@page(**OVERSEE)
def sealing(request: Signed) -> HttpResponse:
    return render(request, "access/sealing.html", {
        "title": _("Verzegeling"), "sealing": queries.sealing(request.who)})


@page(**OVERSEE, methods=("POST",))
def verification(request: Signed) -> HttpResponse:
    """Recompute every seal now. The result is an act itself, so it can be shown later."""
    found = seals.verify()
    findings = [*found.findings, *days.checked()]
    commands.seal_checked(seals=found.seals, events=found.events, lines=found.lines, findings=len(findings),
                          by=request.who)
    for finding in findings:
        messages.error(request, _("Zegel %(n)d: %(what)s") % {"n": finding.seal, "what": finding.what})
    if not findings:
        messages.success(request, _("Alle zegels kloppen: niets is gewijzigd, verwijderd of toegevoegd."))
    return redirect("access:sealing")


@page(**OVERSEE)
def days_of_seals(request: Signed) -> HttpResponse:
    return render(request, "access/days.html", {
        "title": _("Dagkoppen"), "days": list(reversed(days.kept()))[:400]})


@page(**OVERSEE)
def processing(request: Signed) -> HttpResponse:
    who = request.who
    return render(request, "access/processing.html", {
        "title": _("Verwerkingen"), "processed": queries.processed(who), "activities": queries.activities(who)})


@page(**OVERSEE)
def register_of_activities(request: Signed) -> HttpResponse:
    """The register of processing activities (article 30 GDPR) as data."""
    who = request.who
    version = in_force(who.network_id)
    return JsonResponse({
        "organisatie": who.organisation_name, "netwerk": who.network_name,
        "convenantversie": version.number if version else None,
        "verwerkingsactiviteiten": [a.facts() for a in queries.activities(who)]}, json_dumps_params={"ensure_ascii": False, "indent": 2})
