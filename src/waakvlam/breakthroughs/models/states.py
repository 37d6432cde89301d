"""Where a call for a decision can stand, and the words for what stood in the way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CLOCK = "breakthrough.decide"  # runs on whoever must decide


class State(TextChoices):
    """Of a breakthrough. Unanswered it stays open: it moves up, and at the top it stays in sight."""

    OPEN = "open", _("wacht op een besluit")
    DECIDED = "decided", _("besloten")
    WITHDRAWN = "withdrawn", _("ingetrokken")


TRANSITIONS = {State.OPEN: (State.DECIDED, State.WITHDRAWN), State.DECIDED: (), State.WITHDRAWN: ()}


class Obstacle(TextChoices):
    """What stood in the way. The mandate on handovers uses the same words."""

    MONEY = "money", _("geld")
    RULES = "rules", _("een regel in de weg")
    WAITING = "waiting_list", _("een wachtlijst")
    WHOSE = "whose", _("onduidelijk wiens taak")
    PLACE = "place", _("geen plek of woning")
    CAPACITY = "capacity", _("te weinig mensen")
    UNREACHABLE = "unreachable", _("niet bereikbaar")
    OTHER = "other", _("anders")


class LadderState(TextChoices):
    WAITING = "waiting", _("wacht op een tweede beheerder")
    APPROVED = "approved", _("vastgesteld")
    REJECTED = "rejected", _("afgewezen")
