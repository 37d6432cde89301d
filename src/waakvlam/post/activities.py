"""What post does with the data of residents, and its acts in words."""

from django.utils.translation import gettext_lazy as _

from waakvlam.access.activities import Words, activity
from waakvlam.access.words import Category, Purpose

_SENT = (Purpose.CALL_ROUND, Purpose.HANDOVER)
_LETTER = (Category.CONTACT, Category.CONVERSATION)

ACTIVITIES = [
    activity("post.outbox", _("De lijst van brieven, mails en sms’jes bekijken"), _SENT, _LETTER),
    activity("post.delivery", _("Eén bericht aan een bewoner bekijken"), _SENT, _LETTER),
    activity("post.print", _("Brieven aan bewoners afdrukken"), _SENT, _LETTER),
]
ACTS: dict[str, Words] = {
    "post.send": _("Bericht klaargezet"),
    "post.send_many": _("Berichten klaargezet"),
    "post.retry": _("Bericht opnieuw geprobeerd"),
    "post.cancel": _("Bericht ingetrokken"),
    "post.mark_sent": _("Brief op de post gedaan"),
}
