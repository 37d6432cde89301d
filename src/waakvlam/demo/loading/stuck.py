"""A ladder of the mandate, a season of decisions on what was stuck, one that waits, and why a partner was silent."""

from datetime import timedelta

from waakvlam.access.identity import acting
from waakvlam.access.words import Purpose
from waakvlam.breakthroughs import commands, queries
from waakvlam.breakthroughs.commands import About, Above, To
from waakvlam.kit.time import at, now, today

from .network import organisation, person, who

# Question, options, obstacle, working days it took; asked in turn through the season.
QUESTIONS = (
    ("Mogen wij een laptop uitlenen zonder borg?", ("Ja, tot het eind van het schooljaar", "Nee"), "money", 4),
    ("Wie betaalt het opruimen van een vervuilde woning?", ("De gemeente betaalt, de corporatie ruimt op", "Ieder de helft"), "money", 9),
    ("Mag iemand zonder indicatie meedoen met de dagbesteding?", ("Ja, zes weken op proef", "Nee, eerst een indicatie"), "rules", 6),
    ("Wie belt een bewoner die bij niemand in zorg is?", ("Het wijkteam", "De waakvlammer"), "whose", 2),
    ("Kan iemand tijdelijk naar een andere woning?", ("Ja, de time-outwoning", "Nee, er is geen plek"), "place", 7),
)
ROUNDS = 9  # times that each was asked; as far back as handovers go


def load() -> int:
    """Returns how many decisions were called for; about four seconds."""
    _ladder()
    made = 0
    for turn in range(ROUNDS):
        for n, (question, options, obstacle, took) in enumerate(QUESTIONS):
            _decided(question, options, obstacle, took + turn % 3, 84 - 8 * turn - n)
            made += 1
    with acting(who("willem", Purpose.BREAKTHROUGH)) as by, at(now() - timedelta(days=2)):
        commands.call(question="Mag de wachtlijst voor budgetcoaches korter, met geld van ons allen?", days=5, by=by,
                      options=("Ja, ieder legt evenveel in", "Ja, de gemeente betaalt", "Nee"), to=_to("gemeente", "annelies"))
    with acting(who("ingrid", Purpose.BREAKTHROUGH)) as by:
        commands.explain(text="Twee vacatures bij wijkbeheer. Wij antwoorden later dan u gewend bent.", until=today() + timedelta(days=60), by=by)
    return made


def _ladder() -> None:
    with at(now() - timedelta(days=88)):
        with acting(who("bram", Purpose.ADMINISTRATION)) as by:
            made = commands.propose(in_force_from=today(), reason="Zo is het afgesproken in de stuurgroep.", by=by, rungs=[
                Above(organisation("gemeente"), organisation("gemeente"), person("annelies")), Above(None, organisation("netwerk"), person("willem"))])
        with acting(who("mirjam", Purpose.ADMINISTRATION)) as by:
            commands.approve(ladder=made, by=by)


def _to(slug: str, key: str) -> To:
    return To(organisation(slug), person(key))


def _decided(question: str, options: tuple[str, ...], obstacle: str, took: int, ago: int) -> None:
    moment = now() - timedelta(days=ago)
    with at(moment), acting(who("willem", Purpose.BREAKTHROUGH)) as by:
        asked = commands.call(question=question, options=options, to=_to("gemeente", "annelies"), days=10, about=About(), by=by)
    with at(moment + timedelta(days=took)), acting(who("annelies", Purpose.BREAKTHROUGH)) as by:
        found = queries.one(by, asked.pk)
        commands.answer(breakthrough=found, option_id=found.options.get(place=0).pk, words="Zo doen we het, vanaf nu.", obstacle=obstacle, by=by)
