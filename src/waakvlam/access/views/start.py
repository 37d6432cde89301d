"""The start of management, facts of this installation, and why somebody sees a page."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent, Invalid

from .. import identity
from ..explaining import Explanation, What, explain, refused
from ..forms import WhyForm, told
from ..pages import NEEDS, Needs, Signed, page
from ..policies import AccessPermission
from ..words import Category, Purpose


@page()
def management(request: Signed) -> HttpResponse:
    """Doors by what the role may act for; everybody may read the covenant and ask why."""
    purposes = request.who.purposes()
    return render(request, "access/management.html", {
        "title": _("Beheer"), "administers": Purpose.ADMINISTRATION in purposes,
        "oversees": Purpose.PRIVACY in purposes})


@page(purpose=Purpose.ADMINISTRATION, permission=AccessPermission.SEE_SETTINGS)
def installation(request: HttpRequest) -> HttpResponse:
    """Facts only; what can be set stands in the environment of the server. No secret is shown."""
    with connection.cursor() as db:
        db.execute("show server_version")
        version = (db.fetchone() or [""])[0]
    facts = [
        (_("Database"), f"PostgreSQL {version}" + (_(" (ingebouwd)") if settings.EMBEDDED else "")),
        (_("Demo"), _("aan") if settings.DEMO else _("uit")),
        (_("Versleutelde verbinding verplicht"), _("ja") if settings.SECURE else _("nee")),
        (_("Een sessie duurt ten hoogste"), _("%(n)d uur, en nooit langer dan tot %(hour)d:00") % {
            "n": settings.SESSION_HOURS, "hour": settings.SESSION_NIGHT}),
        (_("Adres in mails en brieven"), settings.BASE_URL),
        (_("Afzender van mails"), settings.DEFAULT_FROM_EMAIL),
        (_("Mailserver"), settings.EMAIL_HOST or _("geen: mails wachten zichtbaar bij Uitgaande post")),
        (_("Talen"), ", ".join(name for _code, name in settings.LANGUAGES)),
    ]
    return render(request, "access/installation.html", {"title": _("Instellingen"), "facts": facts})


@page()
def why(request: Signed) -> HttpResponse:
    """Which rule let somebody in or kept somebody out: of a page (`pad`), of data (the form), or of a
    refusal, whose page says in the address what was asked (`refusing.way_to_why`)."""
    given, who = request.GET, request.who
    form = WhyForm(given if "what" in given and "pad" not in given else None, initial={
        "purpose": given.get("purpose") or who.purpose, "what": given.get("what") or Category.CONTACT})
    found: Explanation | None = None
    try:
        if "pad" in given:
            found = _of_page(who, given)
        elif form.is_valid():
            found = _asked(who, What.read(form.cleaned_data["what"]), form.cleaned_data["purpose"])
    except Invalid as error:
        form = WhyForm({"purpose": given.get("purpose") or who.purpose, "what": given.get("what") or Category.CONTACT})
        form.is_valid()
        told(form, error)
    return render(request, "access/why.html", {
        "title": _("Waarom niet?") if found and not found.allowed else _("Waarom zie ik dit?"),
        "form": form, "found": found, "path": given.get("pad", ""), "code": given.get("code", "")[:40]})


def _of_page(who: identity.Who, given: QueryDict) -> Explanation:
    """Raises Absent where no page stands at this path. What the refusal named goes before what the page says."""
    path = given.get("pad", "")
    try:
        needs: Needs | None = getattr(resolve(path).func, NEEDS, None)
    except Resolver404:
        needs = None
    if needs is None and not path.startswith("/api/"):
        raise Absent("page", _("Op dit adres staat geen bladzijde."), came_in=path[:80])
    permission = given.get("permission") or str((needs and needs.permission) or "")
    purpose = given.get("purpose") or (needs.purpose if needs else "") or who.purpose
    if purpose not in Purpose.values:
        raise Invalid("purpose", _("Dit doel kennen we niet."), came_in=purpose[:40], field="purpose")
    what = What.read(given["what"]) if given.get("what") else What()
    return refused(_asked(who, what, purpose, permission), permission, given.get("code", ""))


def _asked(who: identity.Who, what: What, purpose: str, permission: str = "") -> Explanation:
    with identity.acting(who.for_purpose(purpose)) as asking:
        return explain(asking, what, permission)
