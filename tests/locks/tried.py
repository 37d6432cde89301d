"""One statement, tried as somebody, and taken back."""

from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from waakvlam.access import identity
from waakvlam.access.identity import Who


def went_through(who: Who, sql: str, args: list) -> bool:
    """Whether the wall let it by: a constraint that stops it afterwards is no wall."""
    try:
        with transaction.atomic(), identity.acting(who), connection.cursor() as db:
            db.execute(sql, args)
            touched = db.rowcount
            transaction.set_rollback(True)
            return touched > 0
    except ProgrammingError as error:
        return "row-level security" not in str(error) and "permission denied" not in str(error)
    except DatabaseError:
        return True
