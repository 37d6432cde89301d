"""Both logs: sealing, and verifying a million acts and a million processing lines."""

import time
from collections.abc import Iterator
from typing import Any

from bench.scale import is_full
from waakvlam.people.sql import UUID7

# Ids in order of time, as we make them.
ACTS = f"""insert into access_audit (id, at, network_id, organisation_id, role, purpose, verb,
             subject_kind, subject_id, detail)
         select {UUID7}, now(), %s, %s, 'caller', 'call_round', 'attempt.finish',
                'attempt', gen_random_uuid(), '{{"outcome": "spoken"}}' from generate_series(1, %s)"""
LINES = f"""insert into access_processingline (id, network_id, organisation_id, audit_id, trace_id, span_id,
             status, name, start_time, end_time, processing_activity_id, data_subject_id,
             data_subject_id_type, foreign_operation, resource)
         select {UUID7}, %s, %s, gen_random_uuid(), uuid_send(gen_random_uuid()), 'spanspan', 'Ok',
                'outreach.call', 1, 2, 'https://waakvlam.example/verwerkingsactiviteiten/outreach.call/versies/1/',
                uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'waakvlam', '', 'waakvlam/0'
           from generate_series(1, %s)"""


def figures() -> Iterator[dict[str, Any]]:
    from django.db import connections

    from waakvlam.access import seals
    from waakvlam.access.tests import cast

    events = 1_000_000 if is_full() else 10_000
    for name, insert, goal in (("acts", ACTS, 60), ("acts and lines", LINES, 60)):
        with connections["owner"].cursor() as db:
            db.execute(insert, [cast.NETWORK, cast.organisation("wonen"), events])
            db.execute("analyze access_audit, access_processingline")
        begun = time.perf_counter()
        sealed = seals.seal("owner")
        yield {"name": f"audit: seal {name}", "scale": sealed, "value": time.perf_counter() - begun, "unit": "s",
               "floor": None, "goal": ""}
        begun = time.perf_counter()
        verified = seals.verify()
        assert verified.events + verified.lines >= sealed and not verified.findings
        yield {"name": f"audit: verify {name}", "scale": verified.events + verified.lines,
               "value": time.perf_counter() - begun, "unit": "s", "floor": None,
               "goal": f"value <= {goal}" if is_full() else ""}
