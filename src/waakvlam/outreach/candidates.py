"""Selection to SQL: every household in the area, whether it fits, and why it cannot be called.

One statement of common table expressions; the previews count over it, approval inserts from it.
No text of a user becomes SQL: criteria choose fixed fragments, their values are parameters.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from waakvlam.access.identity import Who
from waakvlam.kit.time import now, today

from .selection import BANDS, Selection

# First that holds counts; "cool_down" and "other_round" pass with time, the rest do not.
REASONS = ("deceased", "moved", "do_not_call", "secret", "no_phone", "cool_down", "other_round")

# People are counted per household through an index (lateral): the planner cannot see how many rows
# the wall lets through, and would join two large sets row by row.
_TYPED = """
typed as (
  select h.id, h.network_id, h.tenancy_start, h.arrears_stage, h.last_contact_at,
         d.neighbourhood_code, d.block, d.street, d.house_number, p.eldest, p.fitting,
         case when p.adults = 0 then 'unknown'
              when greatest(h.children, p.children) > 0 and p.adults = 1 then 'single_parent'
              when greatest(h.children, p.children) > 0 then 'family'
              when p.adults = 1 then 'alone' when p.adults = 2 then 'two' else 'several' end as kind,
         case when p.adults = 0 and p.died then 'deceased'
              when p.adults = 0 or h.tenancy_end < %(today)s then 'moved'
              when h.do_not_call or exists (select 1 from outreach_stop s where s.household_id = h.id
                                               and s.lifted_at is null) then 'do_not_call'
              when h.secret_address then 'secret'
              when %(needs_phone)s and not p.phoned then 'no_phone'
              when h.last_contact_at > %(cooled)s then 'cool_down'
              when exists (select 1 from outreach_roundentry e join outreach_round o on o.id = e.round_id
                            where e.household_id = h.id and e.state in ('waiting', 'call_back')
                              and o.state in ('approved', 'running', 'paused') and o.id <> %(round)s)
              then 'other_round' else '' end as reason
    from people_household h
    join people_dwelling d on d.id = h.dwelling_id
    cross join lateral (
      select count(*) filter (where lives and part <> 'child') as adults,
             count(*) filter (where lives and part = 'child') as children,
             coalesce(bool_or(died), false) as died, coalesce(bool_or(lives and phoned), false) as phoned,
             min(birth_date) filter (where lives and part <> 'child') as eldest,
             min(birth_date) filter (where lives and part <> 'child'
                 and (%(born_to)s::date is null or birth_date <= %(born_to)s)
                 and (%(born_from)s::date is null or birth_date > %(born_from)s)) as fitting
        from (select r.part, r.birth_date, r.deceased_at is not null as died,
                     r.moved_at is null and r.deceased_at is null and r.gone_at is null as lives,
                     exists (select 1 from people_phone f where f.resident_id = r.id) as phoned
                from people_resident r
               where r.household_id = h.id and r.merged_into_id is null offset 0) x) p
   where h.organisation_id = %(organisation)s and h.gone_at is null and d.gone_at is null
     and (%(neighbourhoods)s::text[] is null or d.neighbourhood_code = any(%(neighbourhoods)s))),
"""
_CANDIDATES = """
candidates as (
  select *, {band} as band, ({fits}) as fits from typed)
"""
FITS = {
    "age": "fitting is not null",
    "households": "kind = any(%(households)s)",
    "blocks": "block = any(%(blocks)s)",
    "tenancy_min": "tenancy_start <= %(rented_before)s",
    "tenancy_max": "tenancy_start > %(rented_after)s",
    "arrears": "arrears_stage = any(%(arrears)s)",
    # Who moved in since the last count has no row yet, and was never tried.
    "never_reached": "(last_contact_at is null and coalesce((select r.last_at is null and r.tries >= %(never_tries)s "
                     "and r.ways >= %(never_ways)s from outreach_doorreach r where r.household_id = typed.id), "
                     "%(never_tries)s = 0))",
    "not_reached_since": "(last_contact_at is null or last_contact_at < %(reached_before)s)",
}


def criteria(selection: Selection) -> list[str]:
    """Which fragments of FITS this selection uses."""
    used = {
        "age": selection.age_from is not None or selection.age_to is not None,
        "households": bool(selection.households),
        "blocks": bool(selection.blocks),
        "tenancy_min": selection.tenancy_years_min is not None,
        "tenancy_max": selection.tenancy_years_max is not None,
        "arrears": bool(selection.arrears),
        "never_reached": selection.never_reached_tries is not None,
        "not_reached_since": selection.not_reached_since is not None,
    }
    return [name for name, is_used in used.items() if is_used]


def statement(selection: Selection) -> str:
    """`with … candidates as (…)`: one row per household in the area.

    Columns used by callers: id, network_id, neighbourhood_code, block, street, house_number, kind,
    band, eldest, fitting, tenancy_start, arrears_stage, last_contact_at, fits, reason ('' callable).
    """
    fits = " and ".join(FITS[name] for name in criteria(selection)) or "true"
    return "with " + _TYPED + _CANDIDATES.format(
        fits=f"coalesce({fits}, false)", band=band_of("coalesce(fitting, eldest)"))


def band_of(column: str) -> str:
    """SQL: the lower bound of the age band (18, 30, …), or null where no birth date is known."""
    cases = " ".join(f"when {column} <= %(born_{low})s then {low}" for low in reversed(BANDS))
    return f"case {cases} when {column} is null then null else 0 end"


def parameters(who: Who, selection: Selection, *, cool_down_days: int,
               round_id: UUID | None = None, needs_phone: bool = True) -> dict[str, Any]:
    """Values for `statement`. `round_id` leaves the round's own list out of `other_round`; where the
    round also goes on foot nobody needs a number."""
    day = today()
    return {
        "organisation": who.organisation_id, "today": day, "round": round_id or UUID(int=0),
        "needs_phone": needs_phone,
        "cooled": now() - timedelta(days=cool_down_days),
        "neighbourhoods": list(selection.neighbourhoods) or None,
        "born_to": _years_before(day, selection.age_from),
        "born_from": _years_before(day, None if selection.age_to is None else selection.age_to + 1),
        "households": list(selection.households), "blocks": list(selection.blocks),
        "arrears": list(selection.arrears),
        "rented_before": _years_before(day, selection.tenancy_years_min),
        "rented_after": _years_before(day, selection.tenancy_years_max),
        "reached_before": selection.not_reached_since,
        "never_tries": selection.never_reached_tries or 0, "never_ways": selection.never_reached_ways or 0,
        **{f"born_{low}": _years_before(day, low) for low in BANDS},
    }


def _years_before(day: date, years: int | None) -> date | None:
    if years is None:
        return None
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
