"""What every row has: the words of its choices are those that Django would find."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from waakvlam.access.base import NetworkRow


def every_choice():
    for model in apps.get_models():
        if issubclass(model, NetworkRow):
            for field in model._meta.concrete_fields:
                if field.choices:
                    yield pytest.param(model, field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "field"), [*every_choice()])
def test_the_word_of_a_choice_is_what_django_finds_in_the_language_of_whoever_reads(model, field):
    for value in [*(value for value, _label in field.flatchoices), None, "unheard of"]:
        row = model(**{field.attname: value})
        for language in ("nl", "en", "nl"):
            with translation.override(language):
                assert getattr(row, f"get_{field.name}_display")() == models.Model._get_FIELD_display(row, field)
