"""Handovers: the lists at 10,000 and 100,000, one page over HTTP, and what offering costs."""

from collections.abc import Callable, Iterator
from typing import Any

from bench.scale import is_full
from bench.timing import middle, row

# Handovers from “wonen”: 97 of 100 to the municipality, the rest to the care provider, with all
# that a real one has: reach, sent copy, clock. One in twenty still waits for an answer.
_MADE = """
with made as materialized (
  select n, gen_random_uuid() as id, gen_random_uuid() as permission,
         case when n %% 100 < 97 then %(gemeente)s::uuid else %(zorg)s::uuid end as receiver,
         case when n %% 20 = 0 then 'offered' else 'under_way' end as state,
         now() - n * interval '1 minute' as at from generate_series({first}, {last}) n),
handovers as (
  insert into handovers_handover (id, network_id, created_at, number, sender_id, receiver_id, topic, neighbourhood_code,
         urgency, ground, state, accept_days, contact_days, feedback_days, permits_feedback, offered_at, accepted_at,
         accepted_name, first_contact_by, contact_at, outcome)
  select id, %(network)s, at, 'B' || n, %(wonen)s, receiver, (array['groceries','contact','money'])[n %% 3 + 1],
         'BU99' || lpad((n %% 10)::text, 6, '0'), 'normal', 'consent', state, 2, 5, 10, true, at,
         at, 'Charlie', current_date, at, '' from made),
permissions as (
  insert into handovers_permission (id, network_id, organisation_id, created_at, handover_id, household_id, given_by,
         representative, to_id, parts, feedback, purpose, until, asked, words, receipt_to, given_at, withdrawn_how)
  select permission, %(network)s, %(wonen)s, at, id, gen_random_uuid(), 'self', '', receiver, '["name"]', true, 'handover',
         current_date + 90, 'phone', 'Mag dat?', '', at, '' from made),
contents as (
  insert into handovers_handovercontent (id, network_id, organisation_id, created_at, handover_id, version, household_id,
         parts, letter, introduction, permission_id)
  select gen_random_uuid(), %(network)s, %(wonen)s, at, id, 1, gen_random_uuid(),
         jsonb_build_object('name', 'Bewoner ' || n, 'words', repeat('Ik zoek hulp. ', 10)), repeat('Een brief. ', 60), '{{}}', permission
    from made),
clocks as (
  insert into access_clock (id, network_id, created_at, kind, subject_kind, subject_id, asker_id, on_id, due_at, next_at, step)
  select gen_random_uuid(), %(network)s, at, 'handover.feedback', 'handover', id, %(wonen)s, receiver,
         now() + interval '5 days', now() + interval '5 days', 0 from made)
insert into access_reach (id, network_id, created_at, organisation_id, subject_kind, subject_id, compartment, purpose,
       ground, may_grant, sort_at, status, topic, neighbourhood_code)
select gen_random_uuid(), %(network)s, at, case side when 0 then %(wonen)s::uuid else receiver end,
       case side when 0 then 'handover_out' else 'handover_in' end, id, compartment, 'handover', 'consent', side = 0, at, state,
       (array['groceries','contact','money'])[n %% 3 + 1], ''
  from made, generate_series(0, 1) side, unnest(array['status', 'content']) compartment"""

# The same forty rows by hand, as the owner: no wall, no log.
_FLOOR = """
select r.subject_id, r.sort_at, h.number, h.topic, h.state, h.accepted_name, s.name, t.name, c.parts->>'name', k.due_at
  from access_reach r join handovers_handover h on h.id = r.subject_id
  join access_organisation s on s.id = h.sender_id join access_organisation t on t.id = h.receiver_id
  join handovers_handovercontent c on c.handover_id = h.id
  left join access_clock k on k.subject_id = h.id and k.stopped_at is null
 where r.organisation_id = %s and r.subject_kind = 'handover_in' and r.compartment = 'status' and r.ended_at is null
   and r.purpose = 'handover' {and_status} order by r.sort_at desc, r.subject_id desc limit 41"""


def figures() -> Iterator[dict[str, Any]]:
    made = 0
    for size in (10_000, 100_000) if is_full() else (1_000, 10_000):
        _fill(made + 1, size)
        made = size
        yield from _lists(size)
    yield from _acts(made)


def _lists(size: int) -> Iterator[dict[str, Any]]:
    from waakvlam.handovers import queries

    for key, name in (("charlie", "who sees nearly all"), ("eva", "who sees 3 of 100")):
        yield row(f"handovers: inbox, {name}", size, _as(key, lambda who: queries.inbox(who)), "ms", _floor(key), "ratio <= 12")
    yield row("handovers: inbox, filtered on state", size, _as("charlie", lambda who: queries.inbox(who, state="offered")),
               "ms", _floor("charlie", "offered"), "ratio <= 12")
    yield row("handovers: what waits on us (Vandaag)", size, _as("charlie", lambda who: queries.waiting_for(who)), "ms",
               goal="value <= 50")
    yield row("handovers: inbox over HTTP", size, _page("charlie"), "ms", goal="value <= 100")


def _acts(size: int) -> Iterator[dict[str, Any]]:
    from waakvlam.access import identity
    from waakvlam.handovers import commands
    from waakvlam.handovers.tests import factories as make
    from waakvlam.kit.time import today

    by, about, sent = make.who("alice"), make.resident(), []

    def offer() -> None:
        with identity.acting(by):
            sent.append(commands.offer(sending=make.sending(by, about=about), asked=make.asked(), by=by))

    yield row("handovers: offer (all of it: reach, copy, clock, mail)", size, middle(offer, 15), "ms", goal="value <= 150")
    yield row("handovers: accept", size, middle(lambda: make.act(
        "charlie", commands.accept, sent.pop(), first_contact_by=today()), 15), "ms", goal="value <= 150")


def _fill(first: int, last: int) -> None:
    from django.db import connections

    from waakvlam.access.tests import cast

    given = {"network": cast.NETWORK, **{slug: cast.organisation(slug) for slug in ("wonen", "gemeente", "zorg")}}
    with connections["owner"].cursor() as db:
        for start in range(first, last + 1, 20_000):
            db.execute(_MADE.format(first=start, last=min(start + 19_999, last)), given)
        for table in ("access_reach", "handovers_handover", "handovers_handovercontent", "access_clock"):
            db.execute(f"vacuum analyze {table}")


def _as(key: str, query: Callable[[Any], Any]) -> float:
    """Milliseconds of the query alone, as this person, behind the wall."""
    from waakvlam.access import identity
    from waakvlam.handovers.tests import factories as make

    who = make.who(key)
    with identity.acting(who):
        return middle(lambda: query(who), 15)


def _floor(key: str, state: str = "") -> float:
    from django.db import connections

    from waakvlam.handovers.tests import factories as make

    sql = _FLOOR.format(and_status="and r.status = %s" if state else "")
    given = [make.who(key).organisation_id, *([state] if state else [])]

    def fetch() -> None:
        with connections["owner"].cursor() as db:
            db.execute(sql, given)
            db.fetchall()

    return middle(fetch, 15)


def _page(key: str) -> float:
    """Milliseconds of the whole page, as a browser would ask it."""
    from django.test import Client

    from waakvlam.access.tests import cast

    client = Client()
    session = client.session
    session["membership"], session["purpose"] = str(cast.membership(key)), cast.PEOPLE[key][3]
    session.save()
    client.cookies["waakvlam"] = session.session_key
    return middle(lambda: client.get("/overdrachten/"), 15)
