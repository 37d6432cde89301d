"""Tracks of “wonen” in several stages, notices in several states, a file that waits, and a coach that was offered."""

import tempfile
from datetime import timedelta
from pathlib import Path

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.arrears import commands
from waakvlam.arrears.models import Track
from waakvlam.arrears.tests import factories as make
from waakvlam.handovers.tests.factories import resident
from waakvlam.kit.time import today


@of_module
def things() -> list[Thing]:
    sent = make.accepted()
    with identity.acting(make.who("alice")) as by:
        signalled = Track.objects.get(bases__content__notice=sent)
        home = resident(name="Nieuw").household_id
        other = resident(name="Bestand").household
        offer = commands.coaching.offer(household_id=home, how="phone", by=by)
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            Path(file.name).write_text(f"huishoudnummer;bedrag\n{other.key};100,00\nx;1\n")
            batch = commands.imports.read(path=Path(file.name), file_name="achterstand.csv", on_day=today(), by=by)
    made = make.written(make.track(name="Kees"), "reminder")
    with identity.acting(make.who("alice")) as by:
        step = made.steps.get(verb="reminder")
        arranged = commands.arrangements.arrange(
            track=made, parts=commands.arrangements.spread(100_00, 2, today() + timedelta(days=5)), by=by)
        part = arranged.instalments.first()
    make.act("alice", commands.evictions.plan, make.judged(name="Ada"), court="Rechtbank", judged_on=today(),
             evict_on=today() + timedelta(days=90))
    landlord, both = {"alice"}, {"alice", "charlie", "carla"}
    return [
        page("arrears:track", made.pk, may=landlord), page("arrears:print", made.pk, may=landlord),
        page("arrears:track", signalled.pk, may=landlord), page("arrears:opened", home, may=landlord), page("arrears:offer", home, may=landlord),
        page("arrears:import", batch.pk, may=landlord), page("arrears:refused", batch.pk, may=landlord),
        page("arrears:notice", sent.pk, may=both),
        act("arrears:act", made.pk, "notitie", may=landlord), act("arrears:undone", made.pk, step.pk, may=landlord),
        act("arrears:paid", made.pk, part.pk, may=landlord), act("arrears:approval", batch.pk, may=landlord),
        act("arrears:cancellation", batch.pk, may=landlord), act("arrears:answer", offer.pk, may=landlord),
        act("arrears:notice_act", sent.pk, "contact", may=both),
    ]
