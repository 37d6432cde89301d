"""Lists that somebody keeps under a name: the filters, never the words that were looked for."""

from django.db import models
from django.db.models import Q
from django.utils.http import urlencode

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Purpose

from .content import NEVER

_OURS = wall.owned(Purpose.SIGNAL, never=NEVER)
_MINE = f"{_OURS.using} and person_id = {wall.PERSON}"


class SavedView(Owned):
    """One person's list; `is_shared` shows it to colleagues, who change nothing about it. `filters` is name → value.

    Words are not kept: they may name somebody, and would outlive what is erased. Taken away it can come back for a day.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False, help_text="what this person's board opens with")
    removed_at = models.DateTimeField(null=True)

    privacy = dict.fromkeys(("name", "filters"), Privacy.NONE)
    wall = wall.custom(f"{_OURS.using} and (is_shared or person_id = {wall.PERSON})", _MINE,
                       verbs=["select", "insert", "update", "delete"], change=_MINE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="saved_view_default",
                                    condition=Q(is_default=True, removed_at__isnull=True)),
            models.CheckConstraint(name="saved_view_named", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="saved_view_names", condition=Q(removed_at__isnull=True))]

    @property
    def address(self) -> str:
        """The filters as they stand in the address of the board."""
        return urlencode(sorted(self.filters.items()))

    def __str__(self) -> str:
        return self.name
