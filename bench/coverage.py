"""Coverage at 80,000 doors: counting at night, reading by day, and one attempt that is followed."""

from collections.abc import Iterator
from typing import Any

from bench.insight import best, ended_round
from bench.scale import is_full

# One housing association with blocks of twenty; five attempts per home over two years, one in five reached.
DATA = """
create temp table bench_door on commit drop as
select gen_random_uuid() as dwelling, gen_random_uuid() as household, gen_random_uuid() as entry, n,
       'BU9980' || to_char(n / 20 %% 100, 'FM0000') as code, 'Laan ' || n / 100 as street, n / 20 as block
  from generate_series(1, %(homes)s) n;
insert into people_block (id, network_id, organisation_id, created_at, estate, name)
select gen_random_uuid(), %(network)s, %(one)s, now(), 'bench', 'Blok ' || block from (select distinct block from bench_door) b;
insert into people_dwelling (id, network_id, organisation_id, created_at, key, street, house_number, house_letter, addition, postcode, city, estate, block, entrance, floor, door, neighbourhood_code, in_block_id)
select d.dwelling, %(network)s, %(one)s, now(), 'c' || n, street, n, '', '', '', '', 'bench', b.name, 'A', n %% 10, 1 + n %% 2, code, b.id
  from bench_door d join people_block b on b.estate = 'bench' and b.name = 'Blok ' || d.block;
insert into people_household (id, network_id, organisation_id, created_at, dwelling_id, key, tenancy_key, arrears_stage, secret_address, do_not_call)
select household, %(network)s, %(one)s, now(), dwelling, 'c' || n, '', '', false, false from bench_door;
insert into outreach_roundentry (id, network_id, organisation_id, created_at, round_id, household_id, in_reference, why, rank, neighbourhood_code, block, state, excluded_reason, next_at, back_first, attempts, last_outcome, step, channel)
select entry, %(network)s, %(one)s, now(), %(round)s, household, false, '{}', n, code, '', 'done', '', now(), false, 1, '', 0, 'phone' from bench_door;
insert into outreach_attempt (id, network_id, organisation_id, created_at, round_id, entry_id, household_id, at, channel, outcome, reached, part_of_day, observation, interpretation, source, words_kept, before)
select gen_random_uuid(), %(network)s, %(one)s, now(), %(round)s, entry, household, now() - interval '1 day' * ((n * 7 + t * 131) %% 730),
       (array['phone', 'door'])[1 + (n + t) %% 2], 'x', (n + t * 3) %% 25 = 0, 'morning', '', '', '', false, '{}'
  from bench_door cross join generate_series(1, 5) t;
analyze;
"""
FLOOR = """
select d.neighbourhood_code, count(*), count(*) filter (where s.at > now() - interval '182 days')
  from people_household h join people_dwelling d on d.id = h.dwelling_id
  left join (select household_id, max(at) as at from outreach_attempt where reached and undone_at is null group by 1) s on s.household_id = h.id
 group by 1
"""
PAGES = {"map and table": "", "blocks": "per/blokken/", "out of sight": "uit-beeld/?pogingen=3&manieren=2"}


def figures() -> Iterator[dict[str, Any]]:
    from django.db import connection, connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from waakvlam.access.identity import acting
    from waakvlam.access.tests import cast
    from waakvlam.outreach import reaching
    from waakvlam.outreach.commands import coverage
    from waakvlam.people.models import Block, Household

    homes = 80_000 if is_full() else 10_000
    fill(connections["owner"], homes)
    with connections["owner"].cursor() as db:
        floor = best(lambda: db.execute(FLOOR), 3)
    who = cast.who("alice")
    with acting(who):
        value = best(lambda: coverage.count(by=who), 2)
        one = Household.objects.filter(key="c77").get().id
        block = Block.objects.filter(estate="bench").latest("id").id
    yield {"name": "coverage: count every place", "scale": homes, "value": value, "unit": "ms", "floor": floor, "goal": ""}
    with acting(who):
        value = best(lambda: reaching.follow(household_id=one, by=who), 20)
    yield {"name": "coverage: follow one attempt", "scale": homes, "value": value, "unit": "ms", "floor": None, "goal": "value <= 10"}
    client = Client()
    session = client.session
    session.update({"membership": str(cast.membership("alice")), "purpose": "call_round"})
    session.save()
    client.cookies["waakvlam"] = session.session_key
    for name, path in {**PAGES, "one block": f"blok/{block}/"}.items():
        url = f"/belacties/bereik/{path}"
        assert client.get(url).status_code == 200, url
        yield {"name": f"coverage: page, {name}", "scale": homes, "value": best(lambda url=url: client.get(url), 7), "unit": "ms",
               "floor": None, "goal": "value <= 100"}
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        yield {"name": f"coverage: queries of the page, {name}", "scale": homes, "value": len(seen), "unit": "queries",
               "floor": None, "goal": "value <= 24"}


def fill(owner: Any, homes: int) -> None:
    """As the owner, in the open."""
    from uuid import uuid4

    from django.db import transaction

    from waakvlam.access.tests import cast

    given = {"network": cast.NETWORK, "homes": homes, "one": cast.organisation("wonen"), "round": uuid4()}
    with transaction.atomic(using=owner.alias), owner.cursor() as db:
        ended_round(owner.alias, cast.organisation("wonen"), given["round"])
        for statement in DATA.strip().rstrip(";").split(";\n"):
            db.execute(statement, given if "%" in statement else None)
