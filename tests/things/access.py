"""Members, links, clocks, acts and a proposal for the covenant."""

from datetime import timedelta

from tests.objects import Thing, act, of_module, page
from waakvlam.access import audit, clocks, identity, links, signin
from waakvlam.access.covenant import DEFAULT, SWITCHES, proposing
from waakvlam.access.covenant.lines import agreed
from waakvlam.access.models import Membership
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.time import now, today


@of_module
def things() -> list[Thing]:
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
        page("access:organisation", cast.organisation("wonen"), may={"admin", "ada"}),
        act("access:organisation", cast.organisation("wonen"), may={"admin"}),
        page("access:member", bob, may={"admin"}),
        act("access:new_role", bob, may={"admin"}), act("access:password", bob, may={"admin"}),
        act("access:end_of_role", bobs.id, may={"admin"}),
        page("access:link", "geen-bestaand-geheim"),
        page("access:acts_file", "csv", may={"fg"}),
        *(page(f"access:{name}", "people.search", 1, may=set(cast.PEOPLE), public=True) for name in ("activity", "activity_as_data")),
    ]
