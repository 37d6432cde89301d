"""Fill a fresh database with a round to call; run in a process of its own, prints JSON.

`python -m tests.concurrency.prepare CALLERS HOUSEHOLDS`, with WAAKVLAM_SOCKET and
WAAKVLAM_DATABASE naming the server.
"""

import json
import os
import sys
from typing import Any
from uuid import UUID, uuid5


def main(callers: int, households: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    import django

    django.setup()
    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.config.migrating import migrate

    migrate()
    cast.make_cast()
    alice = cast.who("alice")
    with acting(alice):
        round_id = make_round(alice, households)
    sys.stdout.write(json.dumps({"round": str(round_id), "sessions": [session(n) for n in range(callers)]}) + "\n")


def make_round(by: Any, count: int, prefix: str = "") -> UUID:
    """A running round over `count` households of one tenant with one number."""
    from waakvlam.outreach.models import RoundEntry
    from waakvlam.outreach.tests.calls import round_of
    from waakvlam.people.models import Dwelling, Household, Phone, Resident

    ours = {"network_id": by.network_id, "organisation_id": by.organisation_id}
    homes = [Dwelling(**ours, key=f"{prefix}E{n}", street="Dorpsstraat", house_number=n) for n in range(count)]
    families = [Household(**ours, dwelling=d, key=f"{prefix}G{n}") for n, d in enumerate(homes)]
    people = [Resident(**ours, household=h, key=f"{prefix}H{n}", last_name=f"Berg{n}") for n, h in enumerate(families)]
    phones = [Phone(**ours, resident=r, number=f"+3161{n:07d}") for n, r in enumerate(people)]
    for rows in (homes, families, people, phones):
        type(rows[0]).objects.bulk_create(rows, batch_size=1000)
    made = round_of(by, families)
    assert RoundEntry.objects.filter(round=made).count() == count
    return made.pk


def session(number: int) -> str:
    """A caller of the housing association, signed in; returns the session's key."""
    from waakvlam.access.models import Membership, Person
    from waakvlam.access.tests import cast
    from waakvlam.signin.store import SessionStore

    person = uuid5(cast.SPACE, f"caller {number}")
    Person.objects.using("owner").create(
        id=person, network_id=cast.NETWORK, name=f"Beller {number}", email=f"beller{number}@wonen.example.org")
    member = Membership.objects.using("owner").create(
        network_id=cast.NETWORK, organisation_id=cast.organisation("wonen"), person_id=person, role="caller")
    store = SessionStore()
    store["person"], store["membership"], store["purpose"] = str(person), str(member.pk), "call_round"
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
