"""Counting coverage, each night or when asked, and saying what counts."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.policies import require
from waakvlam.access.statistics import analyze
from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import day_of, now, today
from waakvlam.people.sql import UUID7

from ..covering import Terms
from ..models import CoverageDay, CoverageTerms, DoorReach
from ..policies import OutreachPermission
from ..queries import coverage as reading
from ..reaching import FOLLOW_ALL

GONE = """delete from outreach_doorreach r using people_household h
           where h.id = r.household_id and h.gone_at is not null and r.organisation_id = (select %(organisation)s::uuid)"""
COUNT = f"""
with home as materialized (
  select d.neighbourhood_code as area, d.street, d.in_block_id as block,
         case when h.do_not_call or h.secret_address then 'apart'
              when r.last_at is null then case when coalesce(r.tries, 0) > 0 then 'tried' else 'untried' end
              when r.last_at >= %(until)s - %(fresh_days)s * interval '24 hours' then 'fresh'
              when r.last_at >= %(until)s - %(stale_days)s * interval '24 hours' then 'fading' else 'stale' end as state
    from people_household h join people_dwelling d on d.id = h.dwelling_id
    left join outreach_doorreach r on r.household_id = h.id
   where h.organisation_id = (select %(organisation)s::uuid) and h.gone_at is null and d.gone_at is null and d.merged_into_id is null),
counted as (
  select case when grouping(block) = 0 then 'block' when grouping(street) = 0 then 'street'
              when grouping(area) = 0 then 'area' else 'whole' end as kind,
         coalesce(area, '') as area, street, block, min(area) as some_area,
         count(*) filter (where state = 'fresh') as fresh, count(*) filter (where state = 'fading') as fading,
         count(*) filter (where state = 'stale') as stale, count(*) filter (where state = 'tried') as tried,
         count(*) filter (where state = 'untried') as untried, count(*) filter (where state = 'apart') as apart
    from home group by grouping sets ((), (area), (area, street), (block)))
insert into outreach_coverageday (id, network_id, organisation_id, created_at, day, kind, place, neighbourhood_code, title,
       fresh, fading, stale, tried, untried, apart, share, counted_at)
select {UUID7}, %(network)s, %(organisation)s, %(until)s, %(day)s, c.kind,
       case c.kind when 'block' then c.block::text when 'street' then c.street when 'area' then c.area else '' end,
       case c.kind when 'block' then coalesce(c.some_area, '') else c.area end,
       case c.kind when 'block' then b.name when 'street' then c.street else '' end,
       fresh, fading, stale, tried, untried, apart, 1000 * fresh / greatest(fresh + fading + stale + tried + untried, 1), %(until)s
  from counted c left join people_block b on b.id = c.block
 where (c.kind <> 'block' or c.block is not null) and (c.kind <> 'street' or c.street <> '')
"""  # noqa: S608


@transaction.atomic
def count(*, by: Who, until: datetime | None = None) -> int:
    """Follow all attempts and count every place; how many households. Counting twice a day replaces that
    day's figures. Seconds at 80,000 households (bench/coverage.py). Raises Refused."""
    require(by, OutreachPermission.COUNT_COVERAGE)
    until = until or now()
    terms = reading.terms(by)
    given: dict[str, Any] = {"organisation": by.organisation_id, "network": by.network_id, "until": until,
                             "day": day_of(until), "fresh_days": terms.fresh_days, "stale_days": terms.stale_days}
    with connection.cursor() as db:
        # Of its own temporary results the planner knows nothing, and would go through them row by row.
        db.execute("set local enable_nestloop = off")
        db.execute("select pg_advisory_xact_lock(hashtextextended('coverage ' || %(organisation)s, 0))", given)
    _run(GONE, given)
    _run(FOLLOW_ALL, given)
    rows = CoverageDay.objects.filter(organisation_id=by.organisation_id)
    rows.filter(day=given["day"]).delete()
    rows.filter(kind__in=(CoverageDay.Kind.BLOCK, CoverageDay.Kind.STREET)).delete()
    _run(COUNT, given)
    _run("set local enable_nestloop = on", {})
    whole = rows.filter(day=given["day"], kind=CoverageDay.Kind.WHOLE).first()
    homes = whole.homes + whole.apart if whole else 0
    audit.record(by, "coverage.count", homes=homes)
    analyze(DoorReach, CoverageDay)
    return homes


@transaction.atomic
def set_terms(*, terms: Terms, reason: str, by: Who, from_day: date | None = None) -> CoverageTerms:
    """From a day on these terms count. Raises Invalid, Refused."""
    require(by, OutreachPermission.SET_COVERAGE)
    if not 0 < terms.fresh_days < terms.stale_days <= 3650:
        raise Invalid("coverage_terms", _("Kort geleden moet korter zijn dan lang geleden."), field="stale_days",
                      came_in=f"{terms.fresh_days}, {terms.stale_days}")
    if not (1 <= terms.tries <= 20 and 1 <= terms.ways <= min(terms.tries, 5)):
        raise Invalid("coverage_tries", _("Meer manieren dan pogingen kan niet."), field="ways", came_in=str(terms.ways))
    if not reason.strip():
        raise Invalid("coverage_reason", _("Schrijf erbij waarom."), field="reason")
    made = CoverageTerms.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, person_id=by.person_id,
        in_force_from=from_day or today(), reason=reason.strip()[:300], fresh_days=terms.fresh_days,
        stale_days=terms.stale_days, tries=terms.tries, ways=terms.ways)
    audit.record(by, "coverage.terms", made, fresh_days=terms.fresh_days, stale_days=terms.stale_days)
    return made


def _run(statement: str, given: dict[str, Any]) -> None:
    with connection.cursor() as db:
        db.execute(statement, given)
