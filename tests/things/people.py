"""A register that was read, twins in it and a merge."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.access.tests import cast
from waakvlam.access.words import Purpose
from waakvlam.people import commands
from waakvlam.people.blocks import Pattern
from waakvlam.people.commands import blocks
from waakvlam.people.commands.applying import apply
from waakvlam.people.models import DrawnDoor, Duplicate, Dwelling, Household
from waakvlam.people.tests.files import row, text


@of_module
def things() -> list[Thing]:
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
        drawn = blocks.draw(name="Blok A", homes=list(Dwelling.objects.exclude(pk__in=DrawnDoor.objects.values("dwelling"))), pattern=Pattern(2, 2), by=by)
        DrawnDoor.objects.filter(block=drawn).update(said_entrance="9")
    ours = {"alice"}
    return [
        page("people:household", household.id, may=ours), page("people:import", batch.id, may=ours),
        page("people:refused", batch.id, may=ours),
        *(act(f"people:{name}", batch.id, may=ours) for name in ("columns", "approval", "resumption", "cancellation")),
        act("people:merge", second.id, may=ours), act("people:dismissal", second.id, may=ours),
        act("people:undo", merge.id, may=ours), page("people:block", drawn.id, may=ours),
        *(act(f"people:block_{name}", drawn.id, may=ours) for name in ("drawing", "door", "removal", "undoing")),
    ]
