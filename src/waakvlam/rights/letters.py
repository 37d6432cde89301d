"""Letters to residents: B1 Dutch, or the language somebody reads. Each is (subject, body)."""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from waakvlam.kit.time import day_of

from . import words
from .models import Code, Request


def day(moment: datetime) -> str:
    """“24 november 2026”, in the language that is on (E: the month as it stands in a date)."""
    return date_format(day_of(moment), "j E Y")


def address() -> str:
    return settings.BASE_URL.rstrip("/") + "/mijn/"


def with_code(code: str, made: Code, sender: str) -> tuple[str, str]:
    """The code in two groups, and where to type it. An SMS holds nothing else."""
    with override(made.language):
        if made.channel == Code.Channel.SMS:
            return "", _("Uw code: %(code)s. Typ hem op %(address)s. De code werkt een half uur.") % {
                "code": code, "address": address()}
        paragraphs = [
            _("Beste bewoner,"),
            _("U kunt zien wat wij van u weten, met wie wij dat deelden en wie het las. U kunt het ook stoppen."),
            _("Ga naar %(address)s en typ deze code:") % {"address": address()},
            code,
            _("De code werkt tot en met %(day)s. Er wordt ook naar uw geboortedatum gevraagd. Geef de code aan niemand.") % {
                "day": day(made.expires_at)},
            _("Heeft u geen internet? Bel ons. Dan sturen wij u alles op papier."),
            _("Met vriendelijke groet,\n%(sender)s") % {"sender": sender}]
        return _("Uw code om te zien wat wij van u weten"), "\n\n".join(paragraphs)


def extended(request: Request, sender: str) -> tuple[str, str]:
    with override(request.language):
        paragraphs = [
            _("Beste bewoner,"), _asked(request),
            _("Wij hebben meer tijd nodig. U krijgt uiterlijk op %(day)s antwoord.") % {"day": day(request.due_at)},
            _("Waarom:") + f" {request.extension_reason}", *_complaint(),
            _("Met vriendelijke groet,\n%(sender)s") % {"sender": sender}]
        return _("Uw verzoek %(number)s: wij hebben meer tijd nodig") % {"number": request.number}, "\n\n".join(paragraphs)


def answered(request: Request, sender: str) -> tuple[str, str]:
    """What was decided, why, and how to complain where not everything was granted."""
    with override(request.language):
        decided = str(words.STATES_OF_REQUEST[request.state])
        why = [str(words.REASONS[request.reason])] if request.reason else []
        paragraphs = [
            _("Beste bewoner,"), _asked(request), _("Wat wij besloten: %(decided)s.") % {"decided": decided}, *why,
            request.answer, *(_complaint() if request.reason else []),
            _("Met vriendelijke groet,\n%(sender)s") % {"sender": sender}]
        return _("Antwoord op uw verzoek %(number)s") % {"number": request.number}, "\n\n".join(paragraphs)


def _asked(request: Request) -> str:
    return _("Op %(day)s vroeg u ons: %(what)s. Uw nummer is %(number)s.") % {
        "day": day(request.received_at), "what": words.KINDS_OF_REQUEST[request.kind], "number": request.number}


def _complaint() -> list[str]:
    """Art. 12.4 GDPR: the authority and the court."""
    return [_("Bent u het er niet mee eens? Bel ons eerst, misschien komen we eruit."),
            _("U kunt ook klagen bij de Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl of 088 180 52 50."),
            _("Of u vraagt de rechter om te beslissen. Doe dat binnen zes weken. Het Juridisch Loket helpt gratis: 0800 8020.")]
