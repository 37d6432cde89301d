"""Rounds: size and make-up of a list, approving 80,000 households, and the coordinator's pages."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench.scale import is_full

# One household of one or two adults each; ages 20–94, ten neighbourhoods, forty blocks each.
_REGISTER = """
with made as materialized (
  select n, gen_random_uuid() as dwelling, gen_random_uuid() as household from generate_series(1, {n}) n),
dwellings as (
  insert into people_dwelling (id, network_id, organisation_id, created_at, key, street, house_number,
         house_letter, addition, postcode, city, estate, block, entrance, neighbourhood_code)
  select dwelling, %(network)s, %(organisation)s, now(), 'bench' || n, 'Straat ' || n / 200, n %% 200 + 1, '', '',
         '1500AA', 'Proefstad', '', 'Blok ' || n %% 400 / 10, '', 'BU99' || lpad((n %% 10)::text, 6, '0')
    from made),
households as (
  insert into people_household (id, network_id, organisation_id, created_at, dwelling_id, key, tenancy_key,
         tenancy_start, arrears_stage, secret_address, do_not_call)
  select household, %(network)s, %(organisation)s, now(), dwelling, 'bench' || n, '',
         date '1990-01-01' + n %% 12000, '', n %% 500 = 0, n %% 100 = 0 from made),
residents as (
  insert into people_resident (id, network_id, organisation_id, created_at, household_id, key, part, initials,
         first_name, infix, last_name, sort_name, birth_date, email, fingerprint)
  select gen_random_uuid(), %(network)s, %(organisation)s, now(), household, 'bench' || n || '.' || part,
         case part when 0 then 'tenant' else 'co_tenant' end, 'A.', '', '', 'Naam' || n, 'naam' || n,
         current_date - (20 + n %% 75) * 365, '', '' from made, generate_series(0, n %% 2) part
  returning id, key)
insert into people_phone (id, network_id, organisation_id, created_at, resident_id, number, whose, rank)
select gen_random_uuid(), %(network)s, %(organisation)s, now(), id,
       '+316' || lpad((row_number() over ())::text, 8, '0'), '', 0 from residents where key like '%%.0'"""

# The same list without reasons, reference or make-up, by hand as the owner: the floor of approval.
_FLOOR = """
insert into outreach_roundentry (id, network_id, organisation_id, round_id, household_id, in_reference, why,
       rank, neighbourhood_code, block, state, excluded_reason, next_at, back_first, attempts, last_outcome, created_at, step, channel)
select gen_random_uuid(), h.network_id, h.organisation_id, %(round)s, h.id, false, '{{}}',
       row_number() over (order by h.id), d.neighbourhood_code, d.block, 'waiting', '', now(), false, 0, '', now(), 0, 'phone'
  from people_household h join people_dwelling d on d.id = h.dwelling_id
 where h.organisation_id = %(organisation)s and not h.do_not_call and not h.secret_address
   and exists (select 1 from people_resident r where r.household_id = h.id and r.birth_date < now() - interval '18 years')"""


def figures() -> Iterator[dict[str, Any]]:
    from waakvlam.access import identity
    from waakvlam.access.tests import cast
    from waakvlam.outreach import commands, listing
    from waakvlam.outreach.models import Round
    from waakvlam.outreach.selection import Selection

    households = 80_000 if is_full() else 2_000
    alice = cast.who("alice")
    _prepare(households)
    chosen = Selection(age_from=18)
    with identity.acting(alice):
        taken = _median(lambda: _preview(alice, chosen), 3)
        yield _row("round: size and make-up", households, taken, "s", goal="value <= 1.5")
        taken = _median(lambda: listing.preview(alice, chosen, cool_down_days=30, reference_percent=10), 3)
    yield _row("round: size and make-up, asked again", households, 1000 * taken, "ms", goal="value <= 100")

    with identity.acting(alice):
        draft = commands.draft(plan=_plan(alice, chosen), by=alice, seed=7)
    floor = _floor(draft.id)
    begun = time.perf_counter()
    with identity.acting(alice):
        commands.approve(round=draft, by=alice, later=True)
    yield _row("round: approve the list, in the request", households, 1000 * (time.perf_counter() - begun), "ms",
               goal="value <= 500")
    taken = _carried_on(alice, draft)
    with identity.acting(alice):
        made = Round.objects.get(id=draft.id)
    yield _row("round: approve the list", made.size["listed"], taken, "s", floor)
    with identity.acting(alice):
        text = commands.write_announcement(round=made, channel="letter", subject="x", body="Beste {naam}", by=alice)
        commands.announce(announcement=text, by=alice, later=True)
    yield _row("round: announce by letter", made.size["listed"], _carried_on(alice, made), "s")
    with identity.acting(alice):
        commands.start(round=made, by=alice)
    _call(made.id)
    yield from _pages(made)


def _preview(alice: Any, chosen: Any) -> None:
    from django.core.cache import cache

    from waakvlam.outreach import listing

    cache.clear()
    listing.preview(alice, chosen, cool_down_days=30, reference_percent=10)


def _carried_on(alice: Any, round: Any) -> float:
    """Seconds that the worker needs for what was just asked of it."""
    from waakvlam.access import identity
    from waakvlam.outreach.commands import batches
    from waakvlam.outreach.models import Batch

    with identity.acting(alice):
        batch = Batch.objects.filter(round=round, ended_at=None).latest("created_at")
    begun = time.perf_counter()
    batches.carry_on(batch.id, by=identity.system(alice.organisation_id, "call_round"))
    return time.perf_counter() - begun


def _prepare(households: int) -> None:
    from django.db import connections

    from waakvlam.access.tests import cast

    given = {"network": cast.NETWORK, "organisation": cast.organisation("wonen")}
    with connections["owner"].cursor() as db:
        db.execute("delete from people_phone where organisation_id = %(organisation)s", given)
        db.execute(_REGISTER.format(n=households), given)
        db.execute("analyze")


def _plan(alice: Any, chosen: Any) -> Any:
    from waakvlam.kit.time import today
    from waakvlam.outreach import commands
    from waakvlam.outreach.models import ScriptVersion
    from waakvlam.outreach.plan import Plan

    commands.ship_scripts(by=alice)
    script = ScriptVersion.objects.filter(published_at__isnull=False).first()
    return Plan(name="meting", reason="hoe het gaat", selection=chosen, script_version_id=script.id,
                starts_on=today() - timedelta(days=8), ends_on=today() + timedelta(days=20))


def _floor(round_id: Any) -> float:
    from django.db import connections, transaction

    from waakvlam.access.tests import cast

    with transaction.atomic(using="owner"), connections["owner"].cursor() as db:
        begun = time.perf_counter()
        db.execute(_FLOOR.replace("{{}}", "{}"), {"round": round_id, "organisation": cast.organisation("wonen")})
        taken = time.perf_counter() - begun
        transaction.set_rollback(True, using="owner")
    return taken


def _call(round_id: Any) -> None:
    """A week of calls on a third of the list, written by hand."""
    from django.db import connections

    with connections["owner"].cursor() as db:
        db.execute("""
            insert into outreach_attempt (id, network_id, organisation_id, created_at, round_id, entry_id,
                   household_id, at, channel, outcome, reached, part_of_day, observation, interpretation,
                   source, words_kept, before)
            select gen_random_uuid(), network_id, organisation_id, now(), round_id, id, household_id,
                   now() - (rank %% 7) * interval '1 day', 'phone',
                   case when rank %% 5 < 3 then 'spoken' when rank %% 5 = 3 then 'refused' else 'no_answer' end,
                   rank %% 5 < 4, case rank %% 2 when 0 then 'morning' else 'afternoon' end, '', '', '', false, '{}'
              from outreach_roundentry where round_id = %s and rank %% 3 = 0""", [round_id])
        db.execute("""
            update outreach_roundentry set state = case when rank %% 5 < 4 then 'done' else 'waiting' end,
                   attempts = 1, last_outcome = case when rank %% 5 < 3 then 'spoken' when rank %% 5 = 3 then 'refused'
                   else 'no_answer' end, reached_at = case when rank %% 5 < 4 then now() - (rank %% 7) * interval '1 day' end,
                   done_at = case when rank %% 5 < 4 then now() - (rank %% 7) * interval '1 day' end
             where round_id = %s and rank %% 3 = 0""", [round_id])
        db.execute("analyze")


def _pages(made: Any) -> Iterator[dict[str, Any]]:
    """Server milliseconds through the whole stack, as Alice."""
    client = _client("alice")
    scale = made.size["listed"]
    quick = "value <= 100"
    for name, path, goal in (("round: rounds list", "/belacties/", quick),
                             ("round: coordinator's page", f"/belacties/{made.id}/", quick),
                             ("round: who can be called now", f"/belacties/{made.id}/nu/", ""),
                             ("round: people on the list", f"/belacties/{made.id}/lijst/", quick),
                             ("round: report PDF", f"/belacties/{made.id}/rapport/", "")):
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        yield _row(name, scale, 1000 * _median(lambda path=path: client.get(path), 5), "ms", goal=goal)


def _client(key: str) -> Any:
    from django.test import Client

    from waakvlam.access.tests import cast

    client = Client()
    session = client.session
    session["membership"], session["purpose"] = str(cast.membership(key)), "call_round"
    session.save()
    client.cookies["waakvlam"] = session.session_key
    return client


def _median(run: Callable[[], Any], times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[times // 2]


def _row(name: str, scale: int, value: float, unit: str, floor: float | None = None, goal: str = "") -> dict[str, Any]:
    """Where there is no goal, the floor says what the same list costs by hand."""
    return {"name": name, "scale": scale, "value": value, "unit": unit, "floor": floor, "goal": goal}
