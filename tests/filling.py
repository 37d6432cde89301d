"""Rows for tables that no thing in tests/things fills: made from the model itself, behind the wall."""

import os
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction

from waakvlam.access import identity
from waakvlam.access.identity import Who
from waakvlam.access.tests import cast
from waakvlam.access.wall import walls
from waakvlam.access.words import Purpose, Role
from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import now, today


def told_apart() -> list[str]:
    """The roles that any wall names, and one (coordinator) for all that no wall tells apart."""
    text = " ".join(f"{w.using} {w.check}" for w in walls().values() if w is not None)
    return [r for r in Role if r == Role.COORDINATOR or f"'{r}'" in text]


@cache
def identities(slug: str) -> list[Who]:
    """Every role that a wall can tell apart × every purpose, also where no person holds it."""
    network, name, kind, _accounts = cast.ORGANISATIONS[slug]
    person = next((cast.who(k).person_id for k, p in cast.PEOPLE.items() if p[1] == slug), None)
    return [Who(network, cast.organisation(slug), kind, role, purpose, person_id=person, organisation_name=name)
            for role in told_apart() for purpose in Purpose]


def model_of(table: str) -> type[models.Model]:
    return next(m for m in apps.get_models() if m._meta.db_table == table)


def fill(table: str, slug: str = "wonen") -> bool:
    """One row of this organisation, as the first identity that the wall lets write it."""
    model = model_of(table)
    for who in identities(slug):
        try:
            with transaction.atomic(), identity.acting(who):
                row = model(**{f.attname: value for f in model._meta.concrete_fields
                               if (value := _value(f, who)) is not _KEEP})
                row.save(force_insert=True)
                return True
        except (DatabaseError, LookupError):
            continue
    return False


_KEEP = object()
SIMPLE: tuple[tuple[type, Any], ...] = (
    (models.UUIDField, uuid7), (models.DateTimeField, now), (models.DateField, today),
    (models.JSONField, dict), (models.BinaryField, lambda: os.urandom(32)), (models.BooleanField, lambda: True),
    (models.IntegerField, lambda: 1), (models.DecimalField, lambda: 1), (models.FloatField, lambda: 1.0),
    (models.TextField, lambda: "x"), (models.CharField, lambda: "x"))


def _value(field: Any, who: Who) -> Any:
    """A value for one column: what the row must carry, else its own default, else something of its kind."""
    if field.attname in ("network_id", "organisation_id"):
        return getattr(who, field.attname)
    if field.has_default() or field.null:
        return _KEEP
    if field.choices:
        return field.choices[0][0]
    if field.is_relation:
        found = field.related_model.objects.values_list("pk", flat=True).first()
        if found is None:
            raise LookupError(f"no {field.related_model.__name__} to point at")
        return found
    return next((make() for kind, make in SIMPLE if isinstance(field, kind)), _KEEP)
