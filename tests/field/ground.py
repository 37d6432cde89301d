"""Fill a fresh database with a sheet of today; run in a process of its own, prints JSON.

`python -m tests.field.ground DOORS BLOCKS`, with WAAKVLAM_SOCKET and WAAKVLAM_DATABASE naming the server.
Names and streets are rare words, so that a search of a disk for them means something.
"""

import json
import os
import sys
from typing import Any

STREETS = ("Zwanebloemlaan", "Kievitsbloempad", "Wilgenroosjeplein", "Dotterbloemdreef")
NAMES = ("Quaedvlieg", "Uytterhoeven", "Knipscheer", "Ploegmakers", "Zwijnenburg", "Frankenmolen")
NAMES_OF = 17  # so that no two neighbours share the end of a name


def main(doors: int, blocks: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    import django

    django.setup()
    from waakvlam.access.identity import acting
    from waakvlam.access.models import Person
    from waakvlam.access.tests import cast
    from waakvlam.config.migrating import migrate

    migrate()
    cast.make_cast()
    Person.objects.using("owner").filter(pk=cast.who("alice").person_id).update(phone="0612345678")
    alice = cast.who("alice", "visit_round")
    with acting(alice):
        sheet = make_sheet(alice, doors, blocks)
    sessions = {key: session(key) for key in ("alice", "bob", "bea")}
    sys.stdout.write(json.dumps({"sheet": str(sheet), "sessions": sessions}) + "\n")


def make_sheet(by: Any, doors: int, blocks: int) -> Any:
    """A sheet of homes in blocks of four floors and two entrances, walked by Bob and Bea."""
    from waakvlam.access.tests import cast
    from waakvlam.outreach.tests.visits import round_on_foot, sheet_of
    from waakvlam.people.models import Dwelling, Household, Resident

    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    each = -(-doors // blocks)
    homes = [Dwelling(**ours, key=f"E{n}", street=STREETS[n // each % len(STREETS)], house_number=n % each * 2 + 1, postcode="1500AA",
                      city="Vlierdrecht", block=f"Blok {n // each + 1}" if blocks > 1 else "", entrance="AB"[n % each * 2 // each],
                      floor=n % each // 2 % 4, neighbourhood_code="BU00000001") for n in range(doors)]
    families = [Household(**ours, dwelling=home, key=f"G{n}") for n, home in enumerate(homes)]
    people = [Resident(**ours, household=family, key=f"H{n}", first_name="Ria", sort_name=f"{NAMES[n % len(NAMES)]}",
                       last_name=f"{NAMES[n % len(NAMES)]}{'abcdefghijklmnopq'[n % NAMES_OF]}") for n, family in enumerate(families)]
    for rows in (homes, families, people):
        type(rows[0]).objects.bulk_create(rows, batch_size=500)
    made = round_on_foot(by, families, reason="We komen langs om te horen hoe het gaat.")
    return sheet_of(by, made, cast.who("bob").person_id, cast.who("bea").person_id).pk


def session(key: str) -> str:
    """Signed in as one of the cast; returns the session's key."""
    from waakvlam.access.tests import cast
    from waakvlam.signin.store import SessionStore

    store = SessionStore()
    store["person"], store["membership"], store["purpose"] = str(cast.who(key).person_id), str(cast.membership(key)), "visit_round"
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
