"""Every field has a privacy class; a class has a way of scrubbing. A test fails on omissions.

Terms of keeping are not here: they are dated rows of the covenant, per category.
"""

from enum import StrEnum
from typing import Any

from django.db import models


class Privacy(StrEnum):
    """The class of a field: what it tells of whom."""

    NONE = "none"  # tells nothing of a person
    STAFF = "staff"  # a person at work
    IDENTITY = "identity"  # who a resident is: name, birth date
    CONTACT = "contact"  # how to reach a resident: phone, e-mail
    HOME = "home"  # where a resident lives
    TENANCY = "tenancy"  # tenancy facts: since when, stage of arrears
    LIFE = "life"  # what a resident told or needs
    HEALTH = "health"  # special categories: GEH, never to a corporation (R13)


class Scrub(StrEnum):
    """What erasure does with a field of this class."""

    KEEP = "keep"
    BLANK = "blank"
    DROP_ROW = "drop row"
    PSEUDONYM = "pseudonymise"


SCRUB = {
    Privacy.NONE: Scrub.KEEP,
    Privacy.STAFF: Scrub.BLANK,
    Privacy.IDENTITY: Scrub.BLANK,
    Privacy.CONTACT: Scrub.DROP_ROW,
    Privacy.HOME: Scrub.BLANK,
    Privacy.TENANCY: Scrub.BLANK,
    Privacy.LIFE: Scrub.BLANK,
    Privacy.HEALTH: Scrub.BLANK,
}

# Types that cannot tell anything of a person by themselves; all other fields must be declared.
SILENT = (models.UUIDField, models.ForeignKey, models.BooleanField, models.DateTimeField,
          models.AutoField, models.SmallIntegerField)


def class_of(model: type[models.Model], field: Any) -> Privacy | None:
    """The declared class, NONE for types that tell nothing, or None where it was forgotten."""
    declared: dict[str, Privacy] = getattr(model, "privacy", {})
    if field.name in declared:
        return declared[field.name]
    return Privacy.NONE if isinstance(field, SILENT) else None
