"""Who plays in the demo: organisations, and a person for each role. All of them are made up.

Addresses end in example.org, which belongs to nobody by agreement (RFC 2606).
"""

from dataclasses import dataclass

NETWORK = "Waakvlam Vlierdrecht"


@dataclass(frozen=True)
class Organisation:
    """`kind` as in the covenant; `teams` as slug -> name."""

    slug: str
    name: str
    kind: str
    teams: tuple[tuple[str, str], ...] = ()
    has_accounts: bool = True  # False: answers by a link in a mail

    @property
    def email(self) -> str:
        return f"{self.slug}@example.org"


@dataclass(frozen=True)
class Person:
    """`roles` as in the permission table; `card` says in a line what they do here (Dutch)."""

    slug: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    function: str
    card: str
    team: str = ""
    on_card: bool = True

    @property
    def email(self) -> str:
        return f"{self.slug}@example.org"


ORGANISATIONS = (
    Organisation("vlierwonen", "Vlierwonen", "housing_association",
                 (("wijkbeheer", "Wijkbeheer"), ("belteam", "Belteam"))),
    Organisation("dijk-en-hof", "Dijk en Hof", "housing_association", (("wijkbeheer", "Wijkbeheer"),)),
    Organisation("lindewaard", "Lindewaard", "housing_association", (("wijkbeheer", "Wijkbeheer"),)),
    Organisation("gemeente", "Gemeente Vlierdrecht", "municipality",
                 (("noord", "Wijkteam Noord"), ("west", "Wijkteam West"), ("oost", "Wijkteam Oost"))),
    Organisation("politie", "Politie, basisteam Vlierdrecht", "police"),
    Organisation("havenlicht", "Havenlicht", "care_provider"),
    Organisation("wilgentak", "De Wilgentak", "care_provider"),
    Organisation("welzijn", "Welzijn Vlierdrecht", "welfare"),
    Organisation("voedselbank", "Voedselbank Vlierdrecht", "food_bank", has_accounts=False),
    Organisation("buren", "Buren voor Elkaar", "volunteers"),
    Organisation("theepot", "Buurtkamer De Theepot", "initiative"),
    Organisation("schroefje", "Werkplaats 't Schroefje", "initiative", has_accounts=False),
    Organisation("netwerk", "Netwerk Vlierdrecht", "network"),
)  # fmt: skip

PEOPLE = (
    Person("samira", "Samira El Idrissi", "vlierwonen", ("caller",), "bewonersconsulent",
           "Belt vanmiddag huurders van 80 jaar en ouder in West.", "belteam"),
    Person("ingrid", "Ingrid van der Meer", "vlierwonen", ("coordinator",), "coördinator belactie",
           "Leidt de belactie en ziet wat stil is gevallen.", "belteam"),
    Person("jermaine", "Jermaine Pinas", "gemeente", ("district_worker",), "wijkteamwerker",
           "Krijgt vragen om hulp en neemt ze aan of niet.", "west"),
    Person("kees", "Kees Dekker", "politie", ("community_officer",), "wijkagent",
           "Kent de buurt en geeft door wat zorgen baart."),
    Person("nadia", "Nadia Bakkali", "havenlicht", ("care_worker",), "ambulant begeleider",
           "Begeleidt mensen thuis. Wat zij noteert, blijft bij haar organisatie."),
    Person("ria", "Ria Jansen", "buren", ("volunteer",), "vrijwilliger",
           "Doet boodschappen met mensen en drinkt er koffie bij."),
    Person("youssef", "Youssef Benali", "welzijn", ("keeper",), "waakvlammer",
           "Houdt contact, ook als de hulp is gestopt."),
    Person("willem", "Willem ter Horst", "netwerk", ("steward",), "roerganger",
           "Heeft het mandaat om vast te lopen zaken los te trekken."),
    Person("annelies", "Annelies de Wit", "gemeente", ("board",), "wethouder",
           "Ziet de buurt en de afspraken. Nooit een persoon."),
    Person("priya", "Priya Ramdin", "vlierwonen", ("privacy_officer",), "functionaris gegevensbescherming",
           "Controleert wie wat zag, en waarom dat mocht."),
    Person("bram", "Bram Visser", "netwerk", ("administrator",), "beheerder",
           "Regelt organisaties, mensen en het convenant."),
    # Not on a card: colleagues who make the network believable.
    Person("mirjam", "Mirjam Kok", "gemeente", ("administrator",), "informatieadviseur", "", "", False),
    Person("tom", "Tom Brouwer", "vlierwonen", ("caller",), "opzichter", "", "belteam", False),
    Person("linh", "Linh Tran", "vlierwonen", ("caller",), "huismeester", "", "belteam", False),
    Person("dirk", "Dirk Schouten", "vlierwonen", ("caller",), "wijkbeheerder", "", "wijkbeheer", False),
    Person("sanne", "Sanne Bos", "dijk-en-hof", ("coordinator",), "wijkmanager", "", "wijkbeheer", False),
    Person("patrick", "Patrick Martina", "lindewaard", ("coordinator",), "wijkmanager", "", "wijkbeheer", False),
    Person("marloes", "Marloes ten Brink", "gemeente", ("district_worker",), "wijkteamwerker", "", "noord", False),
    Person("ayse", "Ayşe Yıldız", "gemeente", ("district_worker",), "wijkteamwerker", "", "oost", False),
    Person("hanneke", "Hanneke Vos", "wilgentak", ("care_worker",), "wijkverpleegkundige", "", "", False),
    Person("esther", "Esther Hoekstra", "welzijn", ("coordinator",), "opbouwwerker", "", "", False),
    Person("henk", "Henk Timmermans", "buren", ("coordinator",), "coördinator", "", "", False),
    Person("fatma", "Fatma Kaya", "theepot", ("volunteer",), "gastvrouw", "", "", False),
)  # fmt: skip


def person(slug: str) -> Person:
    """Raises StopIteration where nobody is called so."""
    return next(p for p in PEOPLE if p.slug == slug)
