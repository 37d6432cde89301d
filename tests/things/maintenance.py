"""A project of “wonen” with a core team of four, agreed addresses, a release, an agenda and an appointment."""

from datetime import timedelta
from uuid import UUID

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.kit.time import now, today
from waakvlam.maintenance import commands, queries
from waakvlam.maintenance.commands.agenda import Point
from waakvlam.maintenance.commands.appointments import Agreement
from waakvlam.maintenance.models import Door
from waakvlam.maintenance.tests import factories as make
from waakvlam.outreach.models import RoundEntry, SheetDoor
from waakvlam.outreach.tests.visits import round_on_foot, sheet_of
from waakvlam.people.models import Household


@of_module
def things() -> list[Thing]:
    made = make.agreed(1, 2)
    make.listed(made, "alice", 6, answer="no")
    ended = make.project(name="Opgeleverd")
    with identity.acting(make.who("alice")) as by:
        commands.projects.move(project=ended, to="ended", by=by)
        commands.matching.exempt(project=made, door_id=make.doors(made, 9)[0], on=True, by=by)
        block = made.blocks.get()
        phase = commands.projects.add_phase(block=block, name="Keukens", starts_on=made.starts_on, ends_on=made.ends_on, by=by)
        door = make.doors(made, 5)[0]
        commands.appointments.agree(project=made, door_id=door, by=by, agreement=Agreement(
            today() + timedelta(days=3), now().time().replace(hour=8), now().time().replace(hour=12), "home"))
        item = commands.agenda.put(project=made, point=Point("Wie belt de familie?", by.organisation_id, today()), by=by)
    with identity.acting(make.who("carla")) as by:
        address = queries.addresses(by, made)[0].agreed
        commands.visits.go_along(agreed_id=address.pk, going=True, by=by)
        commands.visits.plan(agreed_id=address.pk, planned_at=now(), by=by)
        told = commands.visits.release(agreed_id=address.pk, text="Wij komen hier elke week.", ground="consent", by=by,
                                       basis="Zij zei: dat mogen jullie weten.")
        entry = queries.my_list(by, made).rows[0]
    at_door = _rung(make.doors(made, 7)[0])
    team, asked = {"alice", "carla", "eva", "frank"}, {"alice", "carla", "charlie", "eva", "frank"}
    one, here = (made.pk,), (made.pk, block.pk)
    return [
        page("maintenance:project", *one, may=asked), page("maintenance:block", *here, may=asked),
        page("maintenance:new_block", *one, may={"alice"}), page("maintenance:rounds", *one, may={"alice"}),
        page("maintenance:answer", *one, may=asked),
        *(page(f"maintenance:{n}", *one, may=team) for n in ("my_list", "agenda", "agenda_print", "agenda_file", "point")),
        page("maintenance:ringing", *one, may={"alice"}), page("maintenance:at_door", *at_door, may={"alice", "bob"}),
        page("maintenance:others", *one, may={"alice"}), page("maintenance:appointments", *here, may={"alice"}),
        page("maintenance:appointments_file", *here, may={"alice"}), page("maintenance:appointment", *here, door, may={"alice"}),
        page("maintenance:agreed", *one, address.pk, may=team), page("maintenance:release", *one, address.pk, may=team),
        *(act(f"maintenance:{n}", *one, may={"alice"}) for n in ("state", "invitation", "exemption", "matching_end", "kept_back")),
        act("maintenance:departure", *one, may={"alice", "carla", "charlie", "eva", "frank"}),
        act("maintenance:removal", *one, cast.organisation("zorg"), may={"alice"}),
        act("maintenance:phase", *here, phase.pk, may={"alice"}), act("maintenance:appointment_cancelled", *here, door, may={"alice"}),
        act("maintenance:entry", *one, entry.id, "intrekking", may=team), act("maintenance:act", *one, address.pk, "mee", may=team),
        act("maintenance:taken_back", *one, told.pk, may={"carla"}), act("maintenance:item", *one, item.pk, "gedaan", may=team),
    ]


def _rung(door_id: UUID) -> tuple[UUID, UUID]:
    """A sheet of today for Bob with this door on it: sheet and entry."""
    with identity.acting(make.who("alice")):
        dwelling = Door.objects.get(pk=door_id).dwelling_id
    with identity.acting(cast.who("alice", "visit_round")) as by:
        sheet = sheet_of(by, round_on_foot(by, 1), cast.who("bob").person_id)
        home = Household.objects.create(network_id=by.network_id, organisation_id=by.organisation_id, dwelling_id=dwelling, key=f"{door_id}")
        SheetDoor.objects.filter(sheet=sheet).update(household=home)
        RoundEntry.objects.filter(doors__sheet=sheet).update(household=home)
        return sheet.pk, SheetDoor.objects.get(sheet=sheet).entry_id
