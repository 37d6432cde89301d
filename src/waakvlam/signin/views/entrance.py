"""Coming in, going out, and acting as somebody else than a moment ago."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.limits import Limit, limited
from waakvlam.access.pages import Request, page
from waakvlam.access.words import PURPOSES, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid

from .. import alone, codes, entering, oidc, passkeys, queries, sessions
from ..forms import Code, SignIn

KNOCKING = Limit("sign_in.address", most=60, seconds=300)  # an office behind one address comes in at nine
CODES = Limit("sign_in.code", most=10, seconds=600)


@page(public=True, methods=("GET", "POST"))
@limited(KNOCKING)
def sign_in(request: Request) -> HttpResponse:
    """A refused attempt is answered, not raised: nothing typed but the password is lost."""
    form = SignIn(request.POST or None)
    way = sessions.safe_way(request, request.POST.get("naar") or request.GET.get("naar", ""))
    if request.method == "POST" and form.is_valid():
        try:
            known = entering.with_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        except Invalid as error:
            form.add_error(None, error.sentence)
        else:
            return entering.proved(request, known.person_id, way, first=known.first)
    return door(request, form, way)


def door(request: Request, form: Code | SignIn, way: str) -> HttpResponse:
    context = {"title": _("Aanmelden"), "form": form, "naar": way, "offered": oidc.offered()}
    return render(request, "signin/sign_in.html", context, status=400 if form.errors else 200)


@page(public=True, methods=("POST",))
@limited(KNOCKING)
def key_options(request: Request) -> HttpResponse:
    """The challenge for a passkey: of whoever is half in, or of anybody."""
    half = sessions.half_known(request)
    if half is None:
        return HttpResponse(passkeys.to_use(request), content_type="application/json")
    with alone.acting(half[0]) as me:
        return HttpResponse(passkeys.to_use(request, me), content_type="application/json")


@page(public=True, methods=("POST",))
@limited(KNOCKING)
def key(request: Request) -> HttpResponse:
    """A passkey answered. Alone it is enough: the device checked a PIN, a finger or a face."""
    half, answer = sessions.half_known(request), request.POST.get("answer", "")
    try:
        person = half[0] if half else passkeys.owner(answer)
        with alone.acting(person) as me:
            passkeys.use(request, me, answer, only=half is None)
    except Invalid as error:
        entering.note_refusal("passkey", str(half[0]) if half else "nobody")
        return refused(request, error, half is not None)
    way = half[1] if half else sessions.safe_way(request, request.POST.get("naar", ""))
    return entering.enter(request, person, way, "passkey", only=half[2] if half else None)


def refused(request: Request, error: Invalid, is_half: bool) -> HttpResponse:
    form: Code | SignIn = Code({}) if is_half else SignIn({})
    form.errors.clear()
    form.add_error(None, error.sentence)
    if is_half:
        return second_page(request, form)
    return door(request, form, "/")


@page(public=True, methods=("GET", "POST"))
@limited(KNOCKING)
def second(request: Request) -> HttpResponse:
    """What somebody has: a code of their phone, a recovery code, or a passkey (`key`)."""
    half = sessions.half_known(request)
    if half is None:
        return redirect("signin:sign_in")
    person, way, only = half
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entering.check(CODES, str(person))
        with alone.acting(person) as me:
            typed = form.cleaned_data["code"]
            factor = "app" if codes.accepted(me, typed) else "paper" if codes.recovered(me, typed) else ""
        if factor:
            return entering.enter(request, person, way, factor, only=only)
        entering.hit(CODES, str(person))
        entering.note_refusal("code", str(person))
        form.add_error("code", _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende."))
    return second_page(request, form)


def second_page(request: Request, form: Code | SignIn) -> HttpResponse:
    half = sessions.half_known(request)
    if half is None:
        return redirect("signin:sign_in")
    with alone.acting(half[0]) as me:
        has = queries.factors(me)
    if not has.any:
        return redirect("signin:keys")
    return render(request, "signin/second.html", {"title": _("Nog één stap"), "form": form, "has": has},
                  status=400 if form.errors else 200)


@page(public=True, methods=("POST",))
def sign_out(request: Request) -> HttpResponse:
    request.session.flush()
    # Nothing of who was here stays in a shared browser, also not a page in its cache.
    return HttpResponseRedirect("/", headers={"Clear-Site-Data": '"cache", "storage"'})


@page(public=True, methods=("GET", "POST"))
def switch(request: Request) -> HttpResponse:
    """Who am I, for which organisation, for which purpose: choose another."""
    person = sessions.person(request)
    if person is None:
        return redirect("signin:sign_in")
    if sessions.way_after_choice(request):
        return redirect("signin:first_password")
    posts = entering.posts_of(request, person)
    if request.method == "POST":
        chosen = next((p for p in posts if str(p.id) == request.POST.get("post")), None)
        if chosen is None:
            raise Absent("membership", _("Deze rol heb je niet (meer)."))
        sessions.act_as(request, chosen, request.POST.get("purpose", ""))
        entering.note_entry(request)
        return redirect(sessions.safe_way(request, request.POST.get("naar", "")))
    choices = [
        (post, Role(post.role).label, [Purpose(p) for p in PURPOSES.get(post.role, ())])
        for post in posts
    ]
    return render(request, "signin/switch.html", {"title": _("Anders werken"), "choices": choices})
