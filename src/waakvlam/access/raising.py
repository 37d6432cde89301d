"""Raise the wall: functions, policies and grants, rebuilt whole in one transaction.

Run by `waakvlam migrate` as the owner, after Django's migrations. Skipped when nothing changed,
since policies take a short exclusive lock on each table.
"""

import hashlib
import re
from pathlib import Path

from django.db import connections, transaction

from . import wall

SQL = Path(__file__).parent / "sql"


def raise_wall(using: str = "owner", *, force: bool = False) -> bool:
    """Returns whether anything was rebuilt."""
    every = [(SQL / "wall.sql").read_text(), *wall.statements(), *gate_functions()]
    mark = hashlib.sha256("\n".join(every).encode()).hexdigest()
    with transaction.atomic(using=using), connections[using].cursor() as db:
        db.execute("set local lock_timeout = '10s'")
        db.execute("select obj_description('public'::regnamespace)")
        if not force and (db.fetchone() or [None])[0] == f"wall {mark}":
            return False
        for statement in every:
            db.execute(statement)
        db.execute(f"comment on schema public is 'wall {mark}'")
    return True


def gate_functions() -> list[str]:
    """Definitions of the functions that cross organisations, handed to the gate's role.

    Modules may add their own in `<module>/sql/gate.sql` (or `gate_<what>.sql`); same rules.
    """
    made = []
    for file in sorted(SQL.parents[1].glob("*/sql/gate*.sql")):
        text = file.read_text()
        made += [f"{_dropping(text)}", text]
        for name in re.findall(r"create or replace function (\w+)\s*\([^;]*?security definer", text, re.S):
            made.append(_hand_over(name))
    return [*made, *_owners_functions()]


def _owners_functions() -> list[str]:
    """Functions that keep the owner's rights: from nobody but the application."""
    made = []
    for file in sorted(SQL.parents[1].glob("*/sql/owner.sql")):
        text = file.read_text()
        made += [_dropping(text), text]
        for name in re.findall(r"create or replace function (\w+)", text):
            made.append(_only_to_the_application(name))
    return made


def _dropping(text: str) -> str:
    """Drop earlier forms of the functions: their arguments may have changed."""
    names = ", ".join(f"'{n}'" for n in re.findall(r"create or replace function (\w+)", text))
    # Names come from our own files, never from outside.
    return f"""do $$ declare f record; begin
      for f in select p.oid::regprocedure as name from pg_proc p
                where p.pronamespace = 'public'::regnamespace and p.proname in ({names}) loop
        execute 'drop function ' || f.name;
      end loop; end $$"""  # noqa: S608


def _hand_over(name: str) -> str:
    return _only_to_the_application(name, f"execute 'alter function ' || f.name || ' owner to {wall.GATE}';")


def _only_to_the_application(name: str, first: str = "") -> str:
    return f"""do $$ declare f record; begin
      for f in select p.oid::regprocedure as name from pg_proc p
                where p.pronamespace = 'public'::regnamespace and p.proname = '{name}' loop
        {first}
        execute 'revoke all on function ' || f.name || ' from public';
        execute 'grant execute on function ' || f.name || ' to {wall.APP}';
      end loop; end $$"""  # noqa: S608
