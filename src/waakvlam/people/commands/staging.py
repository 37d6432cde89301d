"""Rows of a file into the staging table, five thousand at a time, each with its mark."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from waakvlam.access.erasing import forgotten
from waakvlam.access.identity import Who, acting
from waakvlam.kit.time import now

from .. import placing, sql
from ..models import ImportRow, RegisterImport
from ..register import Problem, Reading, Refused, RegisterRow

CHUNK = 5_000
FACTS = (
    "person_key", "household_key", "dwelling_key", "tenancy_key", "role", "initials", "first_name",
    "infix", "last_name", "sort_name", "birth_date", "email", "street", "house_number", "house_letter",
    "addition", "postcode", "city", "estate", "block", "entrance", "floor", "door", "latitude",
    "longitude", "tenancy_start", "tenancy_end", "arrears_stage", "children", "moved", "deceased",
    "secret_address", "do_not_call",
)
COLUMNS = ("place", "number", "verdict", "problems", "fingerprint", "phones", "neighbourhood_code", *FACTS)
TEXTS = frozenset(name for name in FACTS if ImportRow._meta.get_field(name).get_internal_type() == "CharField")
FLAGS = ("moved", "deceased", "secret_address", "do_not_call")
# A refused row keeps its number, its reasons and whom it is about: nothing else.
EMPTY = tuple("" if name in TEXTS else False if name in FLAGS else None for name in FACTS)
NO_PHONES = "[]"
ERASED = json.dumps([Problem("gewist").as_list()])

INSERT = f"""
insert into people_importrow (id, network_id, organisation_id, batch_id, created_at, {', '.join(COLUMNS)})
select {sql.UUID7}, %(network)s, %(organisation)s, %(batch)s, %(now)s, s.place, s.number,
       case when s.verdict = 'refused' then 'refused' when p.id is null then 'new'
            when p.fingerprint = s.fingerprint and p.gone_at is null then 'same' else 'changed' end,
       {', '.join(f's.{name}' for name in COLUMNS[3:])}
from people_staging s
left join people_resident p on p.organisation_id = (select %(organisation)s::uuid) and p.key = s.person_key
"""  # noqa: S608  only names of our own columns
# The first of several rows with one key counts; the others are refused, in one go at the end.
TWICE = """
update people_importrow set verdict = 'refused',
       problems = problems || jsonb_build_array(jsonb_build_array('dubbele-sleutel', %(title)s::text, person_key))
where id = any(array(
    select id from (select id, row_number() over (partition by person_key order by place) as nth
                    from people_importrow where batch_id = (select %(batch)s::uuid) and verdict <> 'refused') t where nth > 1))
"""


def stage(batch: RegisterImport, reading: Reading, *, by: Who,
          progress: Callable[[int], None] | None = None) -> None:
    """Read on from the mark to the end. Each chunk is one transaction; a killed reading goes on.

    Raises RegisterError where the file breaks halfway; what was staged stays until cancelled.
    """
    with acting(by):
        places = placing.latest(by.network_id)
    rows = enumerate(reading.rows(), start=1)
    for _ in islice(rows, batch.staged):
        pass
    while chunk := list(islice(rows, CHUNK)):
        with acting(by):
            found = RegisterImport.objects.select_for_update().get(id=batch.id)
            if found.staged != chunk[0][0] - 1:
                raise RuntimeError(f"import {batch.id} is being read by another process")
            erased = forgotten(by.network_id, by.organisation_id, [row.person_key for _place, row in chunk])
            sql.copied("people_staging", "people_importrow", COLUMNS, _values(chunk, places, erased))
            sql.run(INSERT, {"network": by.network_id, "organisation": by.organisation_id, "batch": batch.id,
                             "now": now()})
            batch.staged = chunk[-1][0]
            RegisterImport.objects.filter(id=batch.id).update(staged=batch.staged, beat_at=now())
        if progress:
            progress(batch.staged)
        del chunk  # or two of them are in memory while the next one is read
    titles = {name: title for title, name in batch.columns.items()}
    with acting(by):
        sql.run(TWICE, {"batch": batch.id, "title": titles.get("person_key", "")})


def _values(chunk: list[tuple[int, RegisterRow | Refused]], places: placing.Places,
            erased: set[str]) -> Iterator[tuple[Any, ...]]:
    """`erased`: keys of people who were erased and objected. A register does not bring them back by itself."""
    for place, row in chunk:
        if row.person_key in erased:
            yield (place, row.number, "refused", ERASED, "", NO_PHONES, "", *EMPTY)
            continue
        problems = json.dumps([found.as_list() for found in row.problems]) if row.problems else "[]"
        if isinstance(row, Refused):
            yield (place, row.number, "refused", problems, "", NO_PHONES, "", row.person_key, *EMPTY[1:])
            continue
        code = row.neighbourhood_code
        if not code and row.latitude is not None and row.longitude is not None:
            code = places.find(row.latitude, row.longitude)
        phones = json.dumps([[phone.number, phone.whose] for phone in row.phones]) if row.phones else NO_PHONES
        yield (place, row.number, "", problems, row.fingerprint(), phones, code,
               *(getattr(row, name) for name in FACTS))
