"""No citizen service number in any text that is kept (R3): every text field of every table masks on writing.

The guard sits on the field, below commands: `save`, `bulk_create`, `bulk_update` and `update` all pass
`get_db_prep_save`, so nobody can forget it. A field that holds a key or a code instead of words says so on its
model, with the reason: `coded = {"key": "the register's own key"}`. Raw SQL does not pass here: the import of the
register masks its own cells.
"""

from typing import Any

from django.db import models
from django.db.models.signals import class_prepared

from waakvlam.kit.eleven import mask

TEXTS = (models.CharField, models.TextField, models.JSONField)


def masked(value: Any) -> Any:
    """The same shape with every citizen service number replaced by dots."""
    if isinstance(value, str):
        return mask(value)[0]
    if isinstance(value, list | tuple):
        return [masked(v) for v in value]
    if isinstance(value, dict):
        return {k: masked(v) for k, v in value.items()}
    return value


def written(model: type[models.Model]) -> list[Any]:
    """The fields of this table in which words can stand: text without a list of choices."""
    return [f for f in model._meta.local_fields
            if isinstance(getattr(f, "base_field", f), TEXTS) and not getattr(f, "base_field", f).choices]


def coded(model: type[models.Model]) -> dict[str, str]:
    """Field → why it holds a code that must stay as it is."""
    return getattr(model, "coded", {})


def _guard(sender: type[models.Model], **_: Any) -> None:
    if sender.__module__.startswith("waakvlam."):
        for field in written(sender):
            if field.name not in coded(sender):
                _mask_on_writing(field)


def _mask_on_writing(field: Any) -> None:
    plain = field.get_db_prep_save

    def get_db_prep_save(value: Any, connection: Any) -> Any:
        return plain(masked(value), connection)

    field.get_db_prep_save = get_db_prep_save


class_prepared.connect(_guard, dispatch_uid="waakvlam.free_text")
