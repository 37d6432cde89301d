"""Homes where a care provider guides whoever lives there, and word of nuisance about a home (docs/adr/0021, R22)."""

from django.db import models
from django.db.models import Q

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role
from waakvlam.kit.time import now

KEEPERS = (Role.COORDINATOR, Role.CARE_WORKER)
_OURS = wall.owned(Purpose.SIGNAL).using
_HOME = ("street", "house_number", "postcode", "city")


def _by(*roles: str) -> str:
    return f"{_OURS} and coalesce({wall.ROLE}, '') in ({', '.join(repr(str(role)) for role in roles)})"


class GuidedHome(Owned):
    """That `organisation` guides at this address, and who of its people hears of it. Nothing of who lives there, nor why.

    Read by the provider's own coordinators and care workers and by nobody else, the system included; `signals_nuisance`
    holds reports of nuisance against it. It counts from `from_on` until `until`.
    """

    street = models.CharField(max_length=120)
    house_number = models.CharField(max_length=20, help_text="with letter and addition")
    postcode = models.CharField(max_length=7)
    city = models.CharField(max_length=80, blank=True)
    guide = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="at work: who hears of nuisance")
    from_on = models.DateField()
    until = models.DateTimeField(null=True)

    privacy = dict.fromkeys(_HOME, Privacy.HEALTH) | dict.fromkeys(("from_on",), Privacy.NONE)
    wall = wall.custom(_by(*KEEPERS), _by(*KEEPERS), verbs=["select", "insert", "update"], gate=[
        "select (network_id, organisation_id, street, house_number, postcode, city, guide_id, from_on, until)"])
    kept = Keep(Category.GUIDED, (Purpose.SIGNAL,), since="until", begins=Begins.EXPIRY, scrub=Scrub.DROP_ROW)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "postcode", "house_number"], name="guided_once", condition=Q(until__isnull=True))]

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}"


class NuisanceNotice(Owned):
    """That somebody reported nuisance about a home that `organisation` lets, or where it guides. No words, nobody, no number.

    Written by `signals_nuisance`, which makes the id of signal and organisation, so that it comes once; no row leads back.
    `dwelling_id` is of the landlord's own register; `guide` of a provider's own list.
    """

    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    dwelling_id = models.UUIDField(null=True)
    guide = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False, help_text="who saw it")

    privacy = dict.fromkeys(_HOME, Privacy.HOME)
    wall = wall.custom(_by(*KEEPERS, Role.SYSTEM), _by(*KEEPERS, Role.SYSTEM), verbs=["select", "update"], gate=["select (id, organisation_id, guide_id)", "insert"])
    kept = Keep(Category.SIGNAL, (Purpose.SIGNAL,), since="seen_at", begins=Begins.SETTLED, scrub=Scrub.DROP_ROW)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="nuisance_notice_list")]

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}"
