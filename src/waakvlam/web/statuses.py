"""Each state a person meets, as a word, an icon and a tone: never colour alone.

Tones: lit (due now, burning), silent (overdue, nobody answered), danger (somebody may be in
danger, nothing else), done, busy (under way) and quiet (all the rest).
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Status(NamedTuple):
    word: str
    icon: str
    tone: str


STATUSES: dict[str, Status] = {
    # waiting and clocks
    "silent": Status(_("stil gevallen"), "silent", "silent"),
    "overdue": Status(_("te laat"), "hourglass", "silent"),
    "due": Status(_("vandaag"), "clock", "lit"),
    "waiting": Status(_("wacht"), "waiting", "quiet"),
    "lit": Status(_("brandt"), "lit", "lit"),
    "missed": Status(_("gemist"), "silent", "silent"),
    "danger": Status(_("gevaar"), "danger", "danger"),
    # things in the making
    "draft": Status(_("concept"), "pen", "quiet"),
    "proposed": Status(_("voorstel"), "think", "quiet"),
    "approved": Status(_("goedgekeurd"), "check", "done"),
    "planned": Status(_("gepland"), "calendar", "quiet"),
    "running": Status(_("loopt"), "play", "busy"),
    "paused": Status(_("gepauzeerd"), "pause", "quiet"),
    "closed": Status(_("afgesloten"), "archive", "quiet"),
    "expired": Status(_("verlopen"), "hourglass", "quiet"),
    "failed": Status(_("mislukt"), "error", "silent"),
    "queued": Status(_("in de rij"), "waiting", "quiet"),
    "sent": Status(_("verstuurd"), "send", "done"),
    # handovers
    "offered": Status(_("aangeboden"), "offered", "lit"),
    "accepted": Status(_("aangenomen"), "hand", "busy"),
    "contact_made": Status(_("contact gelegd"), "contact", "busy"),
    "under_way": Status(_("bezig"), "plan", "busy"),
    "ended": Status(_("afgerond"), "ended", "done"),
    "declined": Status(_("niet aangenomen"), "declined", "quiet"),
    "withdrawn": Status(_("ingetrokken"), "withdrawn", "quiet"),
    "returned": Status(_("terug"), "returned", "lit"),
    "reopened": Status(_("opnieuw open"), "refresh", "lit"),
    # what a call brought up
    "answered": Status(_("beantwoord"), "check", "done"),
    "dropped": Status(_("vervallen"), "archive", "quiet"),
    # outcomes of an attempt to reach somebody
    "reached": Status(_("gesproken"), "reached", "done"),
    "no_answer": Status(_("geen gehoor"), "no-answer", "quiet"),
    "call_back": Status(_("terugbellen"), "callback", "lit"),
    "refused": Status(_("wil niet"), "refused", "quiet"),
    "do_not_call": Status(_("niet meer bellen"), "no-call", "quiet"),
    "wrong_number": Status(_("verkeerd nummer"), "wrong-number", "quiet"),
    "helped": Status(_("heeft al hulp"), "family", "done"),
    "request": Status(_("vraag om hulp"), "request", "lit"),
    # permission and reach
    "permitted": Status(_("toestemming"), "permission", "done"),
    "no_permission": Status(_("geen toestemming"), "lock", "quiet"),
    "locked": Status(_("op slot"), "lock", "quiet"),
}
