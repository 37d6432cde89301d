"""Making an approved list: who is on it is decided at one moment, then written piece by piece."""

from datetime import UTC, datetime, time

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.kit.time import AMSTERDAM, now
from waakvlam.people.commands.lines import written
from waakvlam.people.sql import UUID7

from . import candidates, steps
from .listing import COUNTS, Size, counted
from .models import Batch, Round
from .selection import Selection, parse

ACTIVITY = "outreach.list"

# The same seed over the same register draws the same households, and nobody can steer it.
_CHOOSE = """
with chosen as (
  (select c.*, false as in_reference from candidates c where fits and reason = '')
  union all
  (select c.*, true from candidates c where not fits and reason = ''
    order by md5(%(seed)s || c.id::text), c.id limit %(reference)s)),
ordered as (
  select id, in_reference, case when in_reference then jsonb_build_object('reference', true)
         else jsonb_strip_nulls({why}) end as why, row_number() over (order by {order}) as place from chosen)
update outreach_batch b set chosen = o.ids, by_lot = o.lots, whys = o.whys, total = cardinality(o.ids)
  from (select array_agg(id order by place) as ids, array_agg(in_reference order by place) as lots,
               array_agg(why order by place) as whys from ordered) o
 where b.id = %(batch)s and o.ids is not null"""
_ORDER = {
    "mixed": "md5('rank' || %(seed)s || id::text), id",
    "blocks": "neighbourhood_code, block, street, house_number nulls last, id",
}
# What made somebody fit, per criterion that was used (R6): bands and days, never a birth date.
_WHY = {
    "age": "'age', " + candidates.band_of("fitting"),
    "households": "'household', kind",
    "blocks": "'block', block",
    "tenancy_min": "'renting_since', extract(year from tenancy_start)",
    "tenancy_max": "'renting_since', extract(year from tenancy_start)",
    "arrears": "'arrears', arrears_stage",
    "never_reached": "'tried', %(never_tries)s::int",
    "not_reached_since": "'last_contact', coalesce((last_contact_at at time zone 'Europe/Amsterdam')::date::text, 'never')",
}
_WRITE = f"""
with piece as materialized (
  select u.household, u.by_lot, u.why, %(done)s + u.place as rank from outreach_batch b,
         unnest(b.chosen[%(done)s + 1:%(until)s], b.by_lot[%(done)s + 1:%(until)s], b.whys[%(done)s + 1:%(until)s])
         with ordinality as u(household, by_lot, why, place)
   where b.id = %(batch)s)
insert into outreach_roundentry (id, network_id, organisation_id, round_id, household_id, in_reference,
       why, rank, neighbourhood_code, block, state, excluded_reason, next_at, back_first, attempts,
       last_outcome, created_at, step, channel)
select {UUID7}, %(network)s, %(organisation)s, %(round)s, p.household, p.by_lot, p.why, p.rank,
       d.neighbourhood_code, d.block, 'waiting', '', %(next_at)s, false, 0, '', %(now)s, 0, %(channel)s
  from piece p cross join lateral (
    select d.neighbourhood_code, d.block from people_household h join people_dwelling d on d.id = h.dwelling_id
     where h.id = p.household offset 0) d"""  # noqa: S608  fixed fragments only


def choose(batch: Batch, round: Round, who: Who) -> Size:
    """Decide who is on the list, with the reason of each, and keep it in the batch; how large it is.

    The candidates are worked out once, into a table that ends with the transaction.
    """
    selection = parse(round.selection)
    given = candidates.parameters(who, selection, cool_down_days=round.cool_down_days, round_id=round.id,
                                  needs_phone=not steps.goes_on_foot(round.steps))
    with connection.cursor() as db:
        db.execute("drop table if exists pg_temp.candidates")
        found = candidates.statement(selection) + "select * from candidates"  # noqa: S608
        db.execute(f"create temp table candidates on commit drop as {found}", given)
        db.execute(COUNTS)
        size = counted(db.fetchall(), round.reference_percent)
        db.execute(_choosing(selection), given | {
            "seed": str(round.seed), "reference": size.reference, "number": round.selection_number,
            "batch": batch.id})
    return size


def _choosing(selection: Selection) -> str:
    parts = dict.fromkeys(["'selection', %(number)s::int", "'neighbourhood', neighbourhood_code"])
    parts |= dict.fromkeys(_WHY[name] for name in candidates.criteria(selection))
    return _CHOOSE.format(why=f"jsonb_build_object({', '.join(parts)})", order=_ORDER[selection.order])


def write(batch: Batch, round: Round, until: int, who: Who) -> None:
    """The entries from `batch.done` to `until`, and a processing line for each household (R28)."""
    begins = datetime.combine(round.starts_on, time(0, 0), AMSTERDAM).astimezone(UTC)
    with connection.cursor() as db:
        db.execute(_WRITE, {
            "batch": batch.id, "done": batch.done, "until": until, "round": round.id, "next_at": begins,
            "network": who.network_id, "organisation": who.organisation_id, "now": now(),
            "channel": steps.channel(round, 0)})
    written(who, ACTIVITY, "select household_id from outreach_roundentry where round_id = %s and rank > %s "
            "and rank <= %s", [round.id, batch.done, until])
