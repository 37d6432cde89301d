"""No text of any table keeps a citizen service number (R3), whichever way it is written."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Case, Value, When
from django.db.models.sql import InsertQuery, UpdateQuery

from waakvlam.access import free_text
from waakvlam.access.identity import acting
from waakvlam.access.tests import cast
from waakvlam.resources.models import Service

BSN = "111222333"
TYPED = f"bsn {BSN} of 111.222.333"
FIELDS = [(model, field) for model in apps.get_models() if model.__module__.startswith("waakvlam.")
          for field in free_text.written(model)]
WRITTEN = [(m, f) for m, f in FIELDS if f.name not in free_text.coded(m)]


def _value(field: Any) -> Any:
    if isinstance(field, ArrayField):
        return [TYPED]
    return {"a": [TYPED]} if isinstance(field, models.JSONField) else TYPED


def _sent(model: Any, field: Any) -> list[str]:
    """What the database would get for this value: inserted, updated, and updated in bulk."""
    value, some = _value(field), model._base_manager.filter(pk=model._meta.pk.to_python(None))
    inserted = InsertQuery(model)
    inserted.insert_values([field], [model(**{field.attname: value})])
    updated, bulk = some.query.chain(UpdateQuery), some.query.chain(UpdateQuery)
    updated.add_update_values({field.name: value})
    bulk.add_update_values({field.name: Case(When(pk__isnull=False, then=Value(value, output_field=field)))})
    sent = [inserted.get_compiler("default").as_sql()[0], updated.get_compiler("default").as_sql(),
            bulk.get_compiler("default").as_sql()]
    return [_readable(params) for _sql, params in sent]


def _readable(params: Any) -> str:
    """Parameters as text; JSON comes wrapped."""
    return " ".join(str(getattr(p, "obj", p)) for p in params)


@pytest.mark.proves("R3")
@pytest.mark.parametrize(("model", "field"), WRITTEN, ids=[f"{m._meta.label}.{f.name}" for m, f in WRITTEN])
def test_no_text_field_lets_a_service_number_through(model, field):
    for sent in _sent(model, field):
        assert "•••••••••" in sent
        assert BSN not in sent
        assert "111.222.333" not in sent


@pytest.mark.proves("R3")
def test_what_is_not_masked_is_a_code_and_says_why():
    left = {f"{m._meta.label}.{f.name}": free_text.coded(m)[f.name] for m, f in FIELDS if (m, f) not in WRITTEN}
    assert all(left.values())
    assert not [name for name in left if name.rsplit(".", 1)[1] in (
        "words", "text", "reason", "note", "body", "letter", "observation", "interpretation", "answer", "remark")]
    for model in apps.get_models():
        assert set(free_text.coded(model)) <= {f.name for f in free_text.written(model)}, model


@pytest.mark.proves("R3")
def test_saved_created_in_bulk_and_updated_the_database_holds_dots(db):
    with acting(cast.who("kees")) as by:
        row = {"network_id": by.network_id, "organisation_id": by.organisation_id, "description": TYPED, "topics": ["money"]}
        saved = Service(name="een", **row)
        saved.save()
        [made] = Service.objects.bulk_create([Service(name="twee", **row)])
        changed = Service.objects.create(**{**row, "name": "drie", "description": ""})
        Service.objects.filter(pk=changed.pk).update(description=TYPED)
        with connection.cursor() as cursor:
            cursor.execute("select description from resources_service where id = any(%s)",
                           [[saved.pk, made.pk, changed.pk]])
            assert [text for text, in cursor.fetchall()] == ["bsn ••••••••• of •••••••••"] * 3


def test_a_key_of_the_register_is_left_as_it_is():
    assert "key" in free_text.coded(apps.get_model("people", "Resident"))
    assert free_text.masked({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "n": 111222333}) == {
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "n": 111222333}
