"""Names, numbers and addresses of an erased person in what others wrote: taken out of the text.

Looks through every free text of the organisation, so it reads whole tables; an erasure is rare and
may take a while. Only values that are theirs alone are looked for (`people.erasing`).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from waakvlam.access.erasing import ERASED, Found, GoesWith, Keep, Subject, kept

# The register itself holds who others are: what is theirs alone is not in there any more.
NOT_HERE = {"people_resident", "people_phone", "people_household", "people_importrow"}
SHORTEST_TEXT = 60  # a column below this holds codes
TITLES = r"(?:mevrouw|meneer|mijnheer|familie|mevr\.?|mw\.?|dhr\.?|fam\.?)\s+"
GAP = r"[\s().\-/]*"


def patterns(subject: Subject) -> list[str]:
    """Regular expressions for PostgreSQL; matched without regard to case."""
    made = [r"\s+".join(_literal(word) for word in name.split()) for name in subject.names if " " in name]
    made += [TITLES + _literal(name) for name in subject.names if " " not in name]
    made += [_number(number) for number in subject.phones]
    made += [_literal(address) for address in subject.emails]
    return made


def exact(subject: Subject) -> list[str]:
    """A last name by itself: only as it is written, or a baker would lose his bread."""
    return [_literal(name) for name in subject.names if " " not in name]


def _literal(text: str) -> str:
    return "".join(c if c.isalnum() or c == "_" else rf"\{c}" if ord(c) < 128 else c for c in text)


def _number(number: str) -> str:
    """+31612345678, 0612345678, 06-12 34 56 78, (06) 12345678 …"""
    digits = number.lstrip("+")
    if digits.startswith("31"):
        return rf"(?:\+31|0031|0){GAP}(?:\(0\))?{GAP}" + GAP.join(digits[2:])
    return r"\+?" + GAP.join(digits)


def columns() -> list[tuple[type[models.Model], list[Any]]]:
    """Every table that goes by a term, with the columns in which somebody may have written a name."""
    found = []
    for model in apps.get_models():
        if isinstance(kept(model), Keep | GoesWith) and model._meta.db_table not in NOT_HERE:
            texts = [f for f in model._meta.concrete_fields if isinstance(f, models.TextField | models.JSONField)
                     or isinstance(f, models.CharField) and not f.choices and (f.max_length or 0) >= SHORTEST_TEXT]
            if texts:
                found.append((model, texts))
    return found


def redact(subject: Subject, spared: Collection[UUID] = ()) -> Found:
    """As the eraser: put ERASED in their place, in every text of this organisation. Table → rows.

    `spared` are handovers for which a partner answers: their copy stays as it was sent.
    """
    rules = [(found, flags) for found, flags in ((patterns(subject), "gi"), (exact(subject), "g")) if found]
    made: dict[str, int] = {}
    for model, texts in columns():
        for column in texts:
            for found, flags in rules:
                rows = _replace(model, column, rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", flags, spared)
                if rows:
                    made[model._meta.db_table] = made.get(model._meta.db_table, 0) + rows
    return made


def _replace(model: type[models.Model], column: Any, pattern: str, flags: str, spared: Collection[UUID]) -> int:
    table, name = model._meta.db_table, connection.ops.quote_name(column.column)
    new = f"regexp_replace({name}::text, %s, %s, '{flags}')" + ("::jsonb" if isinstance(column, models.JSONField) else "")
    sql = f"update {table} set {name} = {new} where {name}::text {'~*' if 'i' in flags else '~'} %s"  # noqa: S608
    given: list[Any] = [pattern, ERASED, pattern]
    has = {f.column for f in model._meta.concrete_fields}
    if "organisation_id" in has:  # the eraser also reaches what partners sent us: theirs to change
        sql += " and organisation_id = wall_organisation()"
    if "handover_id" in has and spared:
        sql, given = f"{sql} and handover_id <> all(%s)", [*given, list(spared)]
    with connection.cursor() as db:
        db.execute(sql, given)
        return int(db.rowcount)

