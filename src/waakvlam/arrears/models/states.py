"""Stages of a track, states of a notice and how each moves; the diagrams in docs/reference are made from this."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where a household stands (domain.md section 4). ENDED always has an outcome."""

    LATE = "late", _("betaling te laat")
    REMINDER = "reminder", _("herinnering")
    CONTACT = "contact", _("persoonlijk contact")
    ARRANGEMENT = "arrangement", _("regeling")
    SIGNAL = "signal", _("vroegsignaal")
    COLLECTION = "collection", _("incasso")
    JUDGMENT = "judgment", _("vonnis")
    EVICTION = "eviction", _("ontruiming gepland")
    ENDED = "ended", _("afgerond")


# What is done decides most stages; only collection and judgment are said by hand.
MOVES: dict[str, tuple[str, ...]] = {
    Stage.LATE: (Stage.REMINDER, Stage.CONTACT, Stage.ARRANGEMENT, Stage.SIGNAL, Stage.COLLECTION, Stage.ENDED),
    Stage.REMINDER: (Stage.CONTACT, Stage.ARRANGEMENT, Stage.SIGNAL, Stage.COLLECTION, Stage.ENDED),
    Stage.CONTACT: (Stage.ARRANGEMENT, Stage.SIGNAL, Stage.COLLECTION, Stage.ENDED),
    # A broken arrangement is talked about first.
    Stage.ARRANGEMENT: (Stage.CONTACT, Stage.SIGNAL, Stage.COLLECTION, Stage.ENDED),
    Stage.SIGNAL: (Stage.CONTACT, Stage.ARRANGEMENT, Stage.COLLECTION, Stage.ENDED),
    Stage.COLLECTION: (Stage.CONTACT, Stage.ARRANGEMENT, Stage.SIGNAL, Stage.JUDGMENT, Stage.ENDED),
    Stage.JUDGMENT: (Stage.ARRANGEMENT, Stage.SIGNAL, Stage.EVICTION, Stage.ENDED),
    # Called off: back to the judgment that still stands.
    Stage.EVICTION: (Stage.ARRANGEMENT, Stage.JUDGMENT, Stage.ENDED),
    Stage.ENDED: (),
}


class Outcome(TextChoices):
    """How a household left the track. Nobody leaves it without one."""

    PAID = "paid", _("betaald")
    KEPT = "kept", _("regeling nagekomen")
    HELP = "help", _("schuldhulp neemt het over")
    WRONG = "wrong", _("er was geen achterstand")
    MOVED = "moved", _("verhuisd, met een afspraak over de schuld")
    WRITTEN_OFF = "written_off", _("kwijtgescholden")
    EVICTED = "evicted", _("ontruimd, met plek of opvang geregeld")
    EVICTED_ALONE = "evicted_alone", _("ontruimd zonder plek")
    DECEASED = "deceased", _("overleden")


class How(TextChoices):
    """In which way somebody was reached, or tried."""

    LETTER = "letter", _("brief")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telefoon")
    DOOR = "door", _("aan de deur")
    VISIT = "visit", _("huisbezoek")
    OFFICE = "office", _("op kantoor")


WRITTEN, PERSONAL = (How.LETTER, How.EMAIL), (How.PHONE, How.DOOR, How.VISIT, How.OFFICE)


class Kind(TextChoices):
    """What is told to the municipality."""

    DEBT_SIGNAL = "debt_signal", _("vroegsignaal")
    EVICTION = "eviction", _("geplande ontruiming")


class NoticeState(TextChoices):
    SENT = "sent", _("verstuurd")
    ACCEPTED = "accepted", _("aangenomen")
    CONTACT_MADE = "contact_made", _("contact gelegd")
    HELPING = "helping", _("hulp geopend")
    ENDED = "ended", _("afgerond")
    DECLINED = "declined", _("niet aangenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("termijn voorbij")


S = NoticeState
TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.SENT: (S.ACCEPTED, S.DECLINED, S.WITHDRAWN, S.EXPIRED),
    S.ACCEPTED: (S.CONTACT_MADE, S.ENDED, S.WITHDRAWN, S.EXPIRED),
    S.CONTACT_MADE: (S.HELPING, S.ENDED, S.WITHDRAWN, S.EXPIRED),
    # Help is between the resident and the municipality: neither the landlord nor the term ends it.
    S.HELPING: (S.ENDED,),
    S.ENDED: (), S.DECLINED: (), S.WITHDRAWN: (), S.EXPIRED: (),
}
OPEN = (S.SENT, S.ACCEPTED, S.CONTACT_MADE, S.HELPING)
CLOSED = (S.ENDED, S.DECLINED, S.WITHDRAWN, S.EXPIRED)


class Answer(TextChoices):
    """The agreed outcomes: all that the landlord hears of what the municipality did (R11)."""

    HELPED = "helped", _("hulp afgerond")
    ARRANGED = "arranged", _("afspraak gemaakt met de verhuurder")
    NOT_WANTED = "not_wanted", _("de bewoner wil geen hulp")
    NOT_REACHED = "not_reached", _("niet bereikt")
    NOT_NEEDED = "not_needed", _("al opgelost")
    GONE = "gone", _("woont hier niet meer")
    PREVENTED = "prevented", _("ontruiming voorkomen")
    PLACE = "place", _("andere plek of opvang geregeld")


class Declined(TextChoices):
    """None of these tells whether somebody is known to the municipality (R22)."""

    AREA = "area", _("niet onze gemeente")
    UNCLEAR = "unclear", _("de gegevens kloppen niet")
    OTHER = "other", _("anders")


class Withdrawn(TextChoices):
    REFUSED = "refused", _("de bewoner wil het niet")
    SOLVED = "solved", _("niet meer nodig")
    MISTAKE = "mistake", _("vergissing")
    ERASED = "erased", _("de gegevens zijn gewist")


# Verb of a step → the codes that may explain it.
REASONS: dict[str, type[TextChoices]] = {"end": Answer, "decline": Declined, "withdraw": Withdrawn}
