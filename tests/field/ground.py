"""Fill a database with sheets of today; run in a process of its own, prints JSON.

`python -m tests.field.ground DOORS BLOCKS [CREWS]`, with WAAKVLAM_SOCKET and WAAKVLAM_DATABASE naming the
server. One sheet for Bob and Bea, and one of twelve doors for each crew, so that no test leans on another.
Names and streets are rare words, so that a search of a disk for them means something.
"""

import json
import os
import sys
from typing import Any

STREETS = ("Zwanebloemlaan", "Kievitsbloempad", "Wilgenroosjeplein", "Dotterbloemdreef")
NAMES = ("Quaedvlieg", "Uytterhoeven", "Knipscheer", "Ploegmakers", "Zwijnenburg", "Frankenmolen")
NAMES_OF = 17  # so that no two neighbours share the end of a name
CREW_DOORS, CREW_BLOCKS = 12, 3


def main(doors: int, blocks: int, crews: int = 0) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    import django

    django.setup()
    from django.db import connections

    from waakvlam.access.identity import acting
    from waakvlam.access.models import Person
    from waakvlam.access.tests import cast
    from waakvlam.config.migrating import migrate

    if "access_person" not in connections["owner"].introspection.table_names():
        migrate()
    cast.make_cast()
    Person.objects.using("owner").filter(pk=cast.who("alice").person_id).update(phone="0612345678")
    alice = cast.who("alice", "visit_round")
    with acting(alice):
        sheet = make_sheet(alice, doors, blocks)
        made = [crew(alice, n) for n in range(crews)]
        along = crew(alice, crews)
        somebody_comes_along(alice, along["sheet"])
    sessions = {key: session(key) for key in ("alice", "bob", "bea")}
    sys.stdout.write(json.dumps({"sheet": str(sheet), "sessions": sessions, "crews": made, "along": along}) + "\n")


def make_sheet(by: Any, doors: int, blocks: int, walkers: Any = (), prefix: str = "") -> Any:
    """A sheet of homes in blocks of four floors and two entrances, walked by Bob and Bea or these people."""
    from waakvlam.access.tests import cast
    from waakvlam.outreach.tests.visits import round_on_foot, sheet_of
    from waakvlam.people.models import Dwelling, Household, Resident

    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    each = -(-doors // blocks)
    homes = [Dwelling(**ours, key=f"{prefix}E{n}", street=STREETS[n // each % len(STREETS)], house_number=n % each * 2 + 1,
                      postcode="1500AA", city="Vlierdrecht", block=f"Blok {n // each + 1}" if blocks > 1 else "",
                      entrance="AB"[n % each * 2 // each], floor=n % each // 2 % 4, neighbourhood_code="BU00000001")
             for n in range(doors)]
    families = [Household(**ours, dwelling=home, key=f"{prefix}G{n}") for n, home in enumerate(homes)]
    people = [Resident(**ours, household=family, key=f"{prefix}H{n}", first_name="Ria", sort_name=f"{NAMES[n % len(NAMES)]}",
                       last_name=f"{NAMES[n % len(NAMES)]}{'abcdefghijklmnopq'[n % NAMES_OF]}") for n, family in enumerate(families)]
    for rows in (homes, families, people):
        type(rows[0]).objects.bulk_create(rows, batch_size=500)
    made = round_on_foot(by, families, reason="We komen langs om te horen hoe het gaat.")
    return sheet_of(by, made, *(walkers or [cast.who(key).person_id for key in ("bob", "bea")])).pk


def crew(by: Any, number: int) -> dict[str, Any]:
    """Two people with a sheet of their own: {"sheet", "names", "sessions"}."""
    people = [walker(f"Loper {number}{side}") for side in "ab"]
    sheet = make_sheet(by, CREW_DOORS, CREW_BLOCKS, [person.pk for person, _member in people], f"C{number}")
    return {"sheet": str(sheet), "names": [person.name for person, _member in people],
            "sessions": [signed_in(str(person.pk), str(member.pk)) for person, member in people]}


def somebody_comes_along(by: Any, sheet: str) -> None:
    """Charlie of the municipality, to the first door of this sheet, late in the evening."""
    from datetime import datetime, time

    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.kit.time import AMSTERDAM, at, today
    from waakvlam.outreach.commands import going, joint
    from waakvlam.outreach.models import SheetDoor

    charlie = cast.who("charlie", "joint_visit")
    asking = joint.Asking(cast.organisation("gemeente"), time(23, 30), "Iemand die van post en formulieren weet.", "consent",
                          "Zij zei: neem die ander gerust mee.", meet="Bij de brievenbussen")
    with at(datetime.combine(today(), time(8), AMSTERDAM)):
        made = joint.ask(door_id=SheetDoor.objects.filter(sheet_id=sheet).earliest("place").pk, asking=asking, by=by)
        with acting(charlie):
            going.accept(visit_id=made.pk, person_id=charlie.person_id, by=charlie)


def walker(name: str) -> Any:
    """Somebody more of the housing association, with the membership."""
    from uuid import uuid5

    from waakvlam.access.models import Membership, Person
    from waakvlam.access.tests import cast

    person = Person.objects.using("owner").create(
        id=uuid5(cast.SPACE, name), network_id=cast.NETWORK, name=name, email=f"{name[6:]}@wonen.example.org")
    return person, Membership.objects.using("owner").create(
        network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), person_id=person.pk, role="caller")


def session(key: str) -> str:
    """Signed in as one of the cast; returns the session's key."""
    from waakvlam.access.tests import cast

    return signed_in(str(cast.who(key).person_id), str(cast.membership(key)))


def signed_in(person: str, membership: str) -> str:
    from waakvlam.signin.store import SessionStore

    store = SessionStore()
    store["person"], store["membership"], store["purpose"] = person, membership, "visit_round"
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
