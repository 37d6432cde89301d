"""What people noticed or asked in Vlierdrecht, and how far each of it came: one story per signal, in working days.

Days count from today; acts count from the day on which it came in. Everything is made up.
"""

from dataclasses import dataclass, field

Act = tuple[int, str, dict[str, object]]
DOOR = ""  # whoever tells at the municipality's public door has no account
# Who weighs, per organisation of the cast.
WEIGHS = {"vlierwonen": "ingrid", "dijk-en-hof": "sanne", "lindewaard": "patrick", "gemeente": "jermaine", "politie": "kees",
          "havenlicht": "nadia", "wilgentak": "hanneke", "welzijn": "esther", "buren": "henk"}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """`at` is the working day on which it came in, negative; `hood` the end of a neighbourhood's code.

    `given` are further fields of a `Telling`, `teller` those of who told it; `beside` is the key of a story about the same home.
    """

    key: str
    by: str
    at: int
    kind: str
    topic: str
    basis: str
    hood: str
    words: str
    acts: tuple[Act, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    teller: dict[str, str] = field(default_factory=dict)
    beside: str = ""


def _act(day: int, verb: str, **given: object) -> Act:
    return day, verb, given


def _give(day: int, to: str, basis: str, words: str = "") -> Act:
    return _act(day, "give", to=to, basis=basis, words=words)


def _follow(day: int, kind: str, due: int) -> Act:
    return _act(day, "follow", kind=kind, due=due)


TAKE, POOL = _act(1, "take"), _act(1, "pool")
HELPED = (TAKE, _follow(1, "call", 3), _act(3, "finish"), _act(4, "close", outcome="helped"))
ANSWERED = (TAKE, _act(2, "close", outcome="answered"))
SAID_YES = "Mag ik dit doorgeven, zodat zij u kunnen bellen? Zij zei: ja, graag."
NOTICED = {"channel": "noticed", "about": "home"}
WEEKLY = {"channel": "weekly", "about": "place"}
PUBLIC, SELF = {"channel": "public"}, {"channel": "public", "about": "self"}

STORIES = (
    # Technicians and caretakers of the corporation: these wait, are taken, went silent, or were left.
    Story("ketel", "tom", -1, "worry", "household", "knows", "0202", "De ketel was amper te bereiken. De gang en de keuken "
          "staan tot het plafond vol dozen en kranten.", given=NOTICED | {"interpretation": "Opruimen lukt misschien niet meer alleen."}),
    Story("bus", "linh", -3, "worry", "contact", "unknown", "0201", "De brievenbus puilt uit en er doet al een week niemand open.",
          (TAKE, _follow(1, "visit", 4)), NOTICED | {"urgency": "soon"}),
    Story("hal", "linh", 0, "worry", "support", "necessary", "0204", "Meneer lag in de hal toen ik de rookmelder kwam vervangen. "
          "Hij was wel aanspreekbaar.", given=NOTICED | {"urgency": "danger", "basis_words": "112 gebeld. Het wijkteam moet nu weten dat hij alleen is."}),
    Story("matras", "tom", -12, "worry", "money", "unknown", "0201", "Geen bed, geen gordijnen, alleen een matras in de kamer. "
          "De verwarming stond uit.", (TAKE, _give(2, "gemeente", "unknown"), _act(3, "ask_words")), NOTICED),
    Story("post", "dirk", -16, "request", "forms", "agrees", "0203", "Mevrouw vertelde dat zij de post niet meer durft te openen. "
          "Er lag een hele stapel.", (TAKE, _give(1, "gemeente", "agrees", SAID_YES), _act(2, "take"), _follow(2, "visit", 6),
                                      _act(6, "finish"), _act(7, "close", outcome="helped")), NOTICED),
    Story("lekkage", "tom", -6, "home", "home", "nobody", "0201", "Er loopt water langs de muur in het trappenhuis, van boven tot onder.",
          given=NOTICED | {"about": "place"}),
    Story("gordijn", "dirk", -22, "worry", "contact", "unknown", "0206", "De gordijnen zijn al weken dicht, ook overdag. "
          "Vroeger zwaaide hij altijd.", given=NOTICED),
    Story("verhuisd", "samira", -83, "worry", "other", "unknown", "0204", "Bij drie belpogingen nam niemand op. Misschien verhuisd.",
          (_act(2, "rest", reason="too_little"),), {"about": "home", "channel": "call"}),
    Story("feest", "linh", -7, "nuisance", "neighbours", "nobody", "0202", "Eén keer harde muziek tot na middernacht.",
          (_act(2, "rest", reason="once"),), NOTICED),
    Story("muziek", "samira", -9, "nuisance", "neighbours", "unknown", "0201", "Bijna elke nacht muziek en geschreeuw. Ik slaap bij mijn zus.",
          (TAKE, _follow(1, "mediation", 25)), {"about": "home", "channel": "phone"},
          {"kind": "neighbour", "name": "Bep de Graaf", "email": "bep.degraaf@example.org", "wants": "mail"}),
    Story("kinderen", "sanne", -5, "worry", "growing_up", "knows", "0302", "Twee kinderen zitten vaak op de galerij tot hun moeder thuis is, "
          "soms tot een uur of tien.", (POOL,)),
    Story("galerij", "patrick", -19, "nuisance", "neighbours", "nobody", "0301", "Fietsen en vuilniszakken op de galerij: de vluchtweg staat vol.",
          given={"about": "place"}),
    # The public door of the municipality, in several languages, with and without a name; and mail.
    Story("straat", DOOR, -2, "worry", "support", "unknown", "0203", "Mijn overbuurvrouw loopt 's avonds in haar nachtjapon over straat. "
          "Ik heb haar twee keer thuisgebracht.", (TAKE, _follow(1, "visit", 3)), PUBLIC | {"urgency": "soon"},
          {"kind": "neighbour", "name": "Wim Scholten", "email": "wim.scholten@example.org", "wants": "mail"}),
    Story("nacht", DOOR, -1, "nuisance", "safety", "unknown", "0103", "Er wordt 's nachts geschreeuwd en er staat al weken grof vuil voor de deur.",
          given=PUBLIC | {"about": "home"}, teller={"kind": "unnamed", "wants": "code"}),
    # About a home where Havenlicht guides: it hears that there is nuisance, and so does Vlierwonen, as of any home.
    Story("trap", DOOR, -2, "nuisance", "neighbours", "unknown", "0206", "Bezoek belt 's nachts bij iedereen aan. Ik durf de trap niet meer op.",
          given=PUBLIC | {"about": "home"}, teller={"kind": "neighbour", "name": "Joke Brand", "email": "joke.brand@example.org", "wants": "mail"}),
    Story("boodschappen", DOOR, -3, "request", "groceries", "self", "0205", "Sinds mijn heupoperatie kom ik de deur niet uit. "
          "Wie kan mij een paar weken met boodschappen helpen?", (TAKE, _follow(1, "check_in", 8)), SELF,
          {"kind": "resident", "name": "Truus Okkerse", "phone": "+31612345670", "wants": "sms"}),
    Story("brief", DOOR, -1, "request", "forms", "self", "0304", "Dostałam list z urzędu, którego nie rozumiem. Boję się, że muszę zapłacić.",
          given=SELF | {"language": "pl"}, teller={"kind": "resident", "name": "Agnieszka Nowak", "email": "agnieszka@example.org",
                                                   "wants": "mail", "language": "pl"}),
    Story("mail", DOOR, -8, "worry", "contact", "agrees", "0202", "Mijn oom is weduwnaar en zegt dat de dagen zo lang duren. "
          "Hij vindt het goed dat ik dit schrijf.", HELPED, {"channel": "mail"},
          {"kind": "family", "name": "Rob Hendriks", "email": "rob.hendriks@example.org", "wants": "mail"}),
    Story("speeltuin", DOOR, -11, "neighbourhood", "safety", "nobody", "0104", "Bij de speeltuin is het na vijven pikdonker.",
          (TAKE, _act(3, "close", outcome="answered")), PUBLIC | {"about": "place"}, {"kind": "unnamed", "wants": "nothing"}),
    # An initiative, once a week.
    Story("week1", "fatma", -19, "neighbourhood", "growing_up", "nobody", "0201", "Rustige week. Er is op woensdag niets te doen voor de "
          "kinderen van de basisschool.", (TAKE, _follow(2, "answer", 7), _act(7, "finish"), _act(8, "close", outcome="solved")), WEEKLY),
    Story("week2", "fatma", -14, "neighbourhood", "contact", "nobody", "0201", "Drukker dan anders: veertig mensen aan de soep. "
          "Twee vaste gasten hebben we gemist.", ANSWERED, WEEKLY),
    Story("week3", "fatma", -9, "neighbourhood", "money", "nobody", "0201", "Steeds meer mensen vragen of ze eten mogen meenemen.",
          (TAKE, _follow(1, "meeting", 14)), WEEKLY),
    Story("week4", "fatma", -2, "neighbourhood", "neighbours", "nobody", "0201", "De lift in de flat is weer stuk. Ouderen komen niet meer "
          "naar de koffie.\n\nIemand moet de corporatie bellen.", given=WEEKLY | {"urgency": "soon"}),
    # Police, care, volunteers: given on, in the pool, taken from it, or theirs.
    Story("ruzie", "kees", -10, "worry", "growing_up", "unknown", "0302", "Drie keer deze maand bij dezelfde deur om ruzie. "
          "Er waren kinderen bij.", (TAKE, _give(1, "gemeente", "necessary", "De kinderen zijn er telkens bij; wachten kan niet."),
                                     _act(2, "take"), _follow(2, "meeting", 13)), {"urgency": "soon"}),
    Story("plein", "kees", -7, "neighbourhood", "growing_up", "nobody", "0305", "Elke avond een groep van tien jongeren op het plein, "
          "zonder iets om handen.", given={"about": "place"}),
    Story("fiets", "kees", -4, "worry", "going_out", "agrees", "0205", "Mevrouw is twee keer gevallen met de fiets. Zij wil graag iemand "
          "die meegaat naar de markt.", (POOL, _act(2, "claim", to="buren"), _act(3, "take"))),
    Story("koor", "nadia", -13, "request", "contact", "agrees", "0103", "Mevrouw wil graag vaker onder de mensen zijn. Zingen lijkt haar wel wat.",
          (POOL, _act(3, "claim", to="welzijn"), _act(4, "take"), _follow(4, "call", 6), _act(6, "finish"),
           _act(8, "close", outcome="helped"))),
    Story("douche", "hanneke", -4, "home", "home", "agrees", "0206", "De douche heeft geen beugel. Zij wast zich bij de wastafel.",
          given={"about": "home", "basis_words": SAID_YES}),
    Story("oogarts", "ria", -3, "request", "going_out", "agrees", "0205", "Wie kan met mij mee naar de oogarts? Ik mag daarna niet zelf rijden.",
          (TAKE, _follow(1, "call", 4))),
    Story("laptop", "ria", -2, "request", "device", "agrees", "0201", "Mijn zoon doet zijn huiswerk op mijn telefoon.", (POOL,)),
    Story("tuin", "henk", -4, "worry", "household", "agrees", "0203", "De tuin groeit dicht en de achterdeur gaat niet meer open.", (POOL,)),
    Story("bezoek", "esther", -6, "worry", "contact", "knows", "0101", "Kwam elke dinsdag en is drie keer niet geweest.",
          (TAKE, _act(2, "give", to="gemeente", basis="knows"), _act(3, "give_back", reason="not_ours"))),
    # About a home of which the corporation has a signal too: both read that, and no more.
    Story("spreekuur", "jermaine", -2, "worry", "contact", "unknown", "0201", "Op het spreekuur vroeg iemand of wij weten hoe het gaat. "
          "Zij ziet al dagen geen licht.", (TAKE,), beside="bus"),
    # Longer ago, so that rules can be tried out and figures have something to count.
    Story("oud1", "tom", -58, "worry", "contact", "agrees", "0201", "Zei dat de week lang duurt als niemand belt.", HELPED, NOTICED),
    Story("oud2", "linh", -52, "worry", "money", "knows", "0202", "Er lag een aanmaning open op tafel.",
          (TAKE, _act(3, "close", outcome="elsewhere")), NOTICED),
    Story("oud3", DOOR, -47, "nuisance", "neighbours", "unknown", "0204", "De hond van de buren blaft de hele dag.",
          (TAKE, _follow(1, "call", 2), _act(2, "finish"), _act(5, "close", outcome="solved")), PUBLIC | {"about": "home"}),
    Story("oud4", "kees", -44, "worry", "support", "agrees", "0305", "Meneer was de weg kwijt en vertelde dat hij dat vaker heeft.",
          (TAKE, _give(1, "gemeente", "agrees", SAID_YES), _act(2, "take"), _act(5, "close", outcome="helped"))),
    Story("oud5", "fatma", -39, "neighbourhood", "daytime", "nobody", "0201", "Vijf mensen vroegen naar vrijwilligerswerk.", ANSWERED, WEEKLY),
    Story("oud6", DOOR, -33, "request", "device", "self", "0104", "Ik wil leren videobellen met mijn dochter.", HELPED, SELF,
          {"kind": "resident", "name": "Jan Kool", "wants": "code"}),
    Story("oud7", "sanne", -28, "home", "home", "nobody", "0302", "De buitenlampen op de galerij zijn stuk.",
          (TAKE, _act(1, "close", outcome="solved")), {"about": "place"}),
    Story("oud8", "nadia", -25, "request", "groceries", "agrees", "0203", "Samen koken, een keer per week, dat zou hij willen.", HELPED),
)  # fmt: skip

# Stories about homes where the care provider Havenlicht guides: those addresses stand on its list.
GUIDED = ("trap", "tuin", "bezoek")
