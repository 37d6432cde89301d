"""What an organisation's directory tells us (SCIM 2.0): its key, its people, its groups, and what a group means here."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import GoesWith
from waakvlam.access.models import Person, Team
from waakvlam.access.privacy import Privacy
from waakvlam.access.words import Role, roles

from .factors import until_leaving
from .providers import OURS

# Roles that no directory gives by itself: a second administrator confirms what the first one chose.
HEAVY = (Role.ADMINISTRATOR, Role.KEEPER, Role.PRIVACY_OFFICER, Role.STEWARD)
_HEAVY = ", ".join(f"'{role}'" for role in HEAVY)
_ALL = ["select", "insert", "update", "delete"]


class ScimToken(Owned):
    """The key of the directory. Shown once; only its hash is kept. Two may live, so that one can be replaced."""

    label = models.CharField(max_length=80)
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    privacy = {"label": Privacy.NONE, "secret_hash": Privacy.NONE}
    wall = wall.custom(OURS, OURS, verbs=["select", "insert", "update"], gate=["select", "update"])


class ScimUser(Owned):
    """Somebody as the directory has them. `person` comes with the first role; `given` are roles that
    groups gave, so that a role given by hand is taken by nobody but by leaving."""

    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=120, blank=True)
    given_name = models.CharField(max_length=60, blank=True)
    family_name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    given = models.JSONField(default=list)

    privacy = {**dict.fromkeys(("user_name", "external_id", "name", "given_name", "family_name", "email", "phone"), Privacy.STAFF),
               "given": Privacy.NONE}
    coded = {n: "as the directory gave it" for n in ("user_name", "external_id", "given")}
    wall = wall.custom(OURS, OURS, verbs=_ALL)
    kept = until_leaving("signin_scimuser")

    class Meta:
        constraints = [models.UniqueConstraint(F("organisation"), Lower("user_name"), name="scim_user_once"),
                       models.UniqueConstraint(fields=["organisation", "person"], name="scim_user_of_one_person")]


class ScimGroup(Owned):
    """A group of the directory, with who is in it."""

    display_name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=254, blank=True)
    changed_at = models.DateTimeField()

    privacy = {"display_name": Privacy.NONE, "external_id": Privacy.NONE}
    coded = {n: "as the directory gave it" for n in ("display_name", "external_id")}
    wall = wall.custom(OURS, OURS, verbs=_ALL)

    class Meta:
        constraints = [models.UniqueConstraint(F("organisation"), Lower("display_name"), name="scim_group_once")]


class ScimMember(Owned):
    """Somebody in a group."""

    group = models.ForeignKey(ScimGroup, models.CASCADE, related_name="members")
    user = models.ForeignKey(ScimUser, models.CASCADE, related_name="groups")

    privacy: dict[str, Privacy] = {}
    wall = wall.custom(OURS, OURS, verbs=["select", "insert", "delete"])
    kept = GoesWith("user")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="scim_member_once")]


class ScimMapping(Owned):
    """What a group means here: a role, and a team where that is wanted. Chosen by an administrator.

    A heavy role counts once a second administrator confirmed it: written by `scim_confirm` only.
    """

    group = models.ForeignKey(ScimGroup, models.CASCADE, related_name="mappings")
    role = models.CharField(max_length=30, choices=roles)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    privacy = {"role": Privacy.NONE}
    wall = wall.custom(OURS, f"{OURS} and (role not in ({_HEAVY}) or confirmed_by_id is null) "
                       f"and (wall_role() = 'system' or asked_by_id = {wall.PERSON})",
                       verbs=["select", "insert"], gate=["select", "update", "delete"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "role"], name="scim_mapping_once"),
            models.CheckConstraint(name="scim_two_people", condition=(
                ~Q(role__in=[str(role) for role in HEAVY]) | Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")))),
        ]

    @property
    def counts(self) -> bool:
        return self.confirmed_at is not None
