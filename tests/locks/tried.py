"""One statement, tried as somebody, and taken back."""

from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from waakvlam.access.identity import Who


def went_through(who: Who, sql: str, args: list) -> bool:
    """Whether the wall let it by: a constraint that stops it afterwards is no wall.

    The wall is told who asks by SQL alone, and forgets it with the savepoint; Python's own note of who stands stays.
    """
    try:
        with transaction.atomic(), connection.cursor() as db:
            db.execute("select wall_set(%s, %s, %s, %s, %s, %s, %s)", [
                who.network_id, who.organisation_id, who.person_id, [who.team_id] if who.team_id else [], who.role, who.purpose, who.only])
            db.execute(sql, args)
            touched = db.rowcount
            transaction.set_rollback(True)
            return touched > 0
    except ProgrammingError as error:
        return "row-level security" not in str(error) and "permission denied" not in str(error)
    except DatabaseError:
        return True
