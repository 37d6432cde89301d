"""Demo mode only: one card per person of the cast, which signs you in as them."""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access import signin
from waakvlam.access.pages import page
from waakvlam.access.words import Role
from waakvlam.signin import entering, sessions

# By name, not by import: the demo stands above web, and outside demo mode nothing of it is loaded.
DEMO = "waakvlam.demo"
ICONS: dict[str, str] = {
    Role.CALLER: "round", Role.COORDINATOR: "checklist", Role.DISTRICT_WORKER: "care",
    Role.OFFICER: "police", Role.CARE_WORKER: "heart", Role.VOLUNTEER: "volunteer",
    Role.KEEPER: "lit", Role.STEWARD: "steward", Role.BOARD: "board",
    Role.PRIVACY_OFFICER: "privacy", Role.ADMINISTRATOR: "settings", Role.RESIDENT: "home",
}  # fmt: skip


def page_of_cast(request: HttpRequest) -> HttpResponse:
    found = cards()
    door = part("loading.signals").PUBLIC if any(card["id"] is None for card in found) else ""  # where the demo is loaded
    return render(request, "web/cast.html", {"title": _("Wie wil je zijn?"), "cards": found, "door": door})


@page(public=True, methods=("POST",))
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Signs in without a password, or opens a link as it was sent: in demo mode only."""
    if not settings.DEMO:
        raise Http404
    known = next((card for card in cards() if card["slug"] == slug), None)
    if known is None or not known["post"]:
        raise Http404
    if known["id"] is None:  # without account: through the link that was sent
        request.session.flush()
        way, cookies = part("doors").open_to(slug)
        response = redirect(way)
        for name, value in cookies.items():
            response.set_cookie(name, value, path=way, httponly=True, samesite="Strict")
        return response
    sessions.know(request, known["id"], "demo")
    sessions.act_as(request, known["post"])
    entering.note_entry(request)
    return redirect("/")


def part(name: str) -> Any:
    return import_module(f"{DEMO}.{name}")


def cards() -> list[dict[str, Any]]:
    """The cast with the membership each acts by; none before the demo is loaded."""
    found = []
    for person in part("cast").PEOPLE:
        if not person.on_card:
            continue
        key: UUID = part("ids").derived("person", person.slug)
        post = next(iter(signin.posts(key)), None)
        icon = ICONS.get(post.role, "person") if post else "person"
        found.append({"slug": person.slug, "id": key, "post": post, "person": person, "icon": icon})
    if any(card["post"] for card in found):
        doors = part("doors").DOORS
        found += [{"slug": d.slug, "id": None, "post": d, "person": d, "icon": d.icon} for d in doors]
    return found
