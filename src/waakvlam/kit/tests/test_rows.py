"""A row whose statement is known beforehand is the row that Django would have written."""

import pytest
from django.db import IntegrityError, transaction

from waakvlam.access.identity import acting
from waakvlam.access.models import Clock
from waakvlam.access.tests import cast
from waakvlam.kit.ids import uuid7
from waakvlam.kit.rows import add, value
from waakvlam.kit.tests.test_together import counted
from waakvlam.kit.time import now
from waakvlam.kit.together import together

pytestmark = pytest.mark.django_db


def clock(by, **more):
    return Clock(**{"network_id": by.network_id, "kind": "signal.look", "subject_kind": "signal", "subject_id": uuid7(),
                    "asker_id": by.organisation_id, "on_id": by.organisation_id, "due_at": now(), "next_at": now(), **more})


def test_every_field_is_kept_as_django_keeps_it():
    with acting(cast.who("alice")) as by:
        made, usual = add(clock(by)), clock(by)
        usual.save(force_insert=True)
        kept = {row.pk: row for row in Clock.objects.filter(pk__in=[made.pk, usual.pk])}
        for row in (made, usual):
            assert {f.name: getattr(kept[row.pk], f.attname) for f in Clock._meta.concrete_fields} == {
                f.name: getattr(row, f.attname) for f in Clock._meta.concrete_fields}
        made.step = Clock.Step.REMINDED
        made.save()  # it knows that it stands there
        assert Clock.objects.get(pk=made.pk).step == Clock.Step.REMINDED


def test_it_goes_along_with_others_and_what_is_wrong_takes_them_with_it():
    with acting(cast.who("alice")) as by:
        twice = clock(by)
        with together(), counted() as sent:
            add(twice)
            add(clock(by))
            assert sent == []
        with pytest.raises(IntegrityError), transaction.atomic(), together():
            add(clock(by, pk=twice.pk))
        assert Clock.objects.filter(pk=twice.pk).count() == 1


def test_a_value_is_the_first_or_nothing():
    assert value("select x, 'other' from (values (7), (8)) as t(x) where x > %s order by x", [6]) == 7
    assert value("select 1 where false", []) is None
