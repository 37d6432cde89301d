"""Announcements of a round: write the text, see the letter, send it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from waakvlam.access.pages import Signed, page
from waakvlam.access.policies import require
from waakvlam.access.words import Purpose
from waakvlam.kit.errors import Invalid
from waakvlam.post.letters import Letter, typeset

from .. import addressees, commands, presenting, queries, standard_texts
from ..forms import AnnouncementForm
from ..models import Announcement, Batch, Round
from ..policies import OutreachPermission


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS, methods=("GET", "POST"))
def announcements(request: Signed, round_id: UUID) -> HttpResponse:
    found = queries.found_round(request.who, round_id)
    require(request.who, OutreachPermission.ANNOUNCE, found)
    wrong: AnnouncementForm | None = None
    if request.method == "POST":
        wrong = AnnouncementForm(request.POST, prefix=request.POST.get("kanaal", ""))
        if wrong.is_valid() and _kept(request, found, wrong):
            return redirect("outreach:round_announcements", round_id)
    written = list(queries.announcements(request.who, found))
    batches = queries.sending(request.who, found)
    return render(request, "outreach/announcements.html", {
        "title": _("Aankondigen"), "round": found, "is_open": found.state not in (Round.State.DRAFT, Round.State.ENDED),
        "channels": [_channel(found, code, label, written, wrong, batches) for code, label in Announcement.Channel.choices],
        "sent": [a for a in written if a.sent_at]})


def _kept(request: Signed, found: Round, form: AnnouncementForm) -> bool:
    try:
        commands.write_announcement(round=found, by=request.who, **form.cleaned_data)
    except Invalid as error:
        form.add_error(error.problem.field if error.problem.field in form.fields else None, error.sentence)
        return False
    messages.success(request, _("De tekst is bewaard. Er is nog niets verstuurd."))
    return True


def _channel(found: Round, code: str, label: str, written: list[Announcement],
             wrong: AnnouncementForm | None, batches: dict[UUID, Batch]) -> dict[str, object]:
    """A channel with its form: what was typed, what was kept, or the standard text."""
    kept = next((a for a in written if a.channel == code and a.sent_at is None), None)
    subject, body = (kept.subject, kept.body) if kept else standard_texts.of(found, code)
    form = wrong if wrong is not None and wrong.prefix == code else AnnouncementForm(
        prefix=code, initial={"channel": code, "subject": subject, "body": body})
    batch = batches.get(kept.id) if kept else None
    return {"code": code, "label": label, "kept": kept, "form": form, "batch": batch,
            "is_busy": batch is not None and batch.ended_at is None, "silent": batch is not None and queries.is_silent(batch)}


@page(purpose=Purpose.CALL_ROUND, methods=("POST",))
def dispatch(request: Signed, announcement_id: UUID) -> HttpResponse:
    text = queries.announcement(request.who, announcement_id)
    later = queries.is_large_list(request.who, text.round)
    sent = commands.announce(announcement=text, by=request.who, later=later)
    if not later:
        _say(request, sent)
    return redirect("outreach:round_announcements", text.round_id)


def _say(request: Signed, sent: Announcement) -> None:
    messages.success(request, _("%(n)d berichten staan klaar. Bij %(missed)d huishoudens kan dit niet.") % {
        "n": sent.sent_count, "missed": sent.missed_count})


@page(purpose=Purpose.CALL_ROUND, permission=OutreachPermission.SEE_ROUNDS)
def letter(request: Signed, announcement_id: UUID) -> HttpResponse:
    """The letter as it will look, to a made-up resident."""
    text = queries.announcement(request.who, announcement_id)
    to = addressees.Addressee(text.id, _("J. Jansen"), _("J. Jansen\nVoorbeeldstraat 1\n1000 AA Voorbeeldstad"))
    made = Letter(to=to.to, sender=request.who.organisation_name, subject=text.subject,
                  body=addressees.fill(text.body, to, request.who), place_and_date=presenting.date_line())
    return HttpResponse(typeset([made]), content_type="application/pdf")
