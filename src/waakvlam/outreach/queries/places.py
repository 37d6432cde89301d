"""Neighbourhoods and blocks to choose from: those with homes of the own organisation."""

from dataclasses import dataclass

from django.db import connection

from waakvlam.access.identity import Who
from waakvlam.people.models import Neighbourhood


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    homes: int


def neighbourhood_names(who: Who) -> dict[str, str]:
    """Code → name, of the newest year. One query over the network's neighbourhoods."""
    rows = Neighbourhood.objects.filter(network_id=who.network_id).order_by("year").values_list("code", "name")
    return dict(rows)


def neighbourhoods(who: Who) -> list[Place]:
    """With homes of ours, by name. Two queries; the count walks one index."""
    names = neighbourhood_names(who)
    found = [Place(code, names.get(code, code), n) for code, n in _counted(
        who, "neighbourhood_code", "neighbourhood_code <> ''")]
    return sorted(found, key=lambda p: p.name)


def blocks(who: Who, codes: tuple[str, ...] = ()) -> list[Place]:
    """Blocks with homes of ours in these neighbourhoods, at most 200. One query."""
    found = _counted(who, "block", "block <> '' and (%(codes)s::text[] is null "
                     "or neighbourhood_code = any(%(codes)s))", list(codes) or None)
    return [Place(name, name, n) for name, n in found[:200]]


def _counted(who: Who, column: str, condition: str, codes: list[str] | None = None) -> list[tuple[str, int]]:
    with connection.cursor() as db:
        db.execute(f"""select {column}, count(*) from people_dwelling
                        where organisation_id = %(organisation)s and gone_at is null and {condition}
                        group by 1 order by 1""",  # noqa: S608  fixed fragments only
                   {"organisation": who.organisation_id, "codes": codes})
        return list(db.fetchall())
