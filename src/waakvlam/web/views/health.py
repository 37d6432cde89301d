"""Is it alive? For load balancers, monitors and ``make demo``. Holds no personal data."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waakvlam.kit.time import now

QUIET = timedelta(minutes=2)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """503 where pages cannot be served: no database, or not up to date.

    A missing worker is told but does not take the pages down: they work, deliveries wait.
    """
    facts = {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}
    try:
        with connection.cursor() as db:
            db.execute("select 1")
        facts["database"] = "ok"
        facts["migrations"] = migrations()
        facts["worker"] = worker()
    except DatabaseError:
        pass  # the facts already say what is known
    well = facts["database"] == "ok" and facts["migrations"] == "ok"
    state = "ok" if well and facts["worker"] == "ok" else "degraded" if well else "broken"
    return JsonResponse({"state": state} | facts, status=200 if well else 503)


def migrations() -> str:
    """ "ok", or how many wait. About four queries."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "ok" if not waiting else f"{len(waiting)} to do"


def worker() -> str:
    """ "ok" where a worker gave a sign of life in the last two minutes. One query."""
    with connection.cursor() as db:
        db.execute("select max(last_heartbeat) from procrastinate_workers")
        seen = (db.fetchone() or [None])[0]
    if seen is None:
        return "absent"
    return "ok" if now() - seen < QUIET else "silent"
