"""Things of every module with their addresses and who may see them: add a function per module.

Each function makes its things as the cast would and says whose keys may read each address. The
tests of routes and of the wall call all of them, so a module that adds an address or a table and no
thing here makes them fail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse

from waakvlam.access import audit, clocks, identity, links, signin
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now


@dataclass(frozen=True)
class Thing:
    """An address of something real; `may` are the keys of the cast that get 200 on GET."""

    url: str
    may: frozenset[str] = field(default_factory=frozenset)
    posts: bool = False  # an act: everybody else must get 403 or 404 on POST


def page(name: str, *args: Any, may: Iterable[str] = ()) -> Thing:
    return Thing(reverse(name, args=args), frozenset(may))


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
    return [
        page("access:member", bob, may={"admin"}),
        act("access:new_role", bob, may={"admin"}), act("access:password", bob, may={"admin"}),
        act("access:end_of_role", bobs.id, may={"admin"}),
        page("access:link", "geen-bestaand-geheim"),
    ]


@of_module
def api() -> list[Thing]:
    from waakvlam.api import commands

    with identity.acting(cast.who("admin")) as by:
        membership = Membership.objects.get(id=cast.membership("bob"))
        made, _secret = commands.make_token(membership=membership, purpose=Purpose.CALL_ROUND, label="kaart", days=9, by=by)
    return [act("api:revocation", made.id, may={"admin"})]


@of_module
def resources() -> list[Thing]:
    from waakvlam.resources.tests.factories import make_service

    with identity.acting(cast.who("carla", Purpose.DIRECTORY)) as by:
        made = make_service(by, state="available", places=3)
    # The directory is for every partner of the network whose role may look into it.
    readers = {k for k, (_name, slug, role, _p) in cast.PEOPLE.items() if Purpose.DIRECTORY in _purposes(role) and slug != "ver"}
    return [page("resources:service", made.id, may=readers),
            page("resources:edit", made.id, may={"carla"}), act("resources:edit", made.id, may={"carla"}),
            act("resources:capacity", made.id, may={"carla"}), act("resources:end", made.id, may={"carla"})]


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
def outreach() -> list[Thing]:
    from waakvlam.outreach.models import RoundEntry
    from waakvlam.outreach.tests.calls import round_of

    with identity.acting(cast.who("alice")) as by:
        made = round_of(by)
        entry = RoundEntry.objects.filter(round=made).earliest("rank")
    callers = {"alice", "bob", "bea"}
    acts = ("call_heartbeat", "call_draft", "call_step", "call_outcome", "call_return", "call_resume")
    return [page("outreach:call_start", made.id, may=callers), act("outreach:call_take", made.id, may=callers),
            *(act(f"outreach:{name}", entry.id, may=callers) for name in acts)]


@of_module
def handovers() -> list[Thing]:
    from waakvlam.handovers.tests import factories

    factories.accepted()
    factories.ended()
    return []
