"""What an announcement says unless somebody writes it better: who, why, and how to say no.

In the language of the round, not of the screen: residents read it.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from .models import Round


def of(round: Round, channel: str) -> tuple[str, str]:
    """(subject, body) for this channel; {naam} and {organisatie} are filled in per household."""
    with translation.override(round.language):
        given = {"reason": round.reason, "from": f"{round.starts_on:%d-%m-%Y}", "to": f"{round.ends_on:%d-%m-%Y}"}
        if channel == "sms":
            return "", _("{organisatie} belt u binnenkort om te vragen %(reason)s. Wilt u dat niet? Zeg het aan "
                         "de telefoon of bel ons. Dan bellen we u niet meer.") % given
        return _("Wij bellen u binnenkort"), "\n\n".join([
            _("Beste {naam},"),
            _("Tussen %(from)s en %(to)s belt iemand van {organisatie} u op. We willen graag weten %(reason)s.") % given,
            _("U hoeft niet mee te doen. U hoeft ook niets te vertellen wat u niet wilt. Wat u vertelt, "
              "delen we alleen met anderen als u dat goed vindt."),
            _("Wilt u niet gebeld worden? Laat het ons weten, of zeg het aan de telefoon. Dan bellen we u niet meer."),
            _("Met vriendelijke groet,\n{organisatie}"),
        ])
