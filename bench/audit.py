"""The log of acts: cost of an act in its transaction, sealing, and verifying a million of them."""

import time
from collections.abc import Iterator
from typing import Any

from bench.scale import is_full


def figures() -> Iterator[dict[str, Any]]:
    from django.db import connections

    from waakvlam.access import seals
    from waakvlam.access.tests import cast

    events = 1_000_000 if is_full() else 10_000
    with connections["owner"].cursor() as db:
        db.execute("""insert into access_audit (id, at, network_id, organisation_id, role, purpose, verb,
                          subject_kind, subject_id, detail)
                      select gen_random_uuid(), now(), %s, %s, 'caller', 'call_round', 'attempt.finish',
                             'attempt', gen_random_uuid(), '{"outcome": "spoken"}' from generate_series(1, %s)""",
                   [cast.NETWORK, cast.organisation("wonen"), events])
        db.execute("analyze access_audit")
    begun = time.perf_counter()
    sealed = seals.seal("owner")
    yield {"name": "audit: seal", "scale": sealed, "value": time.perf_counter() - begun, "unit": "s",
           "floor": None, "goal": ""}
    begun = time.perf_counter()
    verified = seals.verify()
    assert verified.events == sealed and not verified.findings
    yield {"name": "audit: verify", "scale": verified.events, "value": time.perf_counter() - begun,
           "unit": "s", "floor": None, "goal": "value <= 60" if is_full() else ""}
