"""System checks: what must hold before anything is served. Each has an id and a remedy."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import Error, Tags, register, run_checks
from django.db import connections

from waakvlam.access import erasing
from waakvlam.access.privacy import class_of
from waakvlam.access.wall import walls


@register()
def every_table_has_a_wall(**_: Any) -> list[Error]:
    return [
        Error(f"table {table} has no wall", id="waakvlam.E001",
              hint="declare `wall = owned(…)` (or shared, network, closed, open_to_all) on its model")
        for table, wall in walls().items() if wall is None
    ]


@register()
def every_field_has_a_privacy_class(**_: Any) -> list[Error]:
    return [
        Error(f"{model._meta.label}.{field.name} has no privacy class", id="waakvlam.E002",
              hint=f"add {field.name!r} to `privacy` on the model")
        for model in apps.get_models() if model.__module__.startswith("waakvlam.")
        for field in model._meta.concrete_fields if class_of(model, field) is None
    ]


@register()
def every_table_carries_its_network(**_: Any) -> list[Error]:
    without = {"access_network", "access_auditseal", "access_auditday", "access_auditremoval", "access_counter"}
    return [
        Error(f"table {model._meta.db_table} has no network_id", id="waakvlam.E003",
              hint="inherit from access.base.NetworkRow or Owned")
        for model in apps.get_models() if model.__module__.startswith("waakvlam.")
        and model._meta.db_table not in without
        and "network_id" not in {f.attname for f in model._meta.concrete_fields}
    ]


@register()
def every_person_has_a_term(**_: Any) -> list[Error]:
    """Rule 10: what tells of a person says how long it is kept, and what erasing does with it."""
    return [
        Error(f"{model._meta.label} holds {', '.join(erasing.personal(model))} and does not say how long it is kept",
              id="waakvlam.E004", hint="declare `kept = Keep(…)`, `GoesWith(…)` or `Stays(…)`, see access/erasing.py")
        for model in apps.get_models() if model.__module__.startswith("waakvlam.")
        and erasing.personal(model) and erasing.kept(model) is None
    ]


@register()
def every_term_can_be_looked_up(**_: Any) -> list[Error]:
    """A category of the covenant is looked up by purpose; what the system leaves behind has none."""
    return [
        Error(f"{model._meta.label}.kept names {'purposes' if rule.purposes else 'no purpose'} with {rule.category}",
              id="waakvlam.E005", hint="a Category needs purposes; a Trace has none")
        for model in apps.get_models() if isinstance(rule := erasing.kept(model), erasing.Keep)
        and rule.is_trace == bool(rule.purposes)
    ]


# Whether the role of this connection sees past row level security, and whether it owns tables.
PAST_THE_WALL = """
    select r.rolsuper or r.rolbypassrls, exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind = 'r'
           and c.relnamespace = 'public'::regnamespace)
      from pg_roles r where r.rolname = current_user"""


@register(Tags.database)
def the_application_stands_behind_the_wall(databases: Sequence[str] | None = None, **_: Any) -> list[Error]:
    """Asked before anything is served: a role that bypasses the wall would show everything to everybody."""
    found = []
    for alias in {"default"} & set(databases or ()):
        with connections[alias].cursor() as db:
            db.execute(PAST_THE_WALL)
            bypasses, owns = db.fetchone() or (True, True)
        if bypasses or owns:
            found.append(Error(
                f"the role of DATABASE_URL {'bypasses row level security' if bypasses else 'owns the tables'}",
                id="waakvlam.E006", hint="connect as waakvlam_app; `waakvlam migrate --print-roles` makes it"))
    return found


def refuse_without_wall() -> None:
    """Before serving and working. Raises SystemExit with the remedy."""
    found = [e for e in run_checks(tags=[Tags.database], databases=["default"]) if e.is_serious()]
    if found:
        raise SystemExit("\n".join(f"{e.msg}\n  {e.hint or ''}" for e in found))
