"""Signing in with e-mail and password. Slow hashes, uniform answers, no lock-out of everybody."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now


@dataclass(frozen=True)
class Post:
    """One membership to choose from after signing in."""

    id: UUID
    role: str
    organisation: str
    kind: str
    team: str | None


def sign_in(email: str, password: str) -> UUID:
    """The person's id. Raises Invalid with the same sentence for every reason of failure."""
    wrong = Invalid("sign_in", "E-mailadres of wachtwoord klopt niet. Na een paar keer proberen "
                    "wacht het aanmelden even.")
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select person_id, password, wait_until from sign_in_lookup(%s)", [email])
        row = db.fetchone()
    if row is None:
        make_password(password)  # the same time as a real check: absence is not told
        raise wrong
    person, hashed, wait_until = row
    good = check_password(password, hashed) and (wait_until is None or wait_until <= now())
    # In its own transaction: a refused attempt must be counted though the request fails.
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select sign_in_result(%s, %s)", [person, good])
    if not good:
        raise wrong
    return UUID(str(person))


def posts(person_id: UUID) -> list[Post]:
    """The memberships that are valid now. One query."""
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select id, role, organisation, kind, team from memberships_of(%s)", [person_id])
        return [Post(*row) for row in db.fetchall()]


def set_password(person_id: UUID, password: str) -> None:
    """Raises Invalid where it is shorter than twelve characters (NCSC: length before symbols)."""
    if len(password) < 12:
        raise Invalid("password", "Kies een wachtwoord van minstens 12 tekens.",
                      came_in=f"{len(password)} tekens", expected="12 tekens of meer")
    with connection.cursor() as db:
        db.execute("select credential_set(%s, %s)", [person_id, make_password(password)])
