"""People at work: who they are, how they sign in, as what they act."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat

from waakvlam.kit.time import now

from .. import wall, words
from ..base import NetworkRow, Owned
from ..erasing import Begins, Keep, Stays, Trace
from ..privacy import Privacy, Scrub
from .network import Network, Team


def left(person: str) -> RawSQL:
    """Since when somebody works for nobody any more, or NULL."""
    return RawSQL("(select case when bool_and(m.until is not null) then max(m.until) end "  # noqa: S608, S611  our own column
                  f"from access_membership m where m.person_id = {person})", [])


LEFT = left("access_person.id")
# Somebody who works elsewhere too is not ours to forget.
ONLY_OURS = ("exists (select 1 from access_membership m where m.person_id = {person} "  # noqa: S608  our own column
             f"and m.organisation_id = {wall.ORGANISATION}) and not exists (select 1 from access_membership m "
             f"where m.person_id = {{person}} and m.organisation_id <> {wall.ORGANISATION} "
             "and (m.until is null or m.until > now()))")


class Person(NetworkRow):
    """Somebody at work (or a volunteer): partners see the name and work address, never more."""

    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=20, blank=True)

    privacy = {n: Privacy.STAFF for n in ("name", "email", "phone")}
    # The address is what somebody signs in with: only changed by who employs them, and nobody else.
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check="wall_role() in ('administrator', 'system') and not exists (select 1 "  # noqa: S608  constants
                        "from access_membership m where m.person_id = access_person.id "
                        f"and m.organisation_id <> {wall.ORGANISATION})")
    kept = Keep(Trace.STAFF, (), since=LEFT, begins=Begins.LEAVING, scrub=Scrub.PSEUDONYM, owner="",
                done=Q(name="oud-medewerker"), mine=ONLY_OURS.format(person="{table}.id"),
                blanks={"name": "oud-medewerker", "email": Concat(Value("gewist-"), Cast("id", models.CharField()),
                                                                  Value("@ongeldig.invalid"))})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "email"], name="person_email")]

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """How a person signs in. No role can read this table; `sign_in` functions compare."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    password = models.CharField(max_length=200, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)  # of one that somebody else chose: to be replaced before it

    privacy = {"password": Privacy.STAFF, "ends_at": Privacy.STAFF}
    coded = {"password": "a hash"}
    wall = wall.closed()
    kept = Keep(Trace.STAFF, (), since=left("access_credential.person_id"), begins=Begins.LEAVING,
                scrub=Scrub.DROP_ROW, owner="", mine=ONLY_OURS.format(person="{table}.person_id"))


class Membership(Owned):
    """As what a person may act, for which organisation, since and until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, choices=words.roles)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    privacy = {"role": Privacy.STAFF}
    wall = wall.network(verbs=["select", "insert", "update"], gate=["select"],
                        check="wall_role() in ('administrator', 'system') "
                        f"and organisation_id = {wall.ORGANISATION}")
    kept = Stays("as what somebody acted; says nothing once the person has no name", mine="true")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(name="membership_until", condition=Q(until__isnull=True) | Q(until__gt=F("since"))),
        ]
