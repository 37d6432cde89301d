"""What the partners of the demo offer: topics, where, how fast they answer, and how full they are."""

from dataclasses import dataclass

WHOLE: tuple[int, ...] = ()


@dataclass(frozen=True)
class Offer:
    """`districts` by number, empty for the whole network; `norm` in working days."""

    organisation: str
    name: str
    description: str
    topics: tuple[str, ...]
    districts: tuple[int, ...]
    norm: int
    capacity: str = "available"
    places: int | None = None
    contact: str = ""


OFFERS = (
    Offer("gemeente", "Wijkteam Noord", "Kijkt met u mee als er veel tegelijk speelt, en regelt hulp.",
          ("support", "caring", "growing_up", "household"), (1,), 3, contact="marloes"),
    Offer("gemeente", "Wijkteam West", "Kijkt met u mee als er veel tegelijk speelt, en regelt hulp.",
          ("support", "caring", "growing_up", "household"), (2,), 3, "assess", 4, contact="jermaine"),
    Offer("gemeente", "Wijkteam Oost", "Kijkt met u mee als er veel tegelijk speelt, en regelt hulp.",
          ("support", "caring", "growing_up", "household"), (3,), 3, contact="ayse"),
    Offer("gemeente", "Laptopregeling", "Een gebruikte laptop en internet voor kinderen op school.",
          ("device",), WHOLE, 5, "available", 23, contact="marloes"),
    Offer("gemeente", "Budgetcoach", "Helpt de post en het geld weer op orde te krijgen.",
          ("money", "forms"), WHOLE, 5, "waiting", 3, contact="jermaine"),
    Offer("politie", "Wijkagent", "Voor wie zich niet veilig voelt. Bij direct gevaar: bel 112.",
          ("safety", "neighbours"), WHOLE, 2, contact="kees"),
    Offer("havenlicht", "Begeleiding thuis", "Steun bij het ordenen van de dag en het zelfstandig wonen.",
          ("support", "household", "daytime"), WHOLE, 5, "waiting", contact="nadia"),
    Offer("havenlicht", "Inloop Havenlicht", "Binnenlopen, iets maken, met iemand praten. Geen afspraak nodig.",
          ("contact", "daytime"), (1, 2), 2, "available", 12, contact="nadia"),
    Offer("wilgentak", "Wijkverpleging", "Hulp bij medicijnen, wassen en verbanden, thuis.",
          ("care", "medicines"), WHOLE, 2, "assess", contact="hanneke"),
    Offer("wilgentak", "Maaltijd aan huis", "Een warme maaltijd, met een praatje aan de deur.",
          ("groceries", "contact"), WHOLE, 3, "available", 18, contact="hanneke"),
    Offer("welzijn", "Samen koffie", "Elke week een vaste ochtend met mensen uit de buurt.",
          ("contact", "going_out"), WHOLE, 3, "available", 30, contact="esther"),
    Offer("welzijn", "Een vaste bel", "Iemand die u elke week belt, gewoon om te vragen hoe het gaat.",
          ("contact", "check_in"), WHOLE, 3, contact="youssef"),
    Offer("welzijn", "Steun voor mantelzorgers", "Een adviseur, een luisterend oor, en vervanging als u weg wilt.",
          ("caring",), WHOLE, 5, contact="esther"),
    Offer("welzijn", "Computercafé", "Rustig leren mailen, bellen met beeld en zaken regelen op internet.",
          ("device", "forms"), WHOLE, 5, "full", contact="esther"),
    Offer("voedselbank", "Voedselpakket", "Elke week een pakket, zolang het nodig is.",
          ("groceries", "money"), WHOLE, 2, "available", 14),
    Offer("buren", "Boodschappenmaatje", "Een vrijwilliger die de boodschappen doet, of met u meegaat.",
          ("groceries", "going_out", "medicines"), WHOLE, 3, "available", 9, contact="henk"),
    Offer("buren", "Bezoekvrijwilliger", "Iemand die elke twee weken langskomt.",
          ("contact",), WHOLE, 5, "waiting", 6, contact="henk"),
    Offer("buren", "Buurtbemiddeling", "Twee vrijwilligers luisteren naar beide buren en brengen ze bij elkaar.",
          ("neighbours",), WHOLE, 5, contact="henk"),
    Offer("theepot", "Huiskamer De Theepot", "Op werkdagen open, soep om twaalf uur, iedereen welkom.",
          ("contact", "groceries", "growing_up"), (2,), 3, "available", 10, contact="fatma"),
    Offer("schroefje", "Klussen in huis", "Een lamp, een drempel, een beugel: wij komen het doen.",
          ("odd_jobs",), WHOLE, 5, "available", 7),
    Offer("vlierwonen", "Wijkbeheer Vlierwonen", "Voor huurders van Vlierwonen: de woning, de portiek, de regels in huis.",
          ("home", "neighbours"), WHOLE, 3, contact="dirk"),
    Offer("dijk-en-hof", "Wijkbeheer Dijk en Hof", "Voor huurders van Dijk en Hof: de woning, de portiek, de regels in huis.",
          ("home", "neighbours"), WHOLE, 3, contact="sanne"),
    Offer("lindewaard", "Wijkbeheer Lindewaard", "Voor huurders van Lindewaard: de woning, de portiek, de regels in huis.",
          ("home", "neighbours"), WHOLE, 3, contact="patrick"),
)  # fmt: skip
