"""The states of a handover and how it moves; the diagram in docs/reference is made from this."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a handover is. Sent is never done (R10)."""

    OFFERED = "offered", _("aangeboden")
    ACCEPTED = "accepted", _("aangenomen")
    CONTACT_MADE = "contact_made", _("contact gelegd")
    UNDER_WAY = "under_way", _("bezig")
    ENDED = "ended", _("afgerond")
    DECLINED = "declined", _("niet aangenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    RETURNED = "returned", _("terug")


TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.OFFERED: (State.ACCEPTED, State.DECLINED, State.WITHDRAWN),
    State.ACCEPTED: (State.CONTACT_MADE, State.RETURNED, State.WITHDRAWN),
    # Contact may show at once that nothing more is needed.
    State.CONTACT_MADE: (State.UNDER_WAY, State.ENDED, State.RETURNED, State.WITHDRAWN),
    State.UNDER_WAY: (State.ENDED, State.RETURNED, State.WITHDRAWN),
    # The resident says that it did not help: the receiver may take it up again.
    State.ENDED: (State.UNDER_WAY,),
    State.DECLINED: (),
    State.WITHDRAWN: (),
    State.RETURNED: (),
}

# Somebody is at work on it; the clock runs on the receiver.
OPEN = (State.OFFERED, State.ACCEPTED, State.CONTACT_MADE, State.UNDER_WAY)
CLOSED = (State.ENDED, State.DECLINED, State.WITHDRAWN, State.RETURNED)


class Urgency(TextChoices):
    NORMAL = "normal", _("gewone volgorde")
    SOON = "soon", _("deze week")
    TODAY = "today", _("vandaag")


class Outcome(TextChoices):
    """The agreed outcomes: all that the sender hears unless the resident permits more (R11)."""

    HELPED = "helped", _("hulp gegeven")
    ARRANGED = "arranged", _("hulp geregeld bij een ander")
    OWN_CIRCLE = "own_circle", _("opgelost met eigen kring")
    NOT_WANTED = "not_wanted", _("de bewoner wil geen hulp")
    GONE = "gone", _("de bewoner woont hier niet meer")
    OTHER = "other", _("anders")


class DeclineReason(TextChoices):
    """None of these tells whether somebody is known to the receiver (R22)."""

    CAPACITY = "capacity", _("nu geen plek")
    NOT_OURS = "not_ours", _("dit doen wij niet")
    AREA = "area", _("niet ons gebied")
    UNCLEAR = "unclear", _("te weinig om mee te beginnen")
    OTHER = "other", _("anders")


class ReturnReason(TextChoices):
    NOT_REACHED = "not_reached", _("niet bereikt na meerdere keren proberen")
    NOT_WANTED = "not_wanted", _("de bewoner wil niet verder met ons")
    OTHER_HELP = "other_help", _("andere hulp nodig dan wij geven")
    CAPACITY = "capacity", _("geen plek meer")
    OTHER = "other", _("anders")


class WithdrawReason(TextChoices):
    PERMISSION = "permission", _("de bewoner trok de toestemming in")
    SILENT = "silent", _("het bleef stil")
    SOLVED = "solved", _("niet meer nodig")
    MISTAKE = "mistake", _("vergissing")
    OTHER = "other", _("anders")


class Obstacle(TextChoices):
    """What the mandate removed."""

    CAPACITY = "capacity", _("te weinig mensen")
    WHOSE = "whose", _("onduidelijk wiens taak")
    RULES = "rules", _("een regel in de weg")
    MONEY = "money", _("geld")
    UNREACHABLE = "unreachable", _("niet bereikbaar")
    OTHER = "other", _("anders")


# Verb of a step → the codes that may explain it.
REASONS: dict[str, type[TextChoices]] = {
    "end": Outcome, "decline": DeclineReason, "return": ReturnReason,
    "withdraw": WithdrawReason, "direct": Obstacle,
}
