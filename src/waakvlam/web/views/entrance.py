"""Coming in, going out, and acting as somebody else than a moment ago."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import audit, identity, signin
from waakvlam.access.pages import page
from waakvlam.access.words import PURPOSES, Purpose, Role
from waakvlam.kit.errors import Absent, Invalid

from .. import session


class SignIn(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@page(public=True, methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    """A refused attempt is answered, not raised: the count of failures must be kept."""
    form = SignIn(request.POST or None)
    way = session.safe_way(request, request.POST.get("naar") or request.GET.get("naar", ""))
    if request.method == "POST" and form.is_valid():
        try:
            person = signin.sign_in(form.cleaned_data["email"], form.cleaned_data["password"])
        except Invalid as error:
            form.add_error(None, error.sentence)
        else:
            return welcome(request, person, way)
    context = {"title": _("Aanmelden"), "form": form, "naar": way}
    return render(request, "web/sign_in.html", context, status=400 if form.errors else 200)


def welcome(request: HttpRequest, person, way: str = "/") -> HttpResponse:  # type: ignore[no-untyped-def]
    """Known: straight on with one membership, a choice with several."""
    posts = signin.posts(person)
    session.know(request, person)
    if len(posts) == 1:
        session.act_as(request, posts[0])
        note_entry(request)
        return redirect(way)
    return redirect("web:switch")


def note_entry(request: HttpRequest) -> None:
    """The log says who came in, in the name of the organisation that they act for."""
    with identity.restored():
        who = identity.member(request.session["membership"], request.session["purpose"])
        if who is not None:
            audit.record(who, "session.enter")


@page(public=True, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return redirect("/")


@page(public=True, methods=("GET", "POST"))
def switch(request: HttpRequest) -> HttpResponse:
    """Who am I, for which organisation, for which purpose: choose another."""
    person = session.person(request)
    if person is None:
        return redirect("web:sign_in")
    posts = signin.posts(person)
    if request.method == "POST":
        chosen = next((p for p in posts if str(p.id) == request.POST.get("post")), None)
        if chosen is None:
            raise Absent("membership", _("Deze rol heb je niet (meer)."))
        session.act_as(request, chosen, request.POST.get("purpose", ""))
        note_entry(request)
        return redirect(session.safe_way(request, request.POST.get("naar", "")))
    choices = [
        (post, Role(post.role).label, [Purpose(p) for p in PURPOSES.get(post.role, ())])
        for post in posts
    ]
    return render(request, "web/switch.html", {"title": _("Anders werken"), "choices": choices})
