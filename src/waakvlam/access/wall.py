"""The wall: row level security declared beside each model, rebuilt after every migration.

Identity lives in settings that are local to the transaction (`identity.act`); without it every
table behind the wall shows zero rows. Each model says which wall stands around it:

    class Resident(Owned):
        wall = owned(Purpose.CALL_ROUND, Purpose.REGISTER)

`statements()` makes the SQL for all tables; `waakvlam migrate` runs it. The application's role
gets no grant on a table without a wall, so a forgotten declaration fails closed (docs/adr/0003).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models

APP, GATE, ERASER = "waakvlam_app", "waakvlam_gate", "waakvlam_eraser"

# Settings are text; an unset one is NULL or ''. Wrapped in a subselect they are read once per query.
NETWORK = "(select wall_network())"
ORGANISATION = "(select wall_organisation())"
PERSON = "(select wall_person())"
TEAMS = "(select wall_teams())"
PURPOSE = "(select wall_purpose())"
ONLY = "(select wall_only())"
ROLE = "(select wall_role())"


@dataclass(frozen=True)
class Wall:
    """Who sees a row (`using`), who may write it (`check`), and with which verbs.

    `change` is what must hold of a row before it is changed or removed, where that is not what holds for seeing
    (or, to remove, for writing) it: else whoever sees another's row makes it their own by changing whose it is.
    `new` is what must hold of a row that is added, where that is not what must hold of it after a change.
    """

    name: str
    using: str
    check: str
    verbs: tuple[str, ...] = ("select", "insert", "update", "delete")
    reason: str = ""
    # What the owner of the SECURITY DEFINER functions may do here.
    gate: tuple[str, ...] = ()
    change: str = ""
    new: str = ""

    def rules(self, table: str, verb: str) -> dict[str, str]:
        """Clause of the policy for this verb → its rule. A bare `id` inside a subselect on reach would be
        reach's own id, so the table is named."""
        using, check, change, new = (rule.replace("{table}", table) for rule in (
            self.using, self.check, self.change or self.using, self.new or self.check))
        return {"select": {"using": using}, "insert": {"with check": new}, "update": {"using": change, "with check": check},
                "delete": {"using": change if self.change else check}}[verb]


def owned(*purposes: str, never: Iterable[str] = (), verbs: Iterable[str] = ("select", "insert", "update", "delete"),
          gate: Iterable[str] = ()) -> Wall:
    """Rows of one organisation: only that organisation, only for these purposes, for no role in `never`.

    A guest behind a link (`wall_only` set) never sees owned rows.
    """
    may = f"wall_only() is null{without(never, 'wall_role()')}"
    if purposes:
        listed = ", ".join(f"'{p}'" for p in purposes)
        may += f" and wall_purpose() in ({listed})"
    # One comparison: as conditions of their own the planner would take purpose and guest for rare,
    # expect a handful of rows where there are thousands, and join those one by one.
    rule = f"network_id = {NETWORK} and organisation_id = (select case when {may} then wall_organisation() end)"
    return Wall("owned", rule, rule, tuple(verbs), gate=tuple(gate))


def shared(compartment: str, *, subject: str = "{table}.id", write: str = "", never: Iterable[str] = (),
           verbs: Iterable[str] = ("select", "insert", "update"), gate: Iterable[str] = ()) -> Wall:
    """Rows that were sent: seen by whoever reach opens `compartment` of `subject` to.

    `write` narrows who may write; without it, whoever sees a row may. `never` names roles that do
    not see it, also where they work for an organisation that reach opens it to.
    """
    rule = reaches(compartment, subject) + without(never)
    return Wall("shared", rule, write or rule, tuple(verbs), gate=tuple(gate), change=write)


def without(never: Iterable[str], role: str = ROLE) -> str:
    """SQL: and who asks acts as none of these roles; nothing where there are none."""
    roles = ", ".join(f"'{one}'" for one in never)
    return f" and coalesce({role}, '') not in ({roles})" if roles else ""


def reaches(compartment: str, subject: str = "{table}.id") -> str:
    """SQL: a row of this network, and reach opens this compartment of this subject to who asks."""
    return f"network_id = {NETWORK} and {opened(compartment, subject)}"


def opened(compartment: str, subject: str = "{table}.id") -> str:
    """SQL: reach opens this compartment of this subject to who asks, for the purpose at hand.

    The system sits in no team and is nobody: what an organisation reaches it works on whoever reads it there, or
    the clock of what only one team or person reads would never climb.

    Written out, not a function: PostgreSQL does not inline a function with a subselect, and
    the planner must be able to walk reach's index.
    """
    # All parts are declared in the code.
    return (
        f"exists (select 1 from access_reach r where r.subject_id = {subject} "  # noqa: S608
        f"and r.compartment = '{compartment}' and r.organisation_id = {ORGANISATION} "
        "and r.ended_at is null and (r.until is null or r.until > now()) "
        f"and r.purpose = {PURPOSE} "
        f"and (r.person_id is null or r.person_id = {PERSON} or {ROLE} = 'system') "
        f"and (r.team_id is null or r.team_id = any({TEAMS}::uuid[]) or {ROLE} = 'system') "
        f"and ({ONLY} is null or {ONLY} = r.subject_id))"
    )


def network(*, verbs: Iterable[str] = ("select",), check: str = "", new: str = "", gate: Iterable[str] = ()) -> Wall:
    """Rows that every partner of the network may read: directory and geography, never a resident.

    `check` narrows who writes them; `new` who adds one, where that is another.
    """
    rule = f"network_id = {NETWORK}"
    writing, adding = (f"{rule} and ({which})" if which else rule for which in (check, new or check))
    return Wall("network", rule, writing, tuple(verbs), gate=tuple(gate), change=writing, new=adding)


def open_to_all(reason: str, *, verbs: Iterable[str] = ("select", "insert", "update", "delete"),
                gate: Iterable[str] = ()) -> Wall:
    """A table without personal data and without an owner; says why."""
    return Wall("open", "true", "true", tuple(verbs), reason, tuple(gate))


def closed(*, gate: Iterable[str] = ("select", "insert", "update", "delete")) -> Wall:
    """The application's role has no grant at all: only named functions reach these rows."""
    return Wall("closed", "false", "false", (), gate=tuple(gate))


def custom(using: str, check: str, *, verbs: Iterable[str], gate: Iterable[str] = (),
           reason: str = "", change: str = "", new: str = "") -> Wall:
    return Wall("custom", using, check, tuple(verbs), reason, tuple(gate), change, new)


# Tables of libraries: no network, no personal data beyond opaque ids.
LIBRARY = {
    "procrastinate_jobs": open_to_all("arguments are opaque ids"),
    "procrastinate_events": open_to_all("moments of jobs"),
    "procrastinate_periodic_defers": open_to_all("moments of the schedule"),
    "procrastinate_workers": open_to_all("heartbeats"),
}


def walls() -> dict[str, Wall | None]:
    """Table → its wall, or None where a model forgot it (a system check fails on that)."""
    found: dict[str, Wall | None] = {
        model._meta.db_table: getattr(model, "wall", None)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("waakvlam.") and model._meta.managed
    }
    return {**found, **LIBRARY}


def statements() -> list[str]:
    """The SQL that raises the wall around every table: policies, grants, nothing inherited."""
    made = [f"grant usage on schema public to {APP}, {GATE}, {ERASER}"]
    keeping = _keeping()
    for table, wall in sorted(walls().items()):
        if wall is not None:
            made += _around(table, wall)
            made += _for_eraser(table, *keeping.get(table, ("", ())))
    made.append(f"grant usage, select on all sequences in schema public to {APP}")
    made.append(f"grant select on django_migrations to {APP}")
    return made


def _around(table: str, wall: Wall) -> list[str]:
    made = [
        f"revoke all on {table} from {APP}, {GATE}, {ERASER}, public",
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
    ]
    for name in ("wall_select", "wall_insert", "wall_update", "wall_delete", "wall_gate", "wall_owner", "wall_eraser"):
        made.append(f"drop policy if exists {name} on {table}")
    if wall.verbs:
        made.append(f"grant {', '.join(wall.verbs)} on {table} to {APP}")
    for verb in wall.verbs:
        clauses = " ".join(f"{clause} ({rule})" for clause, rule in wall.rules(table, verb).items())
        made.append(f"create policy wall_{verb} on {table} for {verb} to {APP} {clauses}")
    if wall.gate:
        made.append(f"grant {', '.join(wall.gate)} on {table} to {GATE}")
        made.append(f"create policy wall_gate on {table} to {GATE} using (true) with check (true)")
    # Data migrations and retention run as the owner, in the open, by an operator.
    made.append(f"create policy wall_owner on {table} to waakvlam_owner using (true) with check (true)")
    return made


def _keeping() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Table → whose rows the eraser reaches (SQL), and with which verbs; from `kept` on the models."""
    from . import erasing  # types of the models; it needs this module's words

    return {model._meta.db_table: (rule.mine, ("select",) if isinstance(rule, erasing.Stays) else (
        "select", "update", "delete")) for model in apps.get_models() if (rule := erasing.kept(model))}


def _for_eraser(table: str, mine: str, verbs: tuple[str, ...]) -> list[str]:
    """The eraser reaches rows of the organisation that stands at the wall, for every purpose, and no others."""
    if not verbs:
        return []
    rule = f"network_id = {NETWORK} and ({mine.replace('{table}', table).replace('{organisation}', ORGANISATION)})"
    return [f"grant {', '.join(verbs)} on {table} to {ERASER}",
            f"create policy wall_eraser on {table} to {ERASER} using ({rule}) with check ({rule})"]


def table_of(model: type[models.Model]) -> str:
    return model._meta.db_table
