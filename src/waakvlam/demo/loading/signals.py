"""Signals of the past months, through the real commands: a public door, rules for who gets what first, and every story.

Loaded before handovers: the evenings told there move what fell silent, here too.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who, acting
from waakvlam.access.words import Purpose
from waakvlam.kit.time import AMSTERDAM, at, now
from waakvlam.signals import codes, commands, notices
from waakvlam.signals.commands import Passed, TellerGiven, Telling, doors, routes
from waakvlam.signals.models import FollowUp, PoolOffer, Signal

from .. import cast, people
from ..ids import chance, derived
from ..noticed import DOOR, GUIDED, STORIES, WEIGHS, Story
from .network import organisation, system, team, who
from .rounds import after, workday

BEHIND_THE_DOOR = "gemeente"
PUBLIC = "vlierdrecht"  # the address of the door that anybody may use
TEXTS = {
    "nl": "Maakt u zich zorgen om iemand in Vlierdrecht, of heeft u zelf hulp nodig? Vertel het ons.",
    "en": "Are you worried about somebody in Vlierdrecht, or do you need help yourself? Tell us.",
    "tr": "Vlierdrecht'te biri için endişeleniyor musunuz ya da kendiniz yardıma mı ihtiyaç duyuyorsunuz? Bize anlatın.",
    "ar": "هل أنت قلق على شخص في فليردرخت، أو تحتاج أنت نفسك إلى مساعدة؟ أخبرنا.",
    "pl": "Martwisz się o kogoś w Vlierdrecht albo sam potrzebujesz pomocy? Powiedz nam.",
    "uk": "Ви хвилюєтеся за когось у Влірдрехті або самі потребуєте допомоги? Розкажіть нам.",
}


def load() -> int:
    """Returns how many signals came in; about five seconds."""
    _door()
    _rules()
    _guided()
    for story in STORIES:
        _tell(story)
    for slug in WEIGHS:  # as every night
        with acting(system(slug, Purpose.SIGNAL)) as by:
            commands.together.compare(by=by)
    return len(STORIES)


def _door() -> None:
    with at(_moment(-88)), acting(who("mirjam", Purpose.ADMINISTRATION)) as by:
        doors.keep(given=doors.DoorGiven(PUBLIC, "Meldpunt Vlierdrecht", TEXTS, "meldpunt.vlierdrecht@example.org"), by=by)
        doors.keep(given=doors.DoorGiven("proef-havenkwartier", "Proef in het Havenkwartier", is_open=False), by=by)


def _rules() -> None:
    """Two versions, as in life: the second came after a month."""
    line = routes.Line
    first = [
        line("Bij gevaar kijkt het wijkteam meteen", organisation("gemeente"), urgency="danger"),
        line("Wat er speelt in een buurt gaat naar het opbouwwerk", organisation("welzijn"), kind="neighbourhood"),
    ]
    later = [
        *first,
        line("Boodschappen: Welzijn, zolang daar plek is", organisation("welzijn"), kind="request", topic="groceries", only_with_room=True),
        line("Woningen in West zijn van Vlierwonen", organisation("vlierwonen"), kind="home", area="WK990102", team_id=team("vlierwonen", "wijkbeheer")),
    ]
    for day, lines, reason in ((-86, first, "Zo begonnen wij in maart."), (-60, later, "Afgesproken in het overleg: Welzijn heeft plek.")):
        with at(_moment(day)), acting(who("bram", Purpose.ADMINISTRATION)) as by:
            routes.write(lines=lines, reason=reason, by=by)


def _guided() -> None:
    """Homes where a care provider guides: its own list, that nobody else reads."""
    for story in (s for s in STORIES if s.key in GUIDED):
        home = _home(story, f"BU9901{story.hood}").dwelling
        with at(_moment(-58)), acting(who("nadia", Purpose.SIGNAL)) as by:
            assert by.person_id is not None
            commands.guided.add(address=f"{home.street} {home.house_number}{home.addition}, {home.postcode} {home.city}", guide_id=by.person_id, by=by)


def _tell(story: Story) -> None:
    """It comes in, and each act follows on its day by whoever holds it then."""
    # What may be dangerous came in just now, whatever the hour: an older one would be silent already.
    came = now() - timedelta(minutes=20) if story.at == 0 else _moment(story.at, chance("signal", story.key).randrange(0, 390))
    with at(came), acting(_writer(story)) as by:
        made = commands.take_in(id=derived("signal", story.key), telling=_telling(story), by=by)
        if story.teller:
            notices.came_in(made.pk, codes.of(made.pk), by)
    if made.kind == "nuisance":  # as the job does at once
        with at(came), acting(system(BEHIND_THE_DOOR if story.by == DOOR else cast.person(story.by).organisation, Purpose.SIGNAL)) as by:
            commands.guided.tell(signal_id=made.pk, by=by)
    for turn, (day, verb, given) in enumerate(story.acts):
        moment = max(_moment(min(story.at + day, 0), 20 + 7 * turn), came + timedelta(minutes=9 + turn))
        # Counted from today, so before the clock is set back.
        days = {"due_on": _day(story.at + due)} if isinstance(due := given.get("due"), int) else {}
        if moment < now():
            with at(moment):
                ACTS[verb](made.pk, **{name: value for name, value in given.items() if name != "due"}, **days)


def _moment(day: int, minutes: int = 0) -> datetime:
    return datetime.combine(workday(day), time(9, 10), AMSTERDAM) + timedelta(minutes=minutes)


def _writer(story: Story) -> Who:
    return system(BEHIND_THE_DOOR, Purpose.SIGNAL) if story.by == DOOR else who(story.by, Purpose.SIGNAL)


def _telling(story: Story) -> Telling:
    """At a home of the register, where it is about one. Who brings it in for a corporation knows that home by its row."""
    given: dict[str, Any] = {"about": "person"} | story.given
    code = f"BU9901{story.hood}"
    there = next((s for s in STORIES if s.key == story.beside), story)
    home = None if given["about"] == "place" else _home(there, code)
    if home is not None:
        given |= {"street": home.dwelling.street, "house_number": f"{home.dwelling.house_number}{home.dwelling.addition}",
                  "postcode": home.dwelling.postcode.replace(" ", ""), "city": home.dwelling.city}
        if _is_theirs(story, home):
            given |= {"dwelling_id": derived("dwelling", home.dwelling.number), "household_id": derived("household", home.key)}
        if story.basis in ("agrees", "knows"):
            given["name"] = _name(home.residents[0])
    if given["about"] == "self":
        given |= {"name": story.teller.get("name", ""), "phone": story.teller.get("phone", "")}
    teller = TellerGiven(**story.teller, code_hash=codes.hash_of(codes.of(derived("signal", story.key)))) if story.teller else None
    return Telling(**({"kind": story.kind, "topic": story.topic, "basis": story.basis, "observation": story.words,
                       "neighbourhood_code": code, "words_kept": True, "teller": teller} | given))


def _home(story: Story, code: str) -> people.Household:
    owner = "vlierwonen" if story.by == DOOR else cast.person(story.by).organisation
    here = [h for h in people.population() if h.dwelling.neighbourhood == code and h.till is None and not h.secret]
    ours = [h for h in here if h.dwelling.owner == owner]
    return chance("signal home", story.key).choice(ours or here)


def _is_theirs(story: Story, home: people.Household) -> bool:
    return story.by != DOOR and cast.person(story.by).organisation == home.dwelling.owner


def _name(resident: people.Resident) -> str:
    return " ".join(part for part in (resident.first_name, resident.infix, resident.last_name) if part)


def _holder(signal_id: UUID) -> Who:
    """Whoever weighs at the organisation that holds it now."""
    holder = Signal.objects.using("owner").values_list("holder_id", flat=True).get(pk=signal_id)
    return next(who(key, Purpose.SIGNAL) for slug, key in WEIGHS.items() if organisation(slug) == holder)


def _acting(run: Callable[..., object]) -> Callable[..., object]:
    """`run(signal=…, by=…, **given)` by the holder."""
    def act(signal_id: UUID, **given: Any) -> object:
        with acting(_holder(signal_id)) as by:
            return run(signal=Signal(pk=signal_id), by=by, **given)
    return act


def _give(*, signal: Signal, to: str, basis: str, words: str = "", by: Who) -> object:
    return commands.giving.give(signal=signal, to=organisation(to), passed=Passed(basis, words), reason="better_way_in", by=by)


def _finish(*, signal: Signal, by: Who) -> object:
    row = FollowUp.objects.filter(signal_id=signal.pk, organisation_id=by.organisation_id, state="open").latest("created_at")
    return commands.following.finish(follow_id=row.pk, by=by)


def _claim(signal_id: UUID, *, to: str) -> object:
    with acting(who(WEIGHS[to], Purpose.SIGNAL)) as by:
        return commands.pooling.claim(offer_id=PoolOffer.objects.get(signal_id=signal_id, closed_at=None).pk, by=by)


def _day(offset: int) -> date:
    return workday(offset) if offset < 0 else after(offset, 0)


ACTS: dict[str, Callable[..., object]] = {
    "take": _acting(commands.weighing.take), "follow": _acting(commands.following.follow_up), "finish": _acting(_finish),
    "close": _acting(commands.weighing.close), "rest": _acting(commands.weighing.rest), "give": _acting(_give),
    "give_back": _acting(commands.giving.give_back), "ask_words": _acting(commands.words.ask),
    "pool": _acting(commands.pooling.put), "claim": _claim}
