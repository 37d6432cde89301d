"""A new handover: who could take it, then the letter with its preview."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.screening import rewrite, words_in
from waakvlam.access.words import Purpose
from waakvlam.attachments.cleaning import MOST_BYTES
from waakvlam.attachments.words import unfit
from waakvlam.kit.errors import Invalid
from waakvlam.resources.words import Topic

from .. import attaching, commands, parts, queries, writing
from ..forms import LetterForm, TopicForm
from ..policies import HandoverPermission
from ..starting import STARTS

OFFER = {"purpose": Purpose.HANDOVER, "permission": HandoverPermission.OFFER}


@page(**OFFER)
def choose(request: Signed) -> HttpResponse:
    """Who takes this topic in this area, with room and norm."""
    who = request.who
    if not hidden(request):
        return _start(request)
    subject = writing.find_subject(who, request.GET)
    topic = _topic(request, subject)
    found = queries.candidates(who, topic, subject.neighbourhood_code) if topic else None
    return render(request, "handovers/choose.html", {
        "title": _("Wie kan helpen?"), "subject": subject, "topic": topic,
        "topic_label": queries.topic_label(topic), "found": found, "asked": asked_for(request, topic),
        "form": TopicForm(initial={"topic": topic}), "hidden": hidden(request), "base": _base(request),
        "why": _("Deze bewoner staat in het register van je eigen organisatie.")})


def _start(request: Signed) -> HttpResponse:
    """Nobody chosen yet: the open requests for help, oldest first."""
    who = request.who
    return render(request, "handovers/start.html", {
        "title": _("Wat draag je over?"), "found": queries.requests(who),
        "may_register": Purpose.REGISTER in who.purposes(),
        "why": _("Dit zijn vragen uit belacties van je eigen organisatie.")})


@page(**OFFER, methods=("GET", "POST"))
def letter(request: Signed) -> HttpResponse:
    """Compose, look, send. Without permission it goes to a second pair of eyes first."""
    who = request.who
    subject, service = writing.find_subject(who, request.GET), writing.find_service(who, request.GET)
    form = writing.form(who, subject, service, request.POST or None)
    topic = _topic(request, subject)
    changed = attaching.changed(request, subject, service, form)
    if request.method == "POST" and not changed and form.is_valid():
        try:
            if "versturen" in request.POST:
                return _sent(request, subject, service, topic, form)
            writing.sending(who, subject, service, topic, form)
        except Invalid as error:
            field = {"parts": None, "resident": None}.get(error.problem.field, error.problem.field)
            form.add_error(field if field in form.fields else None, error.sentence)
    status = 400 if form.errors and (changed or "versturen" in request.POST) else 200
    return render(request, "handovers/letter.html", _screen(request, subject, service, topic, form), status=status)


@page(**OFFER, methods=("POST",))
def preview(request: Signed) -> HttpResponse:
    """The letter as it stands, for the side of the page."""
    who = request.who
    subject, service = writing.find_subject(who, request.GET), writing.find_service(who, request.GET)
    form = writing.form(who, subject, service, request.POST)
    return render(request, "handovers/_preview.html", {
        "preview": _preview(who, subject, service, _topic(request, subject), form)})


def _sent(request: Signed, subject: queries.Subject, service: Any, topic: str, form: LetterForm) -> HttpResponse:
    who = request.who
    made = writing.sending(who, subject, service, topic, form)
    if form.cleaned_data["basis"] == LetterForm.NECESSITY:
        waits = commands.necessity.request(sending=made, ground=form.cleaned_data["ground"],
                                           reason=form.cleaned_data["reason"], by=who)
        _rewritten(request, made, waits, waits.reason)
        messages.info(request, _("Nog niet verstuurd: een collega kijkt eerst mee."))
        return redirect("handovers:necessity", waits.pk)
    offered = commands.offer(sending=made, asked=writing.asked(form), shown=attaching.shown(form), by=who)
    _rewritten(request, made, offered)
    messages.success(request, _("Verstuurd aan %(to)s. Jullie horen het als zij antwoorden.") % {"to": service.organisation})
    return redirect("handovers:handover", offered.pk)


def _rewritten(request: Signed, made: commands.Sending, subject: Any, reason: str = "") -> None:
    if request.POST.get("words_asked") and not made.sensitive_words and not words_in([reason]):
        rewrite(request.who, subject)


def _screen(request: Signed, subject: queries.Subject, service: Any, topic: str, form: LetterForm) -> dict[str, Any]:
    who, files = request.who, attaching.of_letter(request.who, form)
    return {"title": _("Brief aan %(to)s") % {"to": service.organisation}, "subject": subject, "service": service,
            "topic_label": queries.topic_label(topic), "form": form, "asked": asked_for(request, topic, service.service_id),
            "files": files, "shown": " ".join(str(file.pk) for file in files), "own_kind": who.organisation_kind,
            "files_at": f"?{asked_for(request, topic, service.service_id)}#bijlagen", "most_bytes": MOST_BYTES,
            "too_large": unfit("too_large").sentence,
            "may_enclose": parts.Part.FILES in parts.allowed(who, service.organisation_kind),
            "choose_url": f"{reverse('handovers:new')}?{asked_for(request, topic)}",
            "preview": _preview(who, subject, service, topic, form),
            "preview_at": f"?{asked_for(request, topic, service.service_id)}#voorbeeld",
            "why": _("Je stelt een overdracht op over een bewoner uit het register van je eigen organisatie.")}


def _preview(who: Any, subject: queries.Subject, service: Any, topic: str, form: LetterForm) -> dict[str, Any]:
    """The letter, or in a sentence why there is none yet. Unbound forms show what they start with."""
    # A form of its own: looking must not wipe what was found wrong with the one on the page.
    shown = writing.form(who, subject, service, form.data if form.is_bound else _starting(form))
    shown.full_clean()
    try:
        made = writing.sending(who, subject, service, topic, shown, words_kept=True)
        return {"text": writing.preview(who, made, shown), "masked": made.letter.masked, "words": made.sensitive_words,
                "files": made.files}
    except (Invalid, KeyError) as error:
        return {"problem": getattr(error, "sentence", "") or _("Vul de brief aan om te zien wat er meegaat.")}


def _starting(form: LetterForm) -> dict[str, Any]:
    return {name: value for name, value in form.initial.items() if value not in (False, None)}


def _topic(request: HttpRequest, subject: queries.Subject) -> str:
    asked = request.GET.get("onderwerp") or subject.topic
    return asked if asked in Topic.values else ""


KEPT = ("vraag", "huishouden", "bewoner", "vorige")


def kept() -> tuple[str, ...]:
    return (*KEPT, *STARTS)


def hidden(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, request.GET[name]) for name in kept() if request.GET.get(name)]


def _base(request: HttpRequest) -> str:
    """What comes before the choice of the resident."""
    return "".join(f"{name}={value}&" for name, value in hidden(request) if name != "bewoner")


def asked_for(request: HttpRequest, topic: str = "", service: UUID | None = None) -> str:
    """The query string that keeps whom and what it is about."""
    asked = request.GET.copy()
    for name in list(asked):
        if name not in kept():
            del asked[name]
    if topic:
        asked["onderwerp"] = topic
    if service:
        asked["dienst"] = str(service)
    return asked.urlencode()
