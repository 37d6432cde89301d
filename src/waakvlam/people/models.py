"""Who lives where: areas of the network, and each organisation's own register.

Areas are the network's (no person). Dwellings, households and residents are owned rows: only
the organisation that keeps the register sees them. Imports stand in `importing.py`.
"""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from waakvlam.access import wall
from waakvlam.access.base import NetworkRow, Owned
from waakvlam.access.erasing import Begins, GoesWith, Keep, Stays
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Category, Purpose, Role

KEPT_FOR = (Purpose.REGISTER, Purpose.CALL_ROUND)  # the first that the covenant has a line for
REGISTER_USES = (Purpose.REGISTER, Purpose.CALL_ROUND, Purpose.VISIT_ROUND, Purpose.HANDOVER, Purpose.DEBT)
OWN_KEY = "the key in the register's own system; a column of service numbers is refused at import"
AREA_WRITER = "wall_role() in ('administrator', 'coordinator', 'system')"


class Kept(Owned):
    """Rows by the hundred thousand. Every index of theirs begins with the organisation, or with
    a key of one row; Django's own index on the organisation would only slow writing, and, before
    the first statistics, tempt the planner to walk through a whole organisation."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+",
                                     editable=False, db_index=False)

    class Meta:
        abstract = True


class District(NetworkRow):
    """A district (wijk) of a municipality, in the classification of one year."""

    code = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)

    privacy = {n: Privacy.NONE for n in ("code", "year", "name")}
    wall = wall.network(verbs=["select", "insert", "update"], check=AREA_WRITER, gate=["select (id, code)"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "code", "year"], name="district_once")]


class Neighbourhood(NetworkRow):
    """A neighbourhood (buurt): outline in WGS84 and key figures, each with its year.

    `figures` holds CBS names and numbers; suppressed cells are absent, never zero.
    """

    district = models.ForeignKey(District, models.PROTECT, related_name="neighbourhoods", null=True)
    code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    outline = models.JSONField(null=True, help_text="GeoJSON geometry, WGS84")
    figures = models.JSONField(default=dict)

    privacy = {n: Privacy.NONE for n in ("code", "year", "name", "outline", "figures")}
    wall = wall.network(verbs=["select", "insert", "update"], check=AREA_WRITER,
                        gate=["select (network_id, code, year, district_id)"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "code", "year"], name="neighbourhood_once")]


class Dwelling(Kept):
    """A home (eenheid). `key` is stable over imports. Streets sort as written, then by number."""

    key = models.CharField(max_length=80)
    street = models.CharField(max_length=120)
    house_number = models.IntegerField(null=True)
    house_letter = models.CharField(max_length=4, blank=True)
    addition = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=80, blank=True)
    estate = models.CharField(max_length=120, blank=True, help_text="complex")
    block = models.CharField(max_length=80, blank=True)
    entrance = models.CharField(max_length=40, blank=True)
    floor = models.SmallIntegerField(null=True)
    door = models.SmallIntegerField(null=True, help_text="on the landing, from left to right, from 1")
    in_block = models.ForeignKey("people.Block", models.PROTECT, null=True, related_name="homes", db_index=False)
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, related_name="+", db_index=False)
    neighbourhood_code = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    gone_at = models.DateTimeField(null=True, help_text="no longer in the register")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)

    privacy = {n: Privacy.HOME for n in (
        "key", "street", "house_number", "house_letter", "addition", "postcode", "city", "estate",
        "block", "entrance", "floor", "door", "neighbourhood_code", "latitude", "longitude")}
    coded = {"key": OWN_KEY}
    wall = wall.owned(*REGISTER_USES, Purpose.MAINTENANCE, never=[Role.STEWARD], gate=[
        "select (id, network_id, organisation_id, neighbourhood_code, gone_at, merged_into_id, street, "
        "house_number, house_letter, addition, postcode, city)"])
    kept = Stays("a home is no person: nobody can be found from it once its household is cut loose")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="dwelling_key")]
        indexes = [
            models.Index(fields=["organisation", "postcode", "house_number"], name="dwelling_postcode"),
            models.Index(fields=["organisation", "street", "house_number", "id"], name="dwelling_street"),
            models.Index(fields=["organisation", "neighbourhood_code"], name="dwelling_neighbourhood"),
            models.Index(fields=["organisation", "estate"], name="dwelling_estate"),
            models.Index(fields=["in_block"], name="dwelling_block", condition=Q(in_block__isnull=False)),
            models.Index(fields=["merged_into"], name="dwelling_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """“Dorpsstraat 12a-2”, as people say it."""
        number = f"{self.house_number or ''}{self.house_letter}"
        return f"{self.street} {number}{'-' + self.addition if self.addition else ''}".strip()


class Household(Kept):
    """The people who live together in a home. One call reaches one household."""

    class Arrears(models.TextChoices):
        """Stages of rent arrears (domain.md section 4); empty: none known."""

        LATE = "late", _("betaling te laat")
        REMINDER = "reminder", _("herinnering")
        CONTACT = "contact", _("persoonlijk contact")
        ARRANGEMENT = "arrangement", _("regeling")
        SIGNAL = "signal", _("vroegsignaal")
        COLLECTION = "collection", _("incasso")
        JUDGMENT = "judgment", _("vonnis")
        EVICTION = "eviction", _("ontruiming")

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="households", db_index=False)
    key = models.CharField(max_length=80)
    tenancy_key = models.CharField(max_length=80, blank=True)
    tenancy_start = models.DateField(null=True)
    tenancy_end = models.DateField(null=True)
    arrears_stage = models.CharField(max_length=20, blank=True, choices=Arrears.choices)
    children = models.SmallIntegerField(null=True)
    secret_address = models.BooleanField(default=False)
    do_not_call = models.BooleanField(default=False)
    do_not_call_since = models.DateTimeField(null=True)
    last_contact_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    coded = {"key": OWN_KEY, "tenancy_key": OWN_KEY}
    privacy = {"key": Privacy.TENANCY, "tenancy_key": Privacy.TENANCY, "tenancy_start": Privacy.TENANCY,
               "tenancy_end": Privacy.TENANCY, "arrears_stage": Privacy.TENANCY, "children": Privacy.LIFE}
    wall = wall.owned(*REGISTER_USES, Purpose.MAINTENANCE, never=[Role.STEWARD], gate=[
        "select (id, network_id, organisation_id, dwelling_id, last_contact_at, gone_at, do_not_call, "
        "tenancy_start, tenancy_end, arrears_stage)"])
    kept = Keep(Category.TENANCY, KEPT_FOR, since=Coalesce("gone_at", Cast("tenancy_end", models.DateTimeField())),
                begins=Begins.TENANCY_END, scrub=Scrub.PSEUDONYM, only=Q(residents__isnull=True),
                done=Q(key__startswith="gewist-"),
                blanks={"key": Concat(Value("gewist-"), Cast("id", models.CharField()))})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="household_key")]
        indexes = [models.Index(fields=["dwelling"], name="household_dwelling")]


class Resident(Kept):
    """A person in a household: only what a call and a handover need (R4)."""

    class Part(models.TextChoices):
        TENANT = "tenant", _("huurder")
        CO_TENANT = "co_tenant", _("medehuurder")
        ADULT = "adult", _("volwassene")
        CHILD = "child", _("kind")

    household = models.ForeignKey(Household, models.PROTECT, related_name="residents", db_index=False)
    key = models.CharField(max_length=80)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.TENANT)
    initials = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    infix = models.CharField(max_length=20, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    sort_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    email = models.EmailField(blank=True)
    moved_at = models.DateTimeField(null=True)
    deceased_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    fingerprint = models.CharField(max_length=32, blank=True, help_text="of the register row")
    source = models.ForeignKey("people.RegisterSource", models.PROTECT, null=True, related_name="+", db_index=False)

    coded = {"key": OWN_KEY}
    privacy = {"key": Privacy.IDENTITY, "part": Privacy.LIFE, "initials": Privacy.IDENTITY,
               "first_name": Privacy.IDENTITY, "infix": Privacy.IDENTITY, "last_name": Privacy.IDENTITY,
               "sort_name": Privacy.IDENTITY, "birth_date": Privacy.IDENTITY, "email": Privacy.CONTACT,
               "fingerprint": Privacy.NONE}
    wall = wall.owned(*REGISTER_USES, never=[Role.STEWARD], gate=[
        "select (id, network_id, organisation_id, household_id, part, initials, first_name, infix, last_name, "
        "birth_date, email, moved_at, deceased_at, gone_at, merged_into_id)"])
    kept = Keep(Category.CONTACT, KEPT_FOR, begins=Begins.TENANCY_END, scrub=Scrub.DROP_ROW,
                since=Coalesce("gone_at", "deceased_at", "moved_at",
                               Cast("household__tenancy_end", models.DateTimeField())))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="resident_key")]
        indexes = [
            models.Index(fields=["household"], name="resident_household"),
            models.Index(fields=["organisation", "sort_name", "id"], name="resident_sort"),
            models.Index(fields=["merged_into"], name="resident_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["organisation", "birth_date"], name="resident_birth"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """“Ria van der Berg” or “R. van der Berg”."""
        first = self.first_name or self.initials
        return " ".join(part for part in (first, self.infix, self.last_name) if part)


class Phone(Kept):
    """A number in E.164, and whose it is where the register says so (“dochter”)."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="phones", db_index=False)
    number = models.CharField(max_length=16)
    whose = models.CharField(max_length=60, blank=True)
    rank = models.SmallIntegerField(default=0, help_text="0 is tried first")

    coded = {"number": "E.164, checked by its own rules"}
    privacy = {"number": Privacy.CONTACT, "whose": Privacy.CONTACT}
    wall = wall.owned(*REGISTER_USES, never=[Role.STEWARD], gate=["select (id, resident_id, number, whose, rank)"])
    kept = GoesWith("resident")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident", "number"], name="phone_once")]
        indexes = [models.Index(fields=["organisation", "number"], name="phone_number")]


from .building import *  # noqa: E402, F403  Django looks for all models of a module here
from .importing import *  # noqa: E402, F403
