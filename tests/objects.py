"""Things of every module with their addresses and who may see them: add a function per module.

Each function makes its things as the cast would and says whose keys may read each address. The
tests of routes and of the wall call all of them, so a module that adds an address or a table and no
thing here makes them fail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.db import connection
from django.urls import reverse

from waakvlam.access import audit, clocks, identity, links, signin
from waakvlam.access.covenant import DEFAULT, SWITCHES, proposing
from waakvlam.access.covenant.lines import agreed
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today


@dataclass(frozen=True)
class Thing:
    """An address of something real; `may` are the keys of the cast that get 200 on GET."""

    url: str
    may: frozenset[str] = field(default_factory=frozenset)
    posts: bool = False  # an act: everybody else must get 403 or 404 on POST
    public: bool = False  # published as data, without signing in
    part: bool = False  # a piece of a page: asked for by htmx


def page(name: str, *args: Any, may: Iterable[str] = (), public: bool = False, part: bool = False) -> Thing:
    return Thing(reverse(name, args=args), frozenset(may), public=public, part=part)


def act(name: str, *args: Any, may: Iterable[str] = ()) -> Thing:
    return Thing(reverse(name, args=args), frozenset(may), posts=True)


MODULES: list[Callable[[], list[Thing]]] = []


def of_module(make: Callable[[], list[Thing]]) -> Callable[[], list[Thing]]:
    MODULES.append(make)
    return make


def everything() -> list[Thing]:
    return [thing for make in MODULES for thing in make()]


@of_module
def access() -> list[Thing]:
    bob = cast.who("bob").person_id
    with identity.acting(cast.who("admin")):
        signin.set_password(bob, "een heel lang wachtwoord")
        audit.record(cast.who("admin"), "test.act")
        bobs = Membership.objects.get(id=cast.membership("bob"))
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as alice:
        audit.touched(alice, "test.read", [bob])
        clocks.start(alice, bobs, "test.wait", on=cast.organisation("gemeente"), working_days=1)
        links.make(alice, bobs, "test", role=Role.GUEST, organisation_id=cast.organisation("voedsel"),
                   expires_at=now() + timedelta(days=1))
    with identity.acting(cast.who("admin")) as by:
        proposal = proposing.propose(content=agreed(DEFAULT[1:], SWITCHES), in_force_from=today(), reason="proef", by=by)
    return [
        page("access:proposal", proposal.id, may=set(cast.PEOPLE) - {"zed"}),
        *(act(f"access:{name}", proposal.id, may={"ada"}) for name in ("adoption", "rejection")),
        act("access:withdrawal", proposal.id, may={"admin"}),
        page("access:member", bob, may={"admin"}),
        act("access:new_role", bob, may={"admin"}), act("access:password", bob, may={"admin"}),
        act("access:end_of_role", bobs.id, may={"admin"}),
        page("access:link", "geen-bestaand-geheim"),
        page("access:acts_file", "csv", may={"fg"}),
        *(page(f"access:{name}", "people.search", 1, may=set(cast.PEOPLE), public=True) for name in ("activity", "activity_as_data")),
    ]


@of_module
def oversight() -> list[Thing]:
    from waakvlam.oversight.models import Question, Threshold

    with identity.acting(cast.who("fg")) as by:
        own = {"network_id": by.network_id, "organisation_id": by.organisation_id}
        Threshold.objects.create(**own, in_force_from=today())
        made = Question.objects.create(**own, kind="many", day=today(), person_id=cast.who("bob").person_id, count=200)
    return [page("oversight:question", made.pk, may={"fg"}),
            *(act(f"oversight:{name}", made.pk, may={"fg"}) for name in ("request", "explanation"))]


@of_module
def exchange() -> list[Thing]:
    """A shipment of processing lines: made by a gate function, from what was sealed."""
    from waakvlam.access import seals

    with identity.acting(cast.who("alice")) as alice:
        audit.touched(alice, "people.search", [alice.person_id])
    seals.seal()
    with connection.cursor() as db:
        db.execute("select logboek_queue()")
    return []


@of_module
def api() -> list[Thing]:
    from waakvlam.api import commands

    with identity.acting(cast.who("admin")) as by:
        membership = Membership.objects.get(id=cast.membership("bob"))
        made, _secret = commands.make_token(membership=membership, purpose=Purpose.CALL_ROUND, label="kaart", days=9, by=by)
    return [act("api:revocation", made.id, may={"admin"})]


@of_module
def signin_() -> list[Thing]:
    from waakvlam.access import reach
    from waakvlam.signin import alone, codes, commands, emergency
    from waakvlam.signin.models import Passkey, ResetRequest

    bob = cast.who("bob")
    with identity.acting(cast.who("admin")) as by, connection.cursor() as db:
        made = commands.set_provider(issuer="https://login.example.org", client_id="x", method="client_secret_post", strong="",
                                     trusts_email=False, active=True, by=by)
        db.execute("select provider_person(%s, 'subject', 'bob@wonen.example.org', %s)", [made.id, uuid7()])
    with identity.acting(cast.who("alice", Purpose.HANDOVER)) as by:
        reach.open_to(reach.Sent("handover_out", made.id, by.organisation_id, "status", Purpose.HANDOVER, "consent", may_grant=True))
        used = emergency.open_(subject_id=made.id, reason="Iemand loopt gevaar en neemt niet op.", by=by)
    with identity.acting(bob):
        ResetRequest.objects.create(network_id=bob.network_id, organisation_id=bob.organisation_id, person_id=bob.person_id)
    with alone.acting(cast.who("alice").person_id) as me:
        codes.begin(me)
        codes.on_paper(me)
        key = Passkey.objects.create(network_id=me.network_id, person_id=me.id, credential_id=b"key", public_key=b"x", name="x")
    return [act("signin:reset", bob.person_id, may={"admin"}), act("signin:session_end", key.id, may=()),
            act("signin:emergency_end", used.id, may={"alice"}), act("signin:emergency_review", used.id, may={"fg"}),
            act("signin:passkey_end", key.id, may={"alice"})]


@of_module
def resources() -> list[Thing]:
    from waakvlam.resources.tests.factories import make_service

    with identity.acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        made = make_service(by, state="available", places=3)
    # The directory is for every partner of the network whose role may look into it.
    readers = {k for k, (_name, slug, role, _p) in cast.PEOPLE.items() if Purpose.DIRECTORY in _purposes(role) and slug != "ver"}
    ours = {"carla", "charlie", "ada"}
    return [page("resources:service", made.id, may=readers),
            page("resources:edit", made.id, may=ours),
            *(act(f"resources:{name}", made.id, may=ours) for name in ("edit", "capacity", "end"))]


def _purposes(role: str) -> tuple[str, ...]:
    from waakvlam.access.words import PURPOSES

    return PURPOSES[role]


@of_module
def post() -> list[Thing]:
    from waakvlam.post import commands
    from waakvlam.post.models import Delivery

    with identity.acting(cast.who("alice")) as by:
        commands.send(channel="letter", to="Dorpsstraat 1", subject="Wij bellen u", body="Beste bewoner", by=by)
        made = Delivery.objects.latest("created_at")
    return [page("post:delivery", made.id, may={"alice"}),
            *(act(f"post:{name}", made.id, may={"alice"}) for name in ("attempt", "withdrawal", "dispatch"))]


@of_module
def people() -> list[Thing]:
    from waakvlam.people import commands
    from waakvlam.people.commands.applying import apply
    from waakvlam.people.models import Duplicate, Household
    from waakvlam.people.tests.files import row, text

    by = cast.who("alice", Purpose.REGISTER)
    twins = [row(1), row(2, Achternaam="Berg1"), row(3), row(4, Achternaam="Berg3")]
    with NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(text(*twins, row(5, Achternaam="")))
        file.flush()
        batch = commands.read_register(path=Path(file.name), file_name="huurders.csv", source="ERP", by=by)
    with identity.acting(by):
        commands.approve(batch=batch, complete=True, by=by)
    apply(batch, by=by)
    commands.suggest(by=by)
    with identity.acting(by):
        first, second = Duplicate.objects.filter(kind="resident").order_by("id")[:2]
        merge = commands.merge(duplicate=first, keep=first.first_id, by=by)
        household = Household.objects.latest("created_at")
    ours = {"alice"}
    return [
        page("people:household", household.id, may=ours), page("people:import", batch.id, may=ours),
        page("people:refused", batch.id, may=ours),
        *(act(f"people:{name}", batch.id, may=ours) for name in ("columns", "approval", "resumption", "cancellation")),
        act("people:merge", second.id, may=ours), act("people:dismissal", second.id, may=ours),
        act("people:undo", merge.id, may=ours),
    ]


@of_module
def outreach() -> list[Thing]:
    from waakvlam.outreach import calling, commands
    from waakvlam.outreach.models import Attempt, Batch, RoundEntry
    from waakvlam.outreach.tests.calls import round_of

    with identity.acting(cast.who("alice")) as by:
        made = round_of(by)
        entry = RoundEntry.objects.filter(round=made).earliest("rank")
        script = made.script_version.script_id
        letter = commands.write_announcement(round=made, channel="letter", subject="Wij bellen u", body=ANNOUNCED, by=by)
        batch = Batch.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, round=made,
                                     person_id=by.person_id)
        attempt = Attempt.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, entry=entry,
                                         round=made, household_id=entry.household_id, person_id=by.person_id,
                                         part_of_day=Attempt.PartOfDay.MORNING)
    with identity.acting(cast.who("bob")) as bob:
        taken = calling.take_next(round=made, by=bob)
        assert taken is not None
    callers, ours = {"alice", "bob", "bea"}, {"alice"}
    at_entry = ("call_heartbeat", "call_draft", "call_step", "call_outcome", "call_return", "call_resume")
    return [
        page("outreach:call_start", made.id, may=callers), act("outreach:call_take", made.id, may=callers),
        # Who is to be called is seen by whom they were handed out to, not by a colleague.
        page("outreach:call", taken.id, may={"bob"}),
        *(act(f"outreach:{name}", entry.id, may=callers) for name in at_entry),
        act("outreach:call_undo", attempt.id, may=callers),
        act("outreach:call_stop_lift", entry.household_id, may=ours),
        *(page(f"outreach:{name}", made.id, may=ours) for name in (
            "round", "round_now", "round_entries", "round_findings", "round_announcements", "round_workbook")),
        page("outreach:round_outcomes", made.id, may=ours),
        page("outreach:batch", batch.id, may=ours, part=True), act("outreach:batch_resumption", batch.id, may=ours),
        page("outreach:round_change", made.id, may=ours), page("outreach:round_report", made.id, may=ours),
        act("outreach:round_approval", made.id, may=ours), act("outreach:round_state", made.id, "pauze", may=ours),
        page("outreach:script", script, may=ours), page("outreach:script_trial", script, may=ours),
        act("outreach:script_add_step", script, may=ours), act("outreach:script_step", script, "hello", may=ours),
        act("outreach:script_publication", script, may=ours),
        act("outreach:entry_exclusion", entry.id, may=ours), act("outreach:entry_return", entry.id, may=ours),
        act("outreach:announcement_dispatch", letter.id, may=ours), page("outreach:announcement_letter", letter.id, may=ours),
    ]


ANNOUNCED = "Beste bewoner, wij bellen u om te horen hoe het gaat. Wilt u dat niet? Laat het ons weten op 0800 1234."


@of_module
def handovers() -> list[Thing]:
    from waakvlam.handovers import commands
    from waakvlam.handovers.tests import factories

    made = factories.accepted()
    factories.ended()
    back = factories.offered()
    factories.act("charlie", commands.decline, back, reason="capacity")
    by = factories.who("alice")
    with identity.acting(by):
        needed = commands.necessity.request(
            sending=factories.sending(by, about=factories.resident()), ground="vital_interest",
            reason="Er is gevaar voor deze bewoner en niemand krijgt contact.", by=by)
    parties = {"alice", "charlie", "carla"}
    return [
        page("handovers:handover", made.pk, may=parties), page("handovers:print", made.pk, may=parties),
        act("handovers:resident_link", made.pk, may=parties), act("handovers:act", made.pk, "contact", may=parties),
        page("handovers:necessity", needed.pk, may={"alice"}),
        *(act(f"handovers:{name}", needed.pk, may={"alice"}) for name in ("confirmation", "refusal", "review")),
    ]


@of_module
def keeping() -> list[Thing]:
    from waakvlam.handovers.tests import factories
    from waakvlam.keeping import commands
    from waakvlam.keeping.models import Onward, Revocation, Run, Tombstone

    one, held, gone = (factories.resident(name=name) for name in ("Anna", "Bets", "Cor"))
    system = identity.system(cast.organisation("wonen"), Purpose.ADMINISTRATION)
    with identity.acting(cast.who("alice", Purpose.REGISTER)) as by:
        asked = commands.ask(resident_id=one.pk, reason="request", by=by)
        hold = commands.hold(resident_id=held.pk, reason="rechtszaak", until=today() + timedelta(days=9), by=by)
    with identity.acting(system):
        commands.erase(subject=gone.pk, reason="objection", by=system)
        told = Onward.objects.create(network_id=system.network_id, organisation_id=system.organisation_id,
                                     asked_by_id=cast.organisation("gemeente"), handover_id=one.pk, number="AAA", ground="vital_interest")
        Run.objects.create(network_id=system.network_id, organisation_id=system.organisation_id)
        assert Tombstone.objects.exists() and Revocation.objects.exists()
    with identity.acting(cast.who("admin")) as admin:
        commands.set_term(trace="outbox", days=30, source="besluit van het netwerk", by=admin)
    register, overseer = {"alice"}, {"fg"}
    return [
        page("keeping:person", one.pk, may=register), act("keeping:request", one.pk, may=register),
        act("keeping:hold", one.pk, may=register), act("keeping:end_of_hold", hold.pk, may=register),
        *(act(f"keeping:{name}", asked.pk, may=overseer) for name in ("approval", "refusal")),
        act("keeping:decision", told.pk, may=overseer),
    ]


@of_module
def insight() -> list[Thing]:
    from waakvlam.insight import commands
    from waakvlam.insight.tests import factories

    factories.area("BU99010101", "Duinbuurt")
    with identity.acting(cast.who("alice", Purpose.INSIGHT)) as by:
        commands.refresh(by=by)
    # Figures without persons, small numbers hidden: every reader of the network sees the same.
    return [page("insight:neighbourhood", "BU99010101", may={"alice", "carla", "dora", "roer", "board"})]


@of_module
def rights() -> list[Thing]:
    from waakvlam.rights import commands
    from waakvlam.rights.models import KnownSubject
    from waakvlam.rights.tests import factories

    about = factories.resident()
    factories.entered(about)
    with identity.acting(factories.desk()) as by:
        made = commands.ask(asked=commands.Asked("access", came="desk"), resident_id=about.pk, by=by)
        KnownSubject.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, sub_hash=b"0" * 32,
                                    resident_id=about.pk)
    ours = {"alice"}
    # A resident's own pages show nothing to anybody at work: they are public addresses behind a visit.
    return [page("rights:resident", about.pk, may=ours), page("rights:asked", made.pk, may=ours),
            *(act(f"rights:{name}", about.pk, may=ours) for name in ("code", "paper", "filed")),
            *(act(f"rights:{name}", made.pk, may=ours) for name in ("taking", "extension", "answer"))]
