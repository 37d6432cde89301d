"""The caller's pages: one person at a time, an outcome, the next person. Works without a script."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access import screening
from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Absent, Invalid, WrongState

from . import call_content, call_queries, calling, outcomes
from .call_screen import asked, screen, start_screen, words_hint
from .models import Attempt, Draft, Round, RoundEntry
from .policies import OutreachPermission

CALL = {"purpose": Purpose.CALL_ROUND, "permission": OutreachPermission.SEE_OWN_ROUNDS}


@page(**CALL)
def start(request: Signed, round_id: UUID) -> HttpResponse:
    """Where a caller begins, pauses, and ends when nobody can be called."""
    round = call_queries.round_to_call(request.who, round_id)
    require(request.who, OutreachPermission.CALL, round)
    return render(request, "outreach/call_start.html", start_screen(
        request.who, round, explain="waarom" in request.GET, empty="leeg" in request.GET))


@page(**CALL, methods=("POST",))
def take(request: Signed, round_id: UUID) -> HttpResponse:
    return _next(request, call_queries.round_to_call(request.who, round_id))


def _next(request: Signed, round: Round) -> HttpResponse:
    """The next person, or the start page that says why there is none."""
    try:
        entry = calling.take_next(round=round, by=request.who)
    except WrongState as error:
        messages.info(request, error.sentence)
        return redirect("outreach:call_start", round.pk)
    if entry is None:
        return redirect(reverse("outreach:call_start", args=[round.pk]) + "?leeg=1")
    return redirect("outreach:call", entry.pk)


@page(**CALL)
def call(request: Signed, entry_id: UUID) -> HttpResponse:
    try:
        found = call_queries.call(request.who, entry_id)
    except Absent:
        return _lost(request, entry_id)
    return render(request, "outreach/call.html", screen(request.who, found))


def _lost(request: Signed, entry_id: UUID) -> HttpResponse:
    """Back on the list, with what was typed. Raises Absent where it was never this caller's."""
    told = call_queries.told(request.who, entry_id)
    if told is not None:  # the browser's way back, after the outcome
        return redirect("outreach:call_start", told)
    draft = call_queries.kept(request.who, entry_id)
    return render(request, "outreach/call_lost.html", {
        "title": _("Terug op de lijst"), "draft": draft, "fields": draft.content.get("fields", {}),
        "round": draft.entry.round, "is_open": draft.entry.state in RoundEntry.OPEN}, status=409)


@page(**CALL, methods=("POST",))
def heartbeat(request: Signed, entry_id: UUID) -> HttpResponse:
    """The screen is open: keep this person. 409 where somebody else has them now."""
    try:
        calling.renew(entry_id=entry_id, by=request.who, calling="calling" in request.POST)
    except WrongState:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@page(**CALL, methods=("POST",))
def draft(request: Signed, entry_id: UUID) -> HttpResponse:
    """Keep what is typed. htmx gets a word about what was typed, the autosave nothing."""
    content = _save(request, entry_id)
    if request.headers.get("HX-Request"):
        return render(request, "outreach/_call_words.html", words_hint(content))
    return HttpResponse(status=204)


def _save(request: Signed, entry_id: UUID) -> dict[str, Any]:
    """The form as the draft, kept. Raises Absent where there is none."""
    content = _typed(request, call_queries.kept(request.who, entry_id))
    return calling.save_draft(entry_id=entry_id, content=content, by=request.who).content


def _typed(request: HttpRequest, before: Draft) -> dict[str, Any]:
    graph = call_queries.graph_of(before.entry.round)
    content = call_content.from_post(request.POST, before.content, graph)
    asked = before.content.get("fields", {}).get("words_asked") or words_hint(content)["warned"]
    content["fields"]["words_asked"] = bool(asked)
    return content


@page(**CALL, methods=("POST",))
def step(request: Signed, entry_id: UUID) -> HttpResponse:
    """One step on or back in the script."""
    content = _save(request, entry_id)
    found = call_queries.call(request.who, entry_id)
    graph = call_queries.graph_of(found.round)
    if graph:
        content = call_content.moved(content, graph, request.POST.get("way", "next"))
        found.draft.content = calling.save_draft(entry_id=entry_id, content=content, by=request.who).content
    if request.headers.get("HX-Request"):
        return render(request, "outreach/_call_moved.html", screen(request.who, found))
    return redirect(reverse("outreach:call", args=[entry_id]) + "#script")


@page(**CALL, methods=("POST",))
def outcome(request: Signed, entry_id: UUID) -> HttpResponse:
    """How it ended; then the next person. The same attempt sent again changes nothing."""
    try:
        attempt = _finish(request, entry_id)
    except WrongState:
        _keep(request, entry_id)
        return _lost(request, entry_id)
    except Invalid as error:
        _keep(request, entry_id)
        found = call_queries.call(request.who, entry_id)
        return render(request, "outreach/call.html", screen(request.who, found, error), status=error.status)
    _say_saved(request, attempt)
    return _next(request, attempt.round)


def _finish(request: Signed, entry_id: UUID) -> Attempt:
    name, post = _uuid(request.POST.get("attempt", "")), request.POST
    told = call_queries.told_attempt(request.who, name)
    if told is not None:  # the answer got lost on the way
        return told
    try:
        draft = call_queries.kept(request.who, entry_id)
    except Absent:  # sent again while the first was still being kept, and just was
        if (told := call_queries.told_attempt(request.who, name)) is None:
            raise
        return told
    content, round = _typed(request, draft), draft.entry.round
    code, moment = asked(round, post)
    made = calling.finish(attempt_id=name, entry_id=entry_id, outcome=code, call_back_at=moment, by=request.who,
                          said=call_content.said(content, call_queries.graph_of(round)))
    if content["fields"]["words_asked"] and not words_hint(content)["warned"]:
        screening.rewrite(request.who, made)
    return made


def _keep(request: Signed, entry_id: UUID) -> None:
    """Nothing typed is lost where the outcome could not be kept."""
    with suppress(Absent):
        _save(request, entry_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("attempt_id", _("Deze poging heeft geen naam. Laad de pagina opnieuw."),
                      came_in=text[:40], expected="UUID") from None


def _say_saved(request: HttpRequest, attempt: Attempt) -> None:
    """What was saved, with a way back for ten seconds."""
    if attempt.undone_at is None:
        label = outcomes.find(attempt.round, attempt.outcome).label
        messages.success(request, _("Bewaard: %(outcome)s.") % {"outcome": label.lower()},
                         extra_tags=reverse("outreach:call_undo", args=[attempt.pk]))


@page(**CALL, methods=("POST",))
def return_(request: Signed, entry_id: UUID) -> HttpResponse:
    """Not now, or a pause: the person goes back on the list."""
    if "observation" in request.POST:
        _save(request, entry_id)
    entry = calling.give_back(entry_id=entry_id, by=request.who)
    if "next" in request.POST:
        return _next(request, entry.round)
    messages.info(request, _("De persoon staat weer op de lijst. Neem rustig pauze."))
    return redirect("outreach:call_start", entry.round_id)


@page(**CALL, methods=("POST",))
def resume(request: Signed, entry_id: UUID) -> HttpResponse:
    """Take back somebody whose lease ended, with the notes that were kept."""
    try:
        calling.take_again(entry_id=entry_id, by=request.who)
    except WrongState as error:
        if error.code == "lease":
            return _lost(request, entry_id)
        messages.info(request, error.sentence)
        return redirect("outreach:call_start", call_queries.kept(request.who, entry_id).entry.round_id)
    return redirect("outreach:call", entry_id)


@page(**CALL, methods=("POST",))
def undo(request: Signed, attempt_id: UUID) -> HttpResponse:
    """Back to the person, as if nothing was said."""
    try:
        entry = calling.undo(attempt_id=attempt_id, by=request.who)
    except WrongState as error:
        messages.warning(request, error.sentence)
        return redirect("outreach:call_start", call_queries.round_of_attempt(request.who, attempt_id))
    messages.info(request, _("Teruggedraaid. Je hebt deze persoon weer voor je."))
    return redirect("outreach:call", entry.pk)
