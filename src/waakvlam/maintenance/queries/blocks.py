"""Blocks of a project, and those of the own register that could join."""

from uuid import UUID

from django.db.models import Count

from waakvlam.access.identity import Who
from waakvlam.kit.errors import Absent
from waakvlam.people.models import Dwelling

from ..models import Block, Project

MOST = 300


def candidates(who: Who) -> list[tuple[str, str, int]]:
    """(estate, block, homes) of the own register. One query."""
    rows = Dwelling.objects.filter(organisation_id=who.organisation_id, gone_at=None, merged_into=None, house_number__isnull=False)
    return list(rows.exclude(estate="", block="").values_list("estate", "block").annotate(homes=Count("id")).order_by("estate", "block")[:MOST])


def one_block(who: Who, project: Project, block_id: UUID) -> Block:
    """Raises Absent where it is no block of this project. Two queries."""
    found = Block.objects.filter(project=project, pk=block_id).prefetch_related("phases").first()
    if found is None:
        raise Absent("block")
    found.project = project
    return found
