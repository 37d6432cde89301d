"""Requests, holds, an erasure that was done and what it leaves."""

from datetime import timedelta

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.handovers.tests import factories
from waakvlam.keeping import commands
from waakvlam.keeping.models import Onward, Revocation, Run, Tombstone
from waakvlam.kit.time import today


@of_module
def things() -> list[Thing]:
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
