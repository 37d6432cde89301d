"""One signal: what was told, where it lies and why, whose turn it is, what can be done now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.pages import Signed, page
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent

from .. import acts, commands, forms, queries, sentences
from ..makes import offered, standing
from ..models import Signal
from ..models.states import MEANS
from ..policies import SignalPermission

SEE = {"purpose": Purpose.SIGNAL, "permission": SignalPermission.SEE}
# The acts that can be undone at once, and the act that does it.
UNDO = {"behandeling": "teruglegging"}


@page(**SEE)
def signal(request: Signed, signal_id: UUID) -> HttpResponse:
    return render(request, "signals/signal.html", screen(request.who, queries.page(request.who, signal_id), to=request.GET.get("aan", "")))


@page(**SEE)
def printed(request: Signed, signal_id: UUID) -> HttpResponse:
    """On paper: the same facts, and who printed it when."""
    found = queries.page(request.who, signal_id)
    return render(request, "signals/print.html", {"title": found.signal.number, "found": found, "s": found.signal,
                                                  "events": sentences.events(found), "by": request.who.name})


@page(**SEE, methods=("POST",))
def act(request: Signed, signal_id: UUID, slug: str) -> HttpResponse:
    """One of the acts of the table. What is wrong comes back at its field; nothing typed is lost."""
    who, chosen = request.who, acts.BY_SLUG.get(slug)
    if chosen is None:
        raise Absent("signal.act")
    found = queries.signal(who, signal_id)
    alike = queries.joining.alike(who, found) if slug == "samenvoeging" else []
    form = chosen.form(request.POST, auto_id=f"{slug}_%s", **_choices(who, alike, chosen))
    if (made := acts.attempt(chosen, found, form, who)) is not acts.WRONG:
        undo = reverse("signals:act", args=[signal_id, UNDO[slug]]) if slug in UNDO else ""
        messages.success(request, str(chosen.done), extra_tags=undo)
        return redirect(_where_next(slug, made, signal_id))
    return render(request, "signals/signal.html", screen(who, queries.page(who, signal_id), chosen, form), status=400)


def _where_next(slug: str, made: Any, signal_id: UUID) -> str:
    """After agreeing on what another module makes, there at once."""
    if slug == "vervolg" and offered(made):
        return reverse("signals:make", args=[signal_id, made.pk])
    return reverse("signals:held") if slug == "doorgave" else reverse("signals:signal", args=[signal_id])


@page(**SEE, methods=("POST",))
def follow(request: Signed, signal_id: UUID, follow_id: UUID, slug: str) -> HttpResponse:
    """What was agreed is done, or did not work out; or what was put on a list goes off it."""
    if slug == "terug":
        commands.making.take_off_list(follow_id=follow_id, by=request.who)
        messages.success(request, _("Weer van de lijst. Het staat nog open bij het signaal."))
        return redirect("signals:signal", signal_id)
    if slug not in ("gedaan", "mislukt"):
        raise Absent("follow_up")
    commands.following.finish(follow_id=follow_id, done=slug == "gedaan", internal=request.POST.get("internal", ""), by=request.who)
    return redirect("signals:signal", signal_id)


def screen(who: Who, found: queries.Page, failed: acts.Act | None = None, form: forms.Act | None = None, to: str = "") -> dict[str, Any]:
    """The context of the page. `failed` is the act whose form comes back, `to` who was chosen to pass it on to."""
    possible = acts.possible(who, found)
    choices = _choices(who, found.alike, *possible)
    shown = [acts.Offered(act, form if failed is act and form is not None else act.form(
        auto_id=f"{act.slug}_%s", initial=_initial(found) | ({"to": to} if act.slug == "doorgave" else {}), **choices)) for act in possible]
    first = next((o for o in shown if o.act.primary), None)
    return {"title": f"{capfirst(found.signal.get_kind_display())} · {found.topic}", "found": found, "s": found.signal, "first": first,
            "others": [o for o in shown if o is not first and o.act.slug not in acts.BESIDE],
            "beside": [o for o in shown if o.act.slug in acts.BESIDE], "follows": [(row, standing(row), offered(row)) for row in found.follow_ups], "failed": failed.slug if failed else "doorgave" if to else "", "rooms": found.rooms,
            "events": sentences.events(found), "turn": sentences.turn(found), "why": sentences.why_here(found.signal),
            "repeated": sentences.repeated(found.signal), "means": MEANS[found.signal.urgency],
            "joined": [(one, found.also_told.get(one.pk)) for one in found.joined],
            "print_url": reverse("signals:print", args=[found.signal.pk])}


def _initial(found: queries.Page) -> dict[str, str]:
    """What forms begin with; what is read here already may be read over before it goes out."""
    told = found.content
    return {"urgency": found.signal.urgency, "basis": found.signal.basis, "report_text": told.observation if told else "",
            "report_where": told.address if told else ""}


def _choices(who: Who, alike: list[Signal], *wanted: acts.Act) -> dict[str, list[tuple[str, str]]]:
    """Colleagues and other organisations, asked only where a form shows them. Two queries at most."""
    names = {name for act in wanted for name in act.form.base_fields}
    made = {}
    if names & {"person_id", "backup_id"}:
        made["people"] = queries.colleagues(who)
    if "to" in names:
        made["others"] = queries.receivers(who)
    if "other_id" in names:
        made["alike"] = queries.joining.named(alike)
    return made
