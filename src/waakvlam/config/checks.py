"""System checks: what must hold before anything is served. Each has an id and a remedy."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register

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
    without = {"access_network", "access_auditseal", "access_auditday", "access_counter"}
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
