"""Passwords and the roles behind them. Slow hashes, uniform answers; limits stand in `signin`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from .guessable import guessable

# A password that somebody else chose: days in which it lets its person in, to choose their own (ASVS 6.4.1).
FIRST_LASTS = timedelta(days=3)
# What must happen when somebody's password changed: (person, key of the session that may stay).
AFTER_PASSWORD: list[Callable[[UUID, str], object]] = []


@dataclass(frozen=True)
class Post:
    """One membership to choose from after signing in."""

    id: UUID
    role: str
    organisation: str
    kind: str
    team: str | None
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Known:
    """Who gave their password; `first`: somebody else chose it, so it is to be replaced before anything else."""

    person_id: UUID
    first: bool = False


def sign_in(email: str, password: str) -> Known:
    """Raises Invalid with the same sentence for every reason of failure."""
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select person_id, password, first from sign_in_lookup(%s, %s)", [email.strip(), now()])
        row = db.fetchone()
    if row is None:
        make_password(password)  # the same time as a real check: absence is not told
    if row is None or not check_password(password, row[1]):
        raise Invalid("sign_in", "E-mailadres of wachtwoord klopt niet.")
    return Known(UUID(str(row[0])), bool(row[2]))


def posts(person_id: UUID) -> list[Post]:
    """The memberships that are valid now. One query."""
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select id, role, organisation, kind, team, organisation_id from memberships_of(%s)", [person_id])
        return [Post(*row) for row in db.fetchall()]


def set_password(person_id: UUID, password: str, *, about: tuple[str, ...] = (), keep: str = "") -> None:
    """Sessions of this person end, except the one with key `keep`; chosen by another it lasts FIRST_LASTS. Raises
    Invalid where it is shorter than twelve characters (NCSC: length before symbols) or guessed; `about`: whose it is."""
    if len(password) < 12:
        raise Invalid("password", _("Kies een wachtwoord van minstens 12 tekens."),
                      came_in=f"{len(password)} tekens", expected="12 tekens of meer", field="password")
    if guessable(password, *about):
        raise Invalid("password.guessable", _(
            "Dit wachtwoord is makkelijk te raden. Kies een zin van minstens drie woorden die alleen jij kent."),
            field="password")
    with connection.cursor() as db:
        db.execute("select credential_set(%s, %s, %s)", [person_id, make_password(password), now() + FIRST_LASTS])
    for follow in AFTER_PASSWORD:
        follow(person_id, keep)
