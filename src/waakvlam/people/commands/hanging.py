"""Where imported homes hang: in the block that the register names, or as a coordinator drew it.

What was drawn stays, with what the register says beside it (`DrawnDoor.said_…`).
"""

from .. import sql

PLACE = ("block", "entrance", "floor", "door")
HOMES = """(select distinct on (r.dwelling_key) r.*, d.id as dwelling_id, d.estate as home_estate, d.block as home_block
       from people_chunk r join people_dwelling d on d.organisation_id = (select %(organisation)s::uuid)
        and d.key = r.dwelling_key order by r.dwelling_key, r.place)"""
IS_DRAWN = "exists (select 1 from people_drawndoor w where w.dwelling_id = h.dwelling_id)"
NAMED = f"""
insert into people_block (id, network_id, organisation_id, created_at, estate, name)
select {sql.UUID7}, %(network)s, %(organisation)s, %(now)s, h.home_estate, h.home_block from {HOMES} h
 where h.home_block <> '' and not {IS_DRAWN}
 group by h.home_estate, h.home_block on conflict (organisation_id, estate, name) do nothing
"""  # noqa: S608  fixed fragments only
POINTED = f"""
update people_dwelling d set in_block_id = b.id
  from {HOMES} h left join people_block b on b.organisation_id = (select %(organisation)s::uuid)
   and b.estate = h.home_estate and b.name = h.home_block
 where d.id = h.dwelling_id and d.in_block_id is distinct from b.id and not {IS_DRAWN}
"""  # noqa: S608


def statements(fields: set[str]) -> list[str]:
    """What follows the homes of a chunk (`people_chunk`); `fields` are those that the file tells."""
    told = [name for name in PLACE if name in fields]
    said = ", ".join(f"said_{name} = h.{name}" for name in told)
    back = "".join(f"{name} = w.{name}, " for name in told if name != "block")
    kept = f"""
update people_dwelling d set {back}block = b.name, in_block_id = b.id
  from {HOMES} h join people_drawndoor w on w.dwelling_id = h.dwelling_id join people_block b on b.id = w.block_id
 where d.id = h.dwelling_id
"""  # noqa: S608
    beside = f"update people_drawndoor w set {said} from {HOMES} h where w.dwelling_id = h.dwelling_id"  # noqa: S608
    return [*([beside] if told else []), kept, NAMED, POINTED]
