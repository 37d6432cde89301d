"""Topics and states of capacity: our own short neutral list, one word per idea.

No list of life domains, scores or diagnoses (domain.md section 4): a topic says what somebody
asks for, never what is wrong with them.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a request for help or an offer is about."""

    CONTACT = "contact", _("contact en gezelschap")
    CHECK_IN = "check_in", _("af en toe een telefoontje")
    GOING_OUT = "going_out", _("de deur uit en vervoer")
    GROCERIES = "groceries", _("boodschappen en eten")
    MEDICINES = "medicines", _("medicijnen halen")
    HOUSEHOLD = "household", _("het huishouden")
    ODD_JOBS = "odd_jobs", _("klussen in huis")
    CARE = "care", _("verzorging thuis")
    CARING = "caring", _("zorgen voor een ander")
    SUPPORT = "support", _("veel tegelijk aan het hoofd")
    MONEY = "money", _("geld en rekeningen")
    FORMS = "forms", _("post en formulieren")
    DEVICE = "device", _("computer en internet")
    GROWING_UP = "growing_up", _("kinderen, opgroeien en school")
    DAYTIME = "daytime", _("werk en wat te doen overdag")
    NEIGHBOURS = "neighbours", _("buren en de buurt")
    SAFETY = "safety", _("je veilig voelen")
    HOME = "home", _("de woning")
    OTHER = "other", _("iets anders")


class State(TextChoices):
    """How full a service says it is. The order is the order of choosing."""

    AVAILABLE = "available", _("plek")
    ASSESS = "assess", _("eerst samen kijken")
    WAITING = "waiting", _("wachtlijst")
    FULL = "full", _("vol")


ORDER = {State.AVAILABLE: 0, State.ASSESS: 1, State.WAITING: 2, State.FULL: 3}
