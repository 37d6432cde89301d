"""Whom an announcement of a round reaches: per household the tenant, by letter, SMS or e-mail."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from waakvlam.access.identity import Who

from .models import Round

# One resident per household: the tenant first, then the co-tenant, then the eldest adult.
_SQL = """
select distinct on (e.household_id) r.id,
       trim(concat_ws(' ', nullif(r.initials, ''), nullif(r.infix, ''), r.last_name)) as name,
       trim(d.street || ' ' || coalesce(d.house_number::text, '') || d.house_letter
            || case when d.addition = '' then '' else '-' || d.addition end) as street,
       trim(d.postcode || ' ' || d.city) as place, {to} as address
  from outreach_roundentry e
  join people_household h on h.id = e.household_id
  join people_dwelling d on d.id = h.dwelling_id
  join people_resident r on r.household_id = h.id
  {join}
 where e.round_id = %s and e.rank > %s and e.rank <= %s and e.state in ('waiting', 'call_back')
   and not h.do_not_call and h.gone_at is null and r.part <> 'child' and r.moved_at is null
   and r.deceased_at is null and r.gone_at is null and r.merged_into_id is null {condition}
 order by e.household_id, array_position(array['tenant', 'co_tenant', 'adult'], r.part::text),
          r.birth_date nulls last, r.id"""
_CHANNELS = {
    "letter": {"to": "''", "join": "", "condition": "and not h.secret_address and d.postcode <> ''"},
    "email": {"to": "r.email", "join": "", "condition": "and r.email <> ''"},
    # A text message reaches mobile numbers of the resident, never a daughter's.
    "sms": {"to": "p.number", "condition": "", "join": """join lateral (
        select p.number from people_phone p where p.resident_id = r.id and p.whose = ''
           and p.number like '+316%%' order by p.rank limit 1) p on true"""},
}


@dataclass(frozen=True)
class Addressee:
    """`to` as module post wants it: lines of a letter, an address, a number."""

    resident_id: UUID
    name: str
    to: str


def of(round: Round, channel: str, after: int, until: int) -> tuple[list[Addressee], int]:
    """Who gets it among the places after … until of the list, and how many open households there
    have no address for this channel."""
    with connection.cursor() as db:
        db.execute(_SQL.format(**_CHANNELS[channel]), [round.id, after, until])
        found = [Addressee(row[0], row[1], row[4] or "\n".join(row[1:4])) for row in db.fetchall()]
        db.execute("""select count(*) from outreach_roundentry
                       where round_id = %s and rank > %s and rank <= %s
                         and state in ('waiting', 'call_back')""", [round.id, after, until])
        total = (db.fetchone() or [0])[0]
    return found, total - len(found)


def fill(body: str, to: Addressee, by: Who) -> str:
    """The text with {naam}, {beller} and {organisatie} filled in; other braces stay as written."""
    for word, value in (("{naam}", to.name), ("{beller}", by.name), ("{organisatie}", by.organisation_name)):
        body = body.replace(word, value)
    return body
