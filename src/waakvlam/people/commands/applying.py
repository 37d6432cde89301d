"""Staged rows into the register: set-based, in chunks, each one transaction with its mark.

Killed at any moment it goes on at the mark; run twice it does nothing twice. A column that the
file does not have leaves the register's own value alone. `do_not_call` is only ever set, never
taken away by a file (R7).
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.statistics import analyze
from waakvlam.kit.time import now

from .. import sql
from ..models import Dwelling, Household, Phone, RegisterImport, Resident
from . import hanging
from .lines import written

CHUNK = 5_000
ADDRESS = ("street", "house_number", "house_letter", "addition", "postcode", "city")
# Column of ours → columns of the file that speak of it; filled in means: it is overwritten.
FROM = {
    **{name: {"address", "street", "postcode", "house_number"} for name in ADDRESS},
    **{name: {name} for name in ("estate", "block", "entrance", "floor", "door", "latitude", "longitude",
                                 "tenancy_start", "tenancy_end", "arrears_stage", "secret_address", "email",
                                 "birth_date")},
    "neighbourhood_code": {"neighbourhood_code", "latitude"},
    "tenancy_key": {"tenancy_key"}, "children": {"children", "role"},
    "first_name": {"first_name", "full_name"}, "part": {"role", "co_full_name", "co_last_name"},
}
STAGED = ("select * from people_importrow where batch_id = (select %(batch)s::uuid) and place > %(after)s "
          "and place <= %(until)s and verdict in ('new', 'changed')")
OURS = "(id, network_id, organisation_id, created_at"
MADE = f"{sql.UUID7}, %(network)s, %(organisation)s, %(now)s"


def apply(batch: RegisterImport, *, by: Who, progress: Callable[[int], None] | None = None) -> None:
    """Carry out what is left of an approved import, then end who is gone."""
    while True:
        with acting(by):
            found = RegisterImport.objects.select_for_update().get(id=batch.id)
            if found.state != RegisterImport.State.APPLYING:
                return
            done = found.applied >= found.staged
            if not done:
                _chunk(found, by)
            else:
                _finish(found, by)
                analyze(Dwelling, Household, Resident, Phone)
        if progress:
            progress(found.applied)
        if done:
            return


def _chunk(batch: RegisterImport, by: Who) -> None:
    until = min(batch.applied + CHUNK, batch.staged)
    args = {"batch": batch.id, "after": batch.applied, "until": until, "network": by.network_id,
            "organisation": by.organisation_id, "now": now(), "source": batch.source_id}
    fields = set(batch.columns.values())
    sql.kept("people_chunk", STAGED, args)
    for statement in (_dwellings(fields), _households(fields), _residents(fields), *hanging.statements(fields)):
        sql.run(statement, args)
    sql.kept("people_told", TOLD, args)
    if fields & {"phone", "phone_work", "phone_contact", "co_phone"}:
        sql.run(PHONES_GONE, args)
        sql.run(PHONES, args)
    written(by, "people.import", "select resident_id from people_told")
    batch.applied, batch.beat_at = until, now()
    batch.save(update_fields=["applied", "beat_at"])


def _set(names: tuple[str, ...], fields: set[str]) -> str:
    """`a = excluded.a` for what the file holds, nothing for what it does not."""
    return ", ".join(f"{name} = excluded.{name}" for name in names if name not in FROM or FROM[name] & fields)


DWELLING = ("key", *ADDRESS, "estate", "block", "entrance", "floor", "door", "neighbourhood_code", "latitude",
            "longitude")


def _dwellings(fields: set[str]) -> str:
    names = ", ".join(DWELLING)
    return f"""
insert into people_dwelling {OURS}, {names}, neighbourhood_id)
select {MADE}, {names.replace('key', 'dwelling_key', 1)}, (
    select n.id from people_neighbourhood n where n.network_id = %(network)s and n.code = neighbourhood_code
    order by n.year desc limit 1)
from (select distinct on (dwelling_key) * from people_chunk order by dwelling_key, place) r
on conflict (organisation_id, key) do update set {_set(DWELLING, fields)},
    neighbourhood_id = coalesce(excluded.neighbourhood_id, people_dwelling.neighbourhood_id), gone_at = null
"""  # noqa: S608


HOUSEHOLD = ("key", "tenancy_key", "tenancy_start", "tenancy_end", "arrears_stage", "children", "secret_address")


def _households(fields: set[str]) -> str:
    """Facts of a household come from all of its rows, wherever a chunk was cut."""
    return f"""
insert into people_household {OURS}, {', '.join(HOUSEHOLD)}, do_not_call, do_not_call_since, dwelling_id)
select {MADE}, h.household_key, h.tenancy_key, h.tenancy_start, h.tenancy_end, h.arrears_stage,
       h.children, h.secret_address, h.do_not_call, case when h.do_not_call then %(now)s::timestamptz end,
       d.id
from (select distinct household_key from people_chunk) k
cross join lateral (
    select k.household_key, max(a.tenancy_key) tenancy_key, min(a.tenancy_start) tenancy_start,
           max(a.tenancy_end) tenancy_end, max(a.arrears_stage) arrears_stage,
           coalesce(max(a.children), nullif(count(*) filter (where a.role = 'child'), 0)) children,
           bool_or(a.secret_address) secret_address, bool_or(a.do_not_call) do_not_call,
           (array_agg(a.dwelling_key order by a.place))[1] dwelling_key
    from people_importrow a where a.batch_id = (select %(batch)s::uuid) and a.household_key = k.household_key
    and a.verdict <> 'refused') h
cross join lateral (
    select coalesce(d.merged_into_id, d.id) id from people_dwelling d
    where d.organisation_id = (select %(organisation)s::uuid) and d.key = h.dwelling_key limit 1) d
on conflict (organisation_id, key) do update set {_set(HOUSEHOLD, fields)},
    dwelling_id = excluded.dwelling_id, gone_at = null,
    do_not_call = people_household.do_not_call or excluded.do_not_call,
    do_not_call_since = coalesce(people_household.do_not_call_since, excluded.do_not_call_since)
"""  # noqa: S608


RESIDENT = ("key", "part", "initials", "first_name", "infix", "last_name", "sort_name", "birth_date", "email")


def _residents(fields: set[str]) -> str:
    ended = "".join(
        f", {ours} = case when r_{ours} then coalesce(people_resident.{ours}, %(now)s) end"
        if theirs in fields else "" for theirs, ours in (("moved", "moved_at"), ("deceased", "deceased_at")))
    for ours in ("moved_at", "deceased_at"):
        ended = ended.replace(f"r_{ours}", f"excluded.{ours} is not null")
    names = ", ".join(f"r.{name}" for name in RESIDENT[2:])
    return f"""
insert into people_resident {OURS}, {', '.join(RESIDENT)}, fingerprint, source_id, household_id,
                             moved_at, deceased_at)
select {MADE}, r.person_key, r.role, {names}, r.fingerprint, %(source)s, h.id,
       case when r.moved then %(now)s::timestamptz end, case when r.deceased then %(now)s::timestamptz end
from people_chunk r cross join lateral (
    select id from people_household h where h.organisation_id = (select %(organisation)s::uuid) and h.key = r.household_key
    limit 1) h
on conflict (organisation_id, key) do update set {_set(RESIDENT, fields)}, fingerprint = excluded.fingerprint,
    source_id = excluded.source_id, household_id = excluded.household_id, gone_at = null{ended}
"""  # noqa: S608


# Look up by index, one by one: LATERAL … LIMIT leaves the planner no other way, whatever it guesses.
TOLD = """
select r.phones, p.id as resident_id from people_chunk r cross join lateral (
    select id from people_resident p where p.organisation_id = (select %(organisation)s::uuid) and p.key = r.person_key limit 1) p
"""
PHONES_GONE = """
delete from people_phone where id = any(array(
    select f.id from people_told t cross join lateral (
        select id, number from people_phone f where f.resident_id = t.resident_id offset 0) f
    where not exists (select 1 from jsonb_array_elements(t.phones) told where told ->> 0 = f.number)))
"""
PHONES = f"""
insert into people_phone {OURS}, resident_id, number, whose, rank)
select {MADE}, t.resident_id, told.phone ->> 0, told.phone ->> 1, told.nth - 1
from people_told t cross join lateral jsonb_array_elements(t.phones) with ordinality as told (phone, nth)
on conflict (resident_id, number) do update set whose = excluded.whose, rank = excluded.rank
"""  # noqa: S608
GONE = """
from people_resident p where p.organisation_id = (select %(organisation)s::uuid) and p.source_id = (select %(source)s::uuid)
and p.gone_at is null and not exists (select 1 from people_named r where r.person_key = p.key)
"""
NAMED = "select distinct person_key from people_importrow where batch_id = (select %(batch)s::uuid)"


def gone(batch: RegisterImport) -> int:
    """How many of this source's residents the file does not name. A refused row names too."""
    sql.kept("people_named", NAMED, _gone_args(batch))
    sql.by_scan()
    with connection.cursor() as db:
        db.execute(f"select count(*) {GONE}", _gone_args(batch))  # noqa: S608
        return int((db.fetchone() or (0,))[0])


def _gone_args(batch: RegisterImport) -> dict[str, Any]:
    return {"organisation": batch.organisation_id, "source": batch.source_id, "batch": batch.id, "now": now()}


def _finish(batch: RegisterImport, by: Who) -> None:
    """End who is gone, let the staged rows go, and say what was done: in one transaction."""
    args = _gone_args(batch)
    if batch.complete:
        sql.kept("people_named", NAMED, args)
        sql.by_scan()
        sql.run(f"update people_resident set gone_at = %(now)s where id in (select p.id {GONE})", args)  # noqa: S608
        sql.run("""update people_household h set gone_at = %(now)s where h.organisation_id = (select %(organisation)s::uuid)
            and h.gone_at is null and exists (select 1 from people_resident p where p.household_id = h.id)
            and not exists (select 1 from people_resident p where p.household_id = h.id and p.gone_at is null)""", args)
    sql.run("delete from people_importrow where batch_id = (select %(batch)s::uuid) and problems = '[]'::jsonb", args)
    sql.run(f"update people_importrow set {FORGET} where batch_id = (select %(batch)s::uuid)", args)  # noqa: S608
    batch.state, batch.done_at = RegisterImport.State.DONE, now()
    batch.save(update_fields=["state", "done_at"])
    audit.record(by, "register.apply", batch, **{k: v for k, v in batch.counts.items() if isinstance(v, int)})


# Of a row with a remark only its number, verdict and reasons stay: enough to mend the source.
FORGET = ("person_key = '', household_key = '', dwelling_key = '', tenancy_key = '', initials = '', "
          "first_name = '', infix = '', last_name = '', sort_name = '', birth_date = null, email = '', "
          "phones = '[]', street = '', house_number = null, house_letter = '', addition = '', postcode = '', "
          "city = '', latitude = null, longitude = null, tenancy_start = null, tenancy_end = null, "
          "arrears_stage = '', children = null, fingerprint = ''")


def active(organisation_id: Any, source_id: Any) -> int:
    """Residents that this source keeps at present."""
    return Resident.objects.filter(organisation_id=organisation_id, source_id=source_id, gone_at=None).count()
