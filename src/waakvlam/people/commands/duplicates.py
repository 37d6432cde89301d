"""Residents and homes that may be one: suggested by the database, merged by a person, undoable."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who, acting
from waakvlam.access.policies import require
from waakvlam.kit.errors import WrongState
from waakvlam.kit.time import now

from .. import sql
from ..models import Duplicate, Dwelling, Household, Merge, Resident
from ..policies import PeoplePermission

INSERT = f"""
insert into people_duplicate (id, network_id, organisation_id, created_at, kind, first_id, second_id, alike, reason)
select {sql.UUID7}, %(network)s, %(organisation)s, %(now)s, %(kind)s, least(a, b), greatest(a, b), max(alike), max(reason)
from ({{}}) pairs (a, b, alike, reason) where a <> b group by least(a, b), greatest(a, b)
on conflict (organisation_id, first_id, second_id) do nothing
"""  # noqa: S608
LIVING = "{0}.organisation_id = (select %(organisation)s::uuid) and {0}.gone_at is null and {0}.merged_into_id is null"
BOTH = f"{LIVING.format('x')} and {LIVING.format('y')}"
# Sisters and twins share a surname and perhaps a birthday: the given name must begin alike too.
GIVEN = "left(split_part(x.sort_name, ',', 2), 1) = left(split_part(y.sort_name, ',', 2), 1)"
# Candidates meet on an index first (birth date, telephone, home); likeness is asked of few pairs.
RESIDENTS = f"""
select x.id, y.id, similarity(x.sort_name, y.sort_name), 'birth' from people_resident x
join people_resident y on y.organisation_id = x.organisation_id and y.birth_date = x.birth_date and y.id > x.id
where {BOTH} and {GIVEN} and similarity(x.sort_name, y.sort_name) >= 0.7
union all
select x.id, y.id, similarity(x.sort_name, y.sort_name), 'phone' from people_phone f
join people_phone g on g.organisation_id = f.organisation_id and g.number = f.number and g.resident_id > f.resident_id
join people_resident x on x.id = f.resident_id join people_resident y on y.id = g.resident_id
where {BOTH} and {GIVEN} and f.whose = '' and g.whose = '' and similarity(x.sort_name, y.sort_name) >= 0.6
and (x.birth_date = y.birth_date or x.birth_date is null or y.birth_date is null)
"""  # noqa: S608
DWELLINGS = f"""
select x.id, y.id, 1.0, 'address' from people_dwelling x
join people_dwelling y on y.organisation_id = x.organisation_id and y.postcode = x.postcode
and y.house_number = x.house_number and lower(y.street) = lower(x.street) and y.id > x.id
and upper(regexp_replace(y.house_letter || y.addition, '[^A-Za-z0-9]', '', 'g'))
  = upper(regexp_replace(x.house_letter || x.addition, '[^A-Za-z0-9]', '', 'g'))
where {BOTH} and x.postcode <> ''
"""  # noqa: S608


def suggest(*, by: Who) -> int:
    """Look for pairs in the whole register of the organisation. What was dismissed stays so."""
    require(by, PeoplePermission.MERGE)
    with acting(by):
        sql.by_scan()
        args = {"network": by.network_id, "organisation": by.organisation_id, "now": now()}
        made = sum(sql.run(INSERT.format(pairs), {**args, "kind": kind})
                   for kind, pairs in (("resident", RESIDENTS), ("dwelling", DWELLINGS)))
        audit.record(by, "duplicates.suggest", found=made)
        return made


@transaction.atomic
def dismiss(*, duplicate: Duplicate, by: Who) -> None:
    """They are two: not suggested again."""
    require(by, PeoplePermission.MERGE)
    Duplicate.objects.filter(id=duplicate.id, dismissed_at=None).update(dismissed_at=now())
    audit.record(by, "duplicate.dismiss", duplicate)


@transaction.atomic
def merge(*, duplicate: Duplicate, keep: UUID, by: Who) -> Merge:
    """Two become one: `keep` stays, the other points to it. Nothing is overwritten or removed."""
    require(by, PeoplePermission.MERGE)
    if keep not in (duplicate.first_id, duplicate.second_id):
        raise WrongState("merge_keep", _("Kies een van de twee."), came_in=str(keep))
    gone = duplicate.second_id if keep == duplicate.first_id else duplicate.first_id
    model = Resident if duplicate.kind == Duplicate.Kind.RESIDENT else Dwelling
    rows = {row.id: row for row in model.objects.select_for_update().filter(id__in=(keep, gone))}
    if len(rows) < 2 or any(row.merged_into_id for row in rows.values()):
        raise WrongState("merge_state", _("Een van de twee is al samengevoegd. Ververs de bladzijde."))
    moved = _move_households(keep, gone) if model is Dwelling else []
    model.objects.filter(id=gone).update(merged_into_id=keep)
    done = Merge.objects.create(network_id=by.network_id, organisation_id=by.organisation_id,
                                kind=duplicate.kind, kept_id=keep, gone_id=gone, moved=moved)
    Duplicate.objects.filter(id=duplicate.id).update(dismissed_at=now())
    audit.record(by, "duplicate.merge", done, kept=keep, gone=gone)
    return done


def _move_households(keep: UUID, gone: UUID) -> list[str]:
    moved = [str(pk) for pk in Household.objects.filter(dwelling_id=gone).values_list("id", flat=True)]
    Household.objects.filter(id__in=moved).update(dwelling_id=keep)
    return moved


@transaction.atomic
def undo(*, merge: Merge, by: Who) -> None:
    """Two again, as they were; the pair is offered again."""
    require(by, PeoplePermission.MERGE)
    found = Merge.objects.select_for_update().get(id=merge.id)
    if found.undone_at:
        raise WrongState("merge_undone", _("Dit is al teruggedraaid."))
    model = Resident if found.kind == Duplicate.Kind.RESIDENT else Dwelling
    model.objects.filter(id=found.gone_id).update(merged_into=None)
    Household.objects.filter(id__in=found.moved, dwelling_id=found.kept_id).update(dwelling_id=found.gone_id)
    found.undone_at = now()
    found.save(update_fields=["undone_at"])
    Duplicate.objects.filter(first_id=min(found.kept_id, found.gone_id),
                             second_id=max(found.kept_id, found.gone_id)).update(dismissed_at=None)
    audit.record(by, "duplicate.undo", found)
