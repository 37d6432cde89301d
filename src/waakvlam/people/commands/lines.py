"""Processing lines for rows by the thousand (R28): the same fields as `audit.touched` writes."""

import os
import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from waakvlam.access.activities import uri
from waakvlam.access.audit import RESOURCE, pseudonym, record
from waakvlam.access.identity import Who

from .. import sql

COLUMNS = ("network_id", "organisation_id", "audit_id", "trace_id", "span_id", "parent_span_id", "status", "name", "start_time",
           "end_time", "processing_activity_id", "data_subject_id", "data_subject_id_type", "foreign_operation",
           "resource")


def written(by: Who, activity: str, query: str, args: Sequence[Any] = ()) -> int:
    """One line per id that `query` gives, linked to one act; in the caller's transaction. How many."""
    with connection.cursor() as db:
        db.execute(query, args)
        subjects = [row[0] for row in db.fetchall()]
    if subjects:
        act = record(by, "data.write", **{activity: len(subjects)})
        sql.copied("people_lines", "access_processingline", COLUMNS, _rows(by, activity, act.id, subjects))
        names = ", ".join(COLUMNS)
        sql.run(f"insert into access_processingline (id, {names}) select {sql.UUID7}, {names} from people_lines")  # noqa: S608
    return len(subjects)


def _rows(by: Who, activity: str, act: UUID, subjects: list[UUID]) -> Iterator[tuple[Any, ...]]:
    trace, parent, moment = os.urandom(16), os.urandom(8), int(time.time() * 1000)
    for subject in subjects:
        yield (by.network_id, by.organisation_id, act, trace, os.urandom(8), parent, "Ok", activity, moment, moment,
               uri(activity), pseudonym(by.network_id, subject), "waakvlam", "", RESOURCE)
