"""How long rows are kept and what erasing does with them: the words in which every model says so.

A model with a personal field declares `kept`; a system check fails where it does not:

    kept = Keep(Category.CONVERSATION, (Purpose.CALL_ROUND,), since="at", begins=Begins.WRITING,
                scrub=Scrub.DROP_ROW)
    kept = GoesWith("attempt")                  # a part of another row
    kept = Stays("no person in it; read to find what ran out")

No term stands here: days come from the covenant in force, or from the network's own terms for what
the system itself leaves behind (`Trace`). The engine is `waakvlam.keeping`; each module brings its
`erasing.py`, found by name:

    def let_go(subject, by): ...    # as the application: close reach, stop clocks, withdraw
    def held(subject): ...          # who may not go by itself yet, and why
    def erase(subject): ...         # as the eraser: every row of these people; table → rows
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from . import wall
from .privacy import SCRUB, Privacy, Scrub, class_of
from .words import Category

ERASED = "[gewist]"
OWN = "{table}.organisation_id = {organisation}"


class Trace(TextChoices):
    """What the system itself leaves behind: no line of the covenant, but a term of the network."""

    STAGING = "staging", _("ingelezen rijen van een register")
    DRAFT = "draft", _("concepten van gesprekken, en bestanden die nooit zijn verstuurd")
    LINK = "link", _("verlopen links")
    OUTBOX = "outbox", _("verzonden berichten")
    SIGN_IN = "sign_in", _("pogingen om aan te melden")
    STAFF = "staff", _("gegevens van vertrokken medewerkers")
    ACT_LOG = "act_log", _("logboek: wat collega’s deden")
    READ_LOG = "read_log", _("logboek: wiens gegevens zijn bekeken")
    MARK = "mark", _("merken voor apparaten die zonder verbinding werken")


class Begins(TextChoices):
    """From which moment a term runs."""

    WRITING = "writing", _("het opschrijven")
    TENANCY_END = "tenancy_end", _("het einde van de huur")
    ROUND_END = "round_end", _("het einde van de belactie")
    HANDOVER_END = "handover_end", _("het einde van de overdracht")
    PROJECT_END = "project_end", _("het einde van het onderhoud")
    TRACK_END = "track_end", _("het einde van de huurachterstand")
    SETTLED = "settled", _("de afhandeling")
    SENDING = "sending", _("het versturen")
    LEAVING = "leaving", _("het vertrek uit de organisatie")
    EXPIRY = "expiry", _("het verlopen")


@dataclass(frozen=True)
class Keep:
    """Rows that go by themselves when their term is over.

    `since` is a field path or an expression: the moment from which the term runs, NULL while it
    does not run yet. `only` narrows which rows may go; `stays` names personal fields that blanking
    leaves, with the reason; `blanks` values other than empty. `mine` is SQL with {table} and
    {organisation}: whose rows the eraser reaches.
    """

    category: str  # of the covenant, or a Trace
    purposes: tuple[str, ...]  # of these the first that the covenant has a line for; none for a Trace
    since: Any
    begins: Begins
    scrub: Scrub
    only: Q = field(default_factory=Q)
    done: Q | None = None  # already blanked; without it: every field that is blanked is empty
    owner: str = "organisation_id"  # whose term counts: the path to the controller
    stays: Mapping[str, str] = field(default_factory=dict)
    blanks: Mapping[str, Any] = field(default_factory=dict)
    mine: str = OWN

    @property
    def is_trace(self) -> bool:
        return self.category in Trace.values

    @property
    def label(self) -> str:
        return str((Trace if self.is_trace else Category)(self.category).label)


@dataclass(frozen=True)
class GoesWith:
    """A part of another row: gone when that goes."""

    field: str
    mine: str = OWN


@dataclass(frozen=True)
class Stays:
    """Erasing leaves these rows: they hold no person. The eraser may read them where `mine` says."""

    why: str
    mine: str = OWN


Kept = Keep | GoesWith | Stays


def kept(model: type[models.Model]) -> Kept | None:
    return getattr(model, "kept", None)


def personal(model: type[models.Model]) -> dict[str, Privacy]:
    """Field → class, for the fields that tell something of a person."""
    told = {f.name: class_of(model, f) for f in model._meta.concrete_fields}
    return {name: kind for name, kind in told.items() if kind is not None and kind != Privacy.NONE}


def blanked(model: type[models.Model]) -> dict[str, Any]:
    """What blanking writes: field → empty value, for every personal field that does not stay."""
    rule = kept(model)
    given = rule if isinstance(rule, Keep) else None
    values = {}
    for name, kind in personal(model).items():
        if SCRUB[kind] is Scrub.KEEP or given and name in given.stays:
            continue
        values[name] = _empty(model._meta.get_field(name))
    return values | dict(given.blanks if given else {})


def _empty(column: Any) -> Any:
    if column.null:
        return None
    if isinstance(column, models.JSONField):
        return column.get_default() if column.has_default() else {}
    return "" if column.blank else ERASED


@dataclass(frozen=True)
class Subject:
    """People of one organisation's register who are to be erased, and what names them in free text.

    `households` are those in which nobody else is left: their rows go too. `shared` are households
    where others stay: only what is of these people goes. `names`, `phones`, `emails` are looked for in the
    free text of others; empty in the nightly run.
    """

    network_id: UUID
    organisation_id: UUID
    residents: tuple[UUID, ...]
    households: tuple[UUID, ...] = ()
    shared: tuple[UUID, ...] = ()
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def of_them(self) -> Q:
        """Rows with `resident_id` and `household_id` that are about these people."""
        return Q(resident_id__in=self.residents) | Q(household_id__in=self.households)


@dataclass(frozen=True)
class Held:
    """Somebody who may not go yet: why, and where known until when. `code` is for machines."""

    code: str
    reason: str
    residents: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()
    until: date | None = None


@contextmanager
def as_eraser() -> Iterator[None]:
    """Inside: the transaction is the eraser's. It sees and removes the rows of the organisation that
    stands at the wall whatever the purpose, and of no other; it reads no log and no covenant.

    Stand inside `identity.acting(...)`. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("as_eraser() needs an open transaction with an identity")
    # A savepoint of its own: where something fails, rolling back to it gives the role back as well.
    with transaction.atomic(), connection.cursor() as db:
        db.execute("select quote_ident(current_user)")
        before = (db.fetchone() or ["none"])[0]  # not "none": that would be whoever opened the connection
        db.execute(f"set local role {wall.ERASER}")
        yield
        db.execute(f"set local role {before}")


Found = Mapping[str, int]  # table → rows


def drop(rows: "models.QuerySet[Any]") -> dict[str, int]:
    """Delete these rows in one statement. The database refuses where something still points at them.

    A model with `dropped` (it holds something outside the database) hears of it once they are gone for good. Where
    somebody else took one of them meanwhile it hears nothing: what is left over its nightly run finds.
    """
    dropped = getattr(rows.model, "dropped", None)
    gone = list(rows.values_list("network_id", "organisation_id", "pk")) if dropped else []
    deleted = rows._raw_delete(rows.db)
    if dropped and deleted == len(gone):
        transaction.on_commit(lambda: dropped(gone))
    return {rows.model._meta.db_table: deleted}


def blank(rows: "models.QuerySet[Any]", **more: Any) -> dict[str, int]:
    """Empty the personal fields of these rows in one statement."""
    return {rows.model._meta.db_table: rows.update(**blanked(rows.model) | more)}


def unreferred(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """Those rows to which no other row points: deleting them breaks nothing."""
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.field.column and not relation.many_to_many:
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.filter(~Exists(pointing))
    return rows


def total(*parts: Found) -> dict[str, int]:
    """The sum per table; tables without rows are left out."""
    made: dict[str, int] = {}
    for part in parts:
        for table, rows in part.items():
            if rows:
                made[table] = made.get(table, 0) + rows
    return made


# Filled by `keeping`: keys of a register row → those that were erased after an objection. A lower
# module asks here, since it may not import upward.
_forgotten: list[Callable[[UUID, UUID, Iterable[str]], set[str]]] = []


def remembers(ask: Callable[[UUID, UUID, Iterable[str]], set[str]]) -> None:
    _forgotten[:] = [ask]


def forgotten(network_id: UUID, organisation_id: UUID, keys: Iterable[str]) -> set[str]:
    """Which of these keys of register rows belong to somebody who was erased and objected."""
    return _forgotten[0](network_id, organisation_id, keys) if _forgotten else set()


# The modules' `erasing`, handed over by config: from the top layer down.
ERASERS: list[ModuleType] = []


def install(modules: Iterable[ModuleType]) -> None:
    ERASERS[:] = list(modules)
