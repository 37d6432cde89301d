"""The covenant to read: as a table, as text to sign, as a file, and what changed between versions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent
from waakvlam.kit.pagination import grouped
from waakvlam.kit.time import today

from .. import queries
from ..covenant import agreement, articles, comparing, in_force, proposals, text
from ..identity import Who
from ..models import Covenant
from ..pages import Signed, page
from ..words import Category, Kind, Purpose

FILTERS = (("kind", Kind), ("purpose", Purpose), ("category", Category))


def chosen(who: Who, number: str) -> Covenant:
    """A version by its number, or the one in force. Raises Absent."""
    found = (Covenant.objects.filter(network_id=who.network_id, number=int(number)).first()
             if number.isascii() and number.isdigit() and len(number) < 9 else in_force(who.network_id))
    if found is None:
        raise Absent("covenant", _("Er geldt nog geen convenant."))
    return found


@page()
def covenant(request: Signed) -> HttpResponse:
    """Lines that do not count today stand in it too, and say so."""
    who, day = request.who, today()
    current = in_force(who.network_id)
    version = chosen(who, request.GET.get("versie", "")) if current or "versie" in request.GET else None
    content = agreement(version.id) if version else None
    wanted = {name: request.GET[name] for name, words in FILTERS if request.GET.get(name) in words.values}
    found = [(line, content.counts(line, day)) for line in (content.lines if content else ())
             if all(getattr(line, name) == value for name, value in wanted.items())]
    names = queries.names_of([version.proposed_by, version.adopted_by]) if version else {}
    return render(request, "access/covenant.html", {
        "title": _("Convenant"), "version": version, "is_current": version == current,
        "author": names.get(version.adopted_by, "") if version else "",
        "proposer": names.get(version.proposed_by, "") if version else "",
        "kinds": grouped(found, lambda row: row[0].kind_label), "switches": _switches(content),
        "filters": [(name, words.choices, wanted.get(name, "")) for name, words in FILTERS],
        "administers": Purpose.ADMINISTRATION in who.purposes(), "is_narrowed": bool(wanted),
        "own_kind": Kind(who.organisation_kind).label})


def _switches(content: object) -> list[tuple[str, str, str]]:
    return [(s.ground_label, comparing.switched(s), s.source) for s in getattr(content, "switches", ())]


@page()
def versions(request: Signed) -> HttpResponse:
    """All versions, and what was proposed: who, why, and what came of it."""
    who = request.who
    known = list(Covenant.objects.filter(network_id=who.network_id).order_by("-number")[:100])
    names = queries.names_of(p for v in known for p in (v.proposed_by, v.adopted_by))
    return render(request, "access/covenant_versions.html", {
        "title": _("Versies en voorstellen"), "current": in_force(who.network_id),
        "versions": [(v, names.get(v.proposed_by, ""), names.get(v.adopted_by, "")) for v in known],
        "proposals": [(p, proposals.is_expired(p)) for p in proposals.proposals(who)],
        "administers": Purpose.ADMINISTRATION in who.purposes()})


@page()
def difference(request: Signed) -> HttpResponse:
    """What changed from one version to another, in words. The older one comes first."""
    who = request.who
    old, new = sorted((chosen(who, request.GET.get(n, "")) for n in ("van", "naar")), key=lambda v: v.number)
    return render(request, "access/covenant_difference.html", {
        "title": _("Wat er veranderde"), "old": old, "new": new,
        "change": in_words(comparing.compare(agreement(old.id), agreement(new.id)))})


def in_words(found: comparing.Difference) -> dict[str, object]:
    """A difference as the templates show it."""
    return {"comes": found.comes, "goes": found.goes, "changed": found.changed, "size": found.size,
            "switches": [(new.ground_label, comparing.switched(old), comparing.switched(new), new.source)
                         for old, new in found.switches]}


@page()
def covenant_as_text(request: Signed) -> HttpResponse:
    """As articles, in the language of the reader, printable."""
    version = chosen(request.who, request.GET.get("versie", ""))
    return render(request, "access/covenant_text.html", {
        "title": _("Convenant"), "version": version, "document": _document(request.who, version)})


def _document(who: Who, version: Covenant) -> articles.Document:
    partners = queries.all_organisations(who)
    return articles.document(who.network_name, version, agreement(version.id), [(o.name, o.kind) for o in partners])


TYPES = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
         "json": "application/json"}


@page()
def covenant_as_file(request: Signed, form: str) -> HttpResponse:
    """To sign (PDF and text, in Dutch unless asked otherwise) or as data (CSV, JSON)."""
    if form not in TYPES:
        raise Absent("form", _("In deze vorm bestaat het convenant niet."), came_in=form[:20])
    version = chosen(request.who, request.GET.get("versie", ""))
    name = f"convenant-{version.number}.{form}"
    return HttpResponse(_written(request, request.who, version, form), content_type=TYPES[form], headers={
        "Content-Disposition": f'inline; filename="{name}"'})


def _written(request: HttpRequest, who: Who, version: Covenant, form: str) -> str | bytes:
    if form == "csv":
        return text.as_csv(agreement(version.id))
    if form == "json":
        return text.as_json(agreement(version.id))
    with translation.override("en" if request.GET.get("taal") == "en" else "nl"):
        made = _document(who, version)
        return articles.as_pdf(made) if form == "pdf" else articles.as_text(made)
