"""Write down a signal: through whichever door it comes, this is the one way in."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waakvlam.access import audit, covenant, reach
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.screening import cleaned, keep, words_in
from waakvlam.access.words import Category, Purpose
from waakvlam.handovers.commands.moving import said_by, sensitive
from waakvlam.kit.errors import Invalid
from waakvlam.kit.rows import as_json, columns, stands, value
from waakvlam.kit.time import now, today
from waakvlam.kit.together import UNREAD, together
from waakvlam.resources.words import Topic

from .. import marks, notices, routing, waiting
from ..models import (
    Basis,
    Channel,
    Kind,
    Match,
    Report,
    Signal,
    SignalContent,
    SignalStep,
    Teller,
    Urgency,
)
from ..models.states import About, TellerKind, Wants
from ..policies import SignalPermission
from .giving import REACH, REACH_GIVEN, Passed, pass_words

# Read out over the phone: nothing that looks or sounds like something else.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST = 4000
REACH_BROUGHT = "signal_brought"
# Field → what may be chosen there, and what is asked of who chose something else. Translated only where it is said.
_CHOSEN = {
    "kind": (Kind.values, gettext_lazy("Kies wat u wilt doorgeven.")),
    "about": (About.values, gettext_lazy("Kies over wie of wat het gaat.")),
    "basis": (Basis.values, gettext_lazy("Kies wat de bewoner hiervan weet.")),
    "topic": (Topic.values, gettext_lazy("Kies een onderwerp.")),
    "channel": (Channel.values, gettext_lazy("Deze weg bestaat niet.")),
    "urgency": (Urgency.values, gettext_lazy("Kies hoe snel het moet.")),
}


@dataclass(frozen=True)
class TellerGiven:
    """Who told it, where somebody else wrote it down. `code_hash` comes from `codes.new`."""

    kind: str = TellerKind.UNNAMED
    name: str = ""
    phone: str = ""
    email: str = ""
    wants: str = Wants.NOTHING
    language: str = "nl"
    code_hash: bytes | None = None


@dataclass(frozen=True)
class Telling:
    """What was noticed or asked. Only kind, about, basis and observation are needed; the rest is asked, never demanded."""

    kind: str
    about: str
    basis: str
    observation: str
    topic: str = Topic.OTHER
    interpretation: str = ""
    source: str = ""
    words_kept: bool = False
    urgency: str = Urgency.NORMAL
    channel: str = Channel.FORM
    basis_words: str = ""
    neighbourhood_code: str = ""
    name: str = ""
    phone: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    place: str = ""
    dwelling_id: UUID | None = None
    household_id: UUID | None = None
    resident_id: UUID | None = None
    noticed_at: datetime | None = None
    language: str = "nl"
    teller: TellerGiven | None = None
    where: routing.Where | None = field(default=None, compare=False)


def take_in(*, id: UUID, telling: Telling, by: Who) -> Signal:
    """Take a signal in; with the same id twice it is one. Writes reach, signal, report, content, step, clock, log.

    One question and one message, inside a transaction. `came_before` of the answer says so. Raises Invalid with the field, Refused.
    """
    require(by, SignalPermission.BRING)
    if (again := _again(id, by)) is not None:
        return _known(Report.objects.get(pk=again))
    telling = checked(telling)
    line = covenant.ground_for(by, Category.SIGNAL)
    where = telling.where or routing.first(routing.Facts(
        telling.kind, telling.topic, telling.neighbourhood_code, telling.urgency, telling.channel), by)
    made = _signal(id, telling, where, by)
    with audit.undoing(), together():
        _write(made, telling, line.ground, by)
    return made


def _again(id: UUID, by: Who) -> UUID | None:
    """Our report of it where it came before; in the same question which covenant and which rules are in force."""
    found: list[UUID | None] = value("select signals_before(%s, %s, %s, %s, %s)", [id, by.organisation_id, by.network_id, today(), now()])
    again, agreed, table = found
    covenant.told(by.network_id, agreed)
    routing.told(by, table)
    return again


def _write(made: Signal, telling: Telling, ground: str, by: Who) -> None:
    """Reach first: without it nobody may write the rest."""
    _open_ours(made, ground)
    content = _content(made, telling, by)
    _bring(made, _report(made, by), content, SignalStep(
        network_id=by.network_id, signal=made, at=made.came_at, verb="bring", to_state=made.state,
        organisation_id=by.organisation_id, person_id=by.person_id, name=said_by(by)))
    if telling.dwelling_id or telling.household_id or telling.resident_id:
        Match.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=made,
                             dwelling_id=telling.dwelling_id, household_id=telling.household_id,
                             resident_id=telling.resident_id, person_id=by.person_id)
    if telling.teller is not None:
        _teller(made, telling.teller, by)
    audit.record(by, "signal.bring", made, channel=made.channel, kind=made.kind, urgency=made.urgency,
                 words_kept=telling.words_kept)
    keep(by, made, [telling.observation, telling.interpretation])
    audit.touched(by, "signal.bring", [content.resident_id or content.household_id or content.pk])
    if made.holder_id == by.organisation_id:
        waiting.for_look(made, by, is_first=True)
    else:
        _to_another(made, telling, by)
    _tell_of_nuisance(made, telling, by)


def _bring(*rows: Model) -> None:
    """Signal, report, words and step in one call, behind the wall, planned once per connection (sql/gate.sql)."""
    with connection.cursor() as db:
        db.execute(f"{UNREAD}select signals_bring(%s, %s, %s, %s)", [as_json(columns(row)) for row in rows])
    for row in rows:
        stands(row)


def _known(report: Report) -> Signal:
    """What whoever brought it may know of it, also where another holds it by now."""
    found = Signal.objects.filter(pk=report.signal_id).first() or Signal(
        id=report.signal_id, number=report.number, kind=report.kind, topic=report.topic, taker_id=report.organisation_id)
    found.report, found.came_before = report, True
    return found


def _signal(id: UUID, telling: Telling, where: routing.Where, by: Who) -> Signal:
    elsewhere = where.organisation_id != by.organisation_id
    return Signal(
        id=id, network_id=by.network_id, number=number(), kind=telling.kind, topic=telling.topic, channel=telling.channel,
        neighbourhood_code=telling.neighbourhood_code, urgency=telling.urgency, basis=telling.basis,
        taker_id=by.organisation_id, giver_id=by.organisation_id if elsewhere else None, holder_id=where.organisation_id,
        holder_team_id=where.team_id, came_at=now(), route_id=where.rule_id, route_why=where.why)


def _open_ours(made: Signal, ground: str) -> None:
    """What we may follow, what we wrote, and the work: ours, or given by us, so that silence comes back to us; one statement."""
    ours = [(REACH_BROUGHT, "status"), (REACH_BROUGHT, "content"), (REACH if made.holder_id == made.taker_id else REACH_GIVEN, "work")]
    reach.open_all([sent(made, made.taker_id, kind, compartment, ground, may_grant=compartment != "content")
                    for kind, compartment in ours])


def _report(made: Signal, by: Who) -> Report:
    return Report(network_id=by.network_id, organisation_id=by.organisation_id, signal=made, number=made.number, kind=made.kind,
                  topic=made.topic, channel=made.channel, person_id=by.person_id, at=made.came_at, told_at=made.came_at)


def _content(made: Signal, telling: Telling, by: Who) -> SignalContent:
    given = {name: getattr(telling, name) for name in (
        "about", "observation", "interpretation", "source", "words_kept", "name", "phone", "street", "house_number",
        "postcode", "city", "place", "dwelling_id", "household_id", "resident_id", "language")}
    return SignalContent(network_id=by.network_id, organisation_id=by.organisation_id, signal=made,
                         noticed_at=telling.noticed_at or made.came_at, **given, **_marks(telling, by))


def _teller(made: Signal, given: TellerGiven, by: Who) -> None:
    Teller.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, signal=made,
                          **{name: getattr(given, name) for name in TellerGiven.__dataclass_fields__})
    if made.kind == Kind.NUISANCE and given.wants != Wants.NOTHING:
        waiting.for_word(made, by)


def _marks(telling: Telling, by: Who) -> dict[str, bytes | None]:
    """By which it is found beside others about the same; none of a place or of how the neighbourhood is."""
    if telling.about == About.PLACE:
        return {}
    return {"home_mark": marks.home(by.network_id, telling.street, telling.house_number, telling.postcode, telling.city),
            "person_mark": marks.telephone(by.network_id, telling.phone)}


def _tell_of_nuisance(made: Signal, telling: Telling, by: Who) -> None:
    """Of every report about an address, whatever anybody knows of that home: so nothing here tells one home from another (R22)."""
    from ..tasks import tell_of_nuisance  # it imports the commands

    if made.kind == Kind.NUISANCE and telling.house_number and telling.about != About.PLACE and made.route_why.get("code") != "history":
        tell_of_nuisance.defer(signal_id=str(made.pk), organisation_id=str(by.organisation_id))


def _to_another(made: Signal, telling: Telling, by: Who) -> None:
    """A rule sends it on: the work goes, the words only where the resident's side allows it."""
    pass_words(made, made.holder_id, Passed(telling.basis, telling.basis_words), by, quiet=True)
    waiting.for_look(made, by, asker=by.organisation_id, is_first=True)
    notices.to_holder(made, "Er wacht een signaal op u.", by)


def sent(signal: Signal, organisation_id: UUID, kind: str, compartment: str, ground: str, *, may_grant: bool = False,
         team_id: UUID | None = None) -> reach.Sent:
    is_work = compartment == "work"  # lists of work are narrowed by more; later the triggers of 0012 keep it
    return reach.Sent(kind, signal.pk, organisation_id, compartment, Purpose.SIGNAL, ground, sort_at=signal.came_at,
                      status=signal.state, topic=signal.topic, area=signal.neighbourhood_code, may_grant=may_grant,
                      team_id=team_id, urgency=signal.urgency if is_work else "", nature=signal.kind if is_work else "")


def checked(telling: Telling) -> Telling:
    """As it will be kept. Raises Invalid with the field."""
    for name, (known, ask) in _CHOSEN.items():
        if (given := getattr(telling, name)) not in known:
            raise Invalid("signal", str(ask), came_in=str(given)[:40], expected=", ".join(known), field=name)
    observation = cleaned(telling.observation)
    if len(observation) < 3:
        raise Invalid("observation", _("Schrijf in een zin wat er is gezien of gehoord."), field="observation")
    if len(observation) > LONGEST:
        raise Invalid("observation", _("Houd het korter: hoogstens %(most)s tekens.") % {"most": LONGEST}, field="observation",
                      came_in=str(len(observation)))
    if telling.basis == Basis.NECESSARY and len(telling.basis_words.strip()) < 10:
        raise Invalid("basis", _("Schrijf op waarom het zonder toestemming moet."), field="basis_words")
    if telling.about == About.SELF and telling.basis != Basis.SELF:
        telling = replace(telling, basis=Basis.SELF)
    found = words_in([telling.observation, telling.interpretation, telling.source])
    if found and not telling.words_kept:
        raise sensitive(found)
    return replace(telling, observation=observation, interpretation=cleaned(telling.interpretation),
                   source=cleaned(telling.source))


def number() -> str:
    """32⁸ numbers, in two groups."""
    drawn = "".join(secrets.choice(ALPHABET) for _n in range(8))
    return f"S-{drawn[:4]}-{drawn[4:]}"

