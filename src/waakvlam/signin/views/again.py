"""Show once more that it is you: before keys, codes or a password change."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import signin
from waakvlam.access.limits import limited
from waakvlam.access.pages import Request, page
from waakvlam.kit.errors import Invalid

from .. import alone, codes, entering, passkeys, queries, sessions
from ..alone import Me
from ..forms import Again
from .entrance import CODES, KNOCKING


@page(public=True, methods=("GET", "POST"))
@limited(KNOCKING)
def again(request: Request) -> HttpResponse:
    """A passkey, a code, or where somebody has neither their password; or the sign-in of the organisation."""
    person = sessions.person(request)
    if person is None:
        return redirect("signin:sign_in")
    way = sessions.safe_way(request, request.POST.get("naar") or request.GET.get("naar", ""))
    with alone.acting(person) as me:
        has = queries.factors(me)
        form = Again(request.POST or None, has_factor=has.any)
        if request.method == "POST" and form.is_valid():
            entering.check(CODES, str(person))
            if factor := _proved(request, me, form, has):
                sessions.proved(request)
                alone.told(person, "session.prove", factor=factor)
                return redirect(way)
            _refused(person, form)
    return render(request, "signin/again.html", {
        "title": _("Laat nog eens zien dat jij het bent"), "form": form, "has": has, "naar": way,
        "elsewhere": _elsewhere(request, way)}, status=400 if form.errors else 200)


def _proved(request: Request, me: Me, form: Again, has: queries.Factors) -> str:
    """With what; empty where it is not right. Somebody with a factor never gets by with a password."""
    if answer := request.POST.get("answer", ""):
        try:
            passkeys.use(request, me, answer, only=False)
        except Invalid:
            return ""
        return "passkey"
    typed = form.cleaned_data["proof"]
    if has.any:
        return "app" if codes.accepted(me, typed) else "paper" if codes.recovered(me, typed) else ""
    try:
        return "password" if signin.sign_in(me.email, typed).person_id == me.id else ""
    except Invalid:
        return ""


def _elsewhere(request: Request, way: str) -> str:
    """To the organisation's own sign-in, for who came in by it."""
    held = request.session.get("provider")
    return f"{reverse('signin:organisation', args=[held])}?{urlencode({'opnieuw': 1, 'naar': way})}" if held else ""


def _refused(person: UUID, form: Again) -> None:
    entering.hit(CODES, str(person))
    entering.note_refusal("proof", str(person))
    form.add_error(None, _("Dat klopt niet, of is al gebruikt. Probeer het nog een keer."))


@page(public=True, methods=("POST",))
@limited(KNOCKING)
def again_options(request: Request) -> HttpResponse:
    """The challenge for a passkey of whoever is signed in."""
    person = sessions.person(request)
    if person is None:
        return redirect("signin:sign_in")
    with alone.acting(person) as me:
        return HttpResponse(passkeys.to_use(request, me), content_type="application/json")
