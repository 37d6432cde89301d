"""A phone of Bob with what it sent, and two versions of one visit."""

from uuid import UUID

from tests.objects import Thing, act, of_module, page
from waakvlam.access import identity
from waakvlam.field import commands, intake, photos, reading
from waakvlam.field.tests.phone import picture
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now
from waakvlam.outreach.queries import sheets
from waakvlam.outreach.tests.visits import ALICE, BEA, BOB, round_on_foot, sheet_of


@of_module
def things() -> list[Thing]:
    with identity.acting(ALICE) as by:
        sheet = sheet_of(by, round_on_foot(by, 1), BOB.person_id, BEA.person_id)
    told = {}
    for who, outcome in ((BOB, "not_home"), (BEA, "spoken")):
        with identity.acting(who) as by:
            device = commands.add(name="Chrome op Android", by=by).device
            door = sheets.sheet(by, sheet.pk).stops[0]
            row = {"id": str(uuid7()), "sheet": str(sheet.pk), "entry": str(door.entry_id), "outcome": outcome, "seen": "0.",
                   "at": now().isoformat()}
            told[who.name] = intake.take(device=device, batch=reading.Batch(now() - now(), (row,)), by=by)[0]
    with identity.acting(BEA) as by:
        photo = photos.keep(id=uuid7(), attempt_id=UUID(told[BEA.name].id), content=picture(), by=by)
    other = told[BEA.name].id
    visitors, lookers = {"alice", "bob", "bea"}, {"alice", "bea"}
    # The sheet itself is given to a phone only: without one nobody gets it.
    return [page("field:sheet", sheet.pk), page("field:conflict", other, may=visitors), act("field:choice", other, may=visitors),
            page("field:photo", photo.pk, may={"alice"}), act("field:wipe", device.pk, may=lookers)]
