"""The states of a signal and the words around it; the diagram in docs/reference is made from this."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a signal is. In each state of OPEN somebody holds it and a clock runs on them."""

    NEW = "new", _("nieuw")
    TAKEN = "taken", _("in behandeling")
    POOL = "pool", _("in de open pot")
    ACTING = "acting", _("er gebeurt iets")
    RESTING = "resting", _("blijft liggen")
    CLOSED = "closed", _("afgesloten")
    EXPIRED = "expired", _("vervallen")
    JOINED = "joined", _("samengevoegd")


TRANSITIONS: dict[str, tuple[str, ...]] = {
    # Given to another it is new there: as often as that happens.
    State.NEW: (State.NEW, State.TAKEN, State.POOL, State.ACTING, State.RESTING, State.CLOSED, State.JOINED),
    # Given to another: it is new there.
    State.TAKEN: (State.NEW, State.POOL, State.ACTING, State.RESTING, State.CLOSED, State.JOINED),
    State.POOL: (State.TAKEN, State.NEW, State.JOINED),
    State.ACTING: (State.TAKEN, State.NEW, State.POOL, State.CLOSED, State.JOINED),
    # Nothing is done with it: it goes by itself, and only a new signal brings it up again (R19).
    State.RESTING: (State.EXPIRED, State.JOINED),
    State.CLOSED: (),
    State.EXPIRED: (),
    # Taken apart: another matter after all.
    State.JOINED: (State.NEW,),
}
OPEN = (State.NEW, State.TAKEN, State.POOL, State.ACTING)
ENDED = (State.CLOSED, State.EXPIRED, State.JOINED)


class Told(TextChoices):
    """All that whoever told it hears (R11): never who acts, what is done or what was known (R22)."""

    RECEIVED = "received", _("binnengekomen")
    SEEN = "seen", _("gezien")
    ACTING = "acting", _("er is iemand mee bezig")
    CLOSED = "closed", _("afgesloten")


TELLS: dict[str, str] = {
    State.NEW: Told.RECEIVED, State.TAKEN: Told.SEEN, State.POOL: Told.SEEN, State.ACTING: Told.ACTING,
    State.RESTING: Told.CLOSED, State.CLOSED: Told.CLOSED, State.EXPIRED: Told.CLOSED, State.JOINED: Told.SEEN,
}
STEPS_TOLD = (Told.RECEIVED, Told.SEEN, Told.ACTING, Told.CLOSED)


class Kind(TextChoices):
    """What somebody brings."""

    WORRY = "worry", _("zorg om iemand")
    REQUEST = "request", _("vraag om hulp")
    NUISANCE = "nuisance", _("overlast")
    HOME = "home", _("iets aan een woning")
    NEIGHBOURHOOD = "neighbourhood", _("hoe het gaat in de buurt")


class Channel(TextChoices):
    """Through which door it came."""

    FORM = "form", _("formulier van een collega")
    NOTICED = "noticed", _("opgemerkt in een woning")
    WEEKLY = "weekly", _("weekbericht van een initiatief")
    PUBLIC = "public", _("openbaar formulier")
    PHONE = "phone", _("telefoon")
    MAIL = "mail", _("e-mail")
    API = "api", _("ander systeem")
    FILE = "file", _("ingelezen bestand")
    CALL = "call", _("belactie of huisbezoek")


class About(TextChoices):
    SELF = "self", _("over mijzelf")
    PERSON = "person", _("over iemand anders")
    HOME = "home", _("over een adres")
    PLACE = "place", _("over een plek of de buurt")


class Urgency(TextChoices):
    """With its definition, so that two people choose the same."""

    NORMAL = "normal", _("gewone volgorde")
    SOON = "soon", _("deze week")
    TODAY = "today", _("vandaag")
    DANGER = "danger", _("nu: iemand kan in gevaar zijn")


MEANS: dict[str, object] = {
    Urgency.NORMAL: _("Het kan een paar dagen wachten zonder dat iemand er slechter van wordt."),
    Urgency.SOON: _("Wachten maakt het erger: iemand raakt iets kwijt, zit alleen, of het loopt op."),
    Urgency.TODAY: _("Vandaag moet iemand kijken of bellen. Er is geen direct gevaar."),
    Urgency.DANGER: _("Iemand kan nu in gevaar zijn. Bel eerst 112, of Veilig Thuis op 0800-2000."),
}
RANK = {u: n for n, u in enumerate(Urgency.values)}
# Urgency → working days until somebody has looked at it; danger counts in hours (`waiting.DANGER`).
DAYS: dict[str, int] = {Urgency.NORMAL: 3, Urgency.SOON: 1, Urgency.TODAY: 0, Urgency.DANGER: 0}


class Basis(TextChoices):
    """What is known of the resident's side, in plain words; it decides what may go to another organisation (R9)."""

    SELF = "self", _("de bewoner vraagt het zelf")
    AGREES = "agrees", _("de bewoner weet het en vindt het goed")
    KNOWS = "knows", _("de bewoner weet het, maar delen is niet besproken")
    UNKNOWN = "unknown", _("de bewoner weet dit nog niet")
    NOBODY = "nobody", _("het gaat niet over een persoon")
    NECESSARY = "necessary", _("het moet, ook zonder toestemming")


# With these the words may go along; with the others only that there is something, where, and how urgent.
SHAREABLE = (Basis.SELF, Basis.AGREES, Basis.NOBODY)


class TellerKind(TextChoices):
    RESIDENT = "resident", _("de bewoner zelf")
    NEIGHBOUR = "neighbour", _("een buurtbewoner")
    FAMILY = "family", _("familie of bekende")
    PROFESSIONAL = "professional", _("een beroepskracht")
    INITIATIVE = "initiative", _("een bewonersinitiatief")
    UNNAMED = "unnamed", _("iemand zonder naam")


class Wants(TextChoices):
    """How whoever told it wants to hear the status."""

    NOTHING = "nothing", _("niets, dank u")
    CODE = "code", _("ik kijk zelf met een code")
    MAIL = "mail", _("per e-mail")
    SMS = "sms", _("per sms")


class Outcome(TextChoices):
    """How it ended, for those who worked on it. None tells whether somebody was known (R22)."""

    HELPED = "helped", _("er is hulp")
    ANSWERED = "answered", _("de vraag is beantwoord")
    SOLVED = "solved", _("opgelost met eigen kring of buren")
    NOT_WANTED = "not_wanted", _("de bewoner wil nu geen hulp")
    NOT_FOUND = "not_found", _("niet gevonden of verhuisd")
    ELSEWHERE = "elsewhere", _("loopt al langs een andere weg")
    OTHER = "other", _("anders")


class NoActionReason(TextChoices):
    """Why nothing is done; it then expires by itself (R19)."""

    TOO_LITTLE = "too_little", _("te weinig om iets mee te doen")
    NO_CAUSE = "no_cause", _("geen reden tot zorg na kijken")
    NOT_OURS = "not_ours", _("niemand in dit netwerk gaat hierover")
    ONCE = "once", _("eenmalig en voorbij")
    PAST = "past", _("uit een bestand, van langer geleden")
    OTHER = "other", _("anders")


# Those that a person chooses; PAST is said by the import of a file alone.
CHOSEN_REASONS = [(r.value, r.label) for r in NoActionReason if r is not NoActionReason.PAST]


class GiveReason(TextChoices):
    """Why somebody gives it up."""

    CAPACITY = "capacity", _("nu geen ruimte")
    NOT_OURS = "not_ours", _("dit doen wij niet")
    AREA = "area", _("niet ons gebied")
    BETTER_WAY_IN = "better_way_in", _("een ander heeft een betere ingang")
    OTHER = "other", _("anders")


class OverWhy(TextChoices):
    """Why somebody should take it over; said on the signal to who works on it."""

    ROOM = "room", _("er is nu ruimte")
    WAY_IN = "way_in", _("er is een betere ingang")
    AREA = "area", _("dit is het gebied van de ander")
    FULL = "full", _("nu geen ruimte")
    SILENT = "silent", _("het bleef stil")


class OverState(TextChoices):
    OPEN = "open", _("wacht op antwoord")
    YES = "yes", _("overgenomen")
    NO = "no", _("nee")
    LAPSED = "lapsed", _("verlopen zonder antwoord")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class NoOver(TextChoices):
    """Why not. None tells whether somebody is known (R22)."""

    BUSY = "busy", _("wij gaan er zelf mee verder")
    FULL = "full", _("nu geen ruimte")
    NOT_OURS = "not_ours", _("dit doen wij niet")
    OTHER = "other", _("anders")


class RoomKind(TextChoices):
    """What kind of help is looked for."""

    VISIT = "visit", _("langsgaan en kennismaken")
    TALK = "talk", _("bellen of praten")
    GUIDE = "guide", _("begeleiding")
    PRACTICAL = "practical", _("praktische hulp")
    MEDIATE = "mediate", _("bemiddelen")


class RoomState(TextChoices):
    OPEN = "open", _("wacht op antwoord")
    PLACE = "place", _("er is plaats")
    LATER = "later", _("later is er plaats")
    NO = "no", _("nee, geen ruimte")
    LAPSED = "lapsed", _("verlopen zonder antwoord")
    CLOSED = "closed", _("niet meer nodig")


# Days within which somebody is looked for.
TERMS = (2, 7, 14, 30)


class NoWords(TextChoices):
    """Why words that were asked for do not go along."""

    NOT_WANTED = "not_wanted", _("de bewoner wil het niet")
    NOT_REACHED = "not_reached", _("de bewoner is niet bereikt")
    NOT_HAD = "not_had", _("wij hebben de woorden ook niet")
    OTHER = "other", _("anders")


class Answer(TextChoices):
    """Whether we want to look together with whoever else has a signal; the other never reads it."""

    YES = "yes", _("ja")
    NO = "no", _("nee")


class Follow(TextChoices):
    """What follows from a signal. Each has somebody by name and a day."""

    ANSWER = "answer", _("antwoord geven")
    CALL = "call", _("bellen")
    VISIT = "visit", _("langsgaan")
    CHECK_IN = "check_in", _("contact houden")
    HANDOVER = "handover", _("warme overdracht")
    CASE = "case", _("casus openen")
    MEETING = "meeting", _("bespreken in het overleg")
    MEDIATION = "mediation", _("buurtbemiddeling")
    DEBT = "debt", _("vroeg helpen bij huurachterstand")


class FollowState(TextChoices):
    OPEN = "open", _("te doen")
    DONE = "done", _("gedaan")
    FAILED = "failed", _("niet gelukt")


class Refusal(TextChoices):
    """Why mail to a door did not become a signal."""

    AUTOMATIC = "automatic", _("automatisch antwoord")
    PASSED_ON = "passed_on", _("via een mailinglijst of een programma")
    LOOP = "loop", _("van onszelf")
    EMPTY = "empty", _("zonder tekst")
    LARGE = "large", _("te groot")
    UNREADABLE = "unreadable", _("niet te lezen")
    TOO_MANY = "too_many", _("te veel van één afzender")
