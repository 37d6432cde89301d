"""Where a project, a partner and a point on the agenda can stand, and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Of a project."""

    PLANNED = "planned", _("in voorbereiding")
    RUNNING = "running", _("loopt")
    ENDED = "ended", _("opgeleverd")
    CANCELLED = "cancelled", _("gaat niet door")


TRANSITIONS = {
    State.PLANNED: (State.RUNNING, State.CANCELLED),
    State.RUNNING: (State.ENDED, State.CANCELLED),
    State.ENDED: (),
    State.CANCELLED: (),
}
OPEN = (State.PLANNED, State.RUNNING)


class PartnerState(models.TextChoices):
    """Of an organisation in the core team."""

    INVITED = "invited", _("uitgenodigd")
    ACCEPTED = "accepted", _("doet mee")
    DECLINED = "declined", _("doet niet mee")
    LEFT = "left", _("is gestopt")


PARTNER = {
    PartnerState.INVITED: (PartnerState.ACCEPTED, PartnerState.DECLINED, PartnerState.LEFT),
    PartnerState.ACCEPTED: (PartnerState.LEFT,),
    PartnerState.DECLINED: (PartnerState.INVITED,),
    PartnerState.LEFT: (PartnerState.INVITED,),
}


class ItemState(models.TextChoices):
    """Of a point on the agenda."""

    OPEN = "open", _("open")
    DONE = "done", _("gedaan")
    DROPPED = "dropped", _("vervallen")


ITEM = {
    ItemState.OPEN: (ItemState.DONE, ItemState.DROPPED),
    ItemState.DONE: (ItemState.OPEN,),
    ItemState.DROPPED: (ItemState.OPEN,),
}


class Answer(models.TextChoices):
    """What a partner says of an address on its own list, without knowing what others say."""

    NONE = "", _("nog geen antwoord")
    YES = "yes", _("ja, samen")
    NO = "no", _("nee, alleen wij")


class Outcome(models.TextChoices):
    """What came of a joint visit."""

    SPOKEN = "spoken", _("gesproken")
    NOBODY = "nobody", _("niemand thuis")
    UNWANTED = "unwanted", _("wil geen bezoek")
    MOVED = "moved", _("woont hier niet meer")


class Ground(models.TextChoices):
    """On what a partner tells the others something (R9)."""

    CONSENT = "consent", _("de bewoner vindt het goed")
    LEGAL_DUTY = "legal_duty", _("wettelijke plicht")
    VITAL = "vital_interest", _("iemand loopt gevaar")
    PUBLIC_TASK = "public_task", _("publieke taak")


class Access(models.TextChoices):
    """How the workers get in."""

    HOME = "home", _("de bewoner is thuis")
    NEIGHBOUR = "neighbour", _("sleutel bij de buren")
    CARETAKER = "caretaker", _("sleutel bij de huismeester")
    TOGETHER = "together", _("een medewerker loopt mee")


class Need(models.TextChoices):
    """What the work must reckon with: how to work in this home, never why."""

    TIME = "time", _("meer tijd nodig")
    MOVING = "moving", _("hulp bij het verplaatsen van spullen")
    DUST = "dust", _("zo weinig mogelijk stof")
    QUIET = "quiet", _("zo weinig mogelijk lawaai")
    POWER = "power", _("stroom niet lang uit")
    LEVEL = "level", _("zonder drempels of trappen")
    CONTACT = "contact", _("afspraken via een contactpersoon")
