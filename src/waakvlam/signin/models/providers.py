"""The sign-in service of an organisation, and whom it let in before."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy

from .factors import until_leaving

OURS = (f"network_id = {wall.NETWORK} and organisation_id = {wall.ORGANISATION} and {wall.ONLY} is null "
        "and wall_role() in ('administrator', 'system')")


class Provider(Owned):
    """Where the people of one organisation sign in (OpenID Connect). No secret stands here: it is read
    from the environment or a file, by a name that follows from network and organisation."""

    class Method(models.TextChoices):
        SECRET = "client_secret_post", "client secret"
        KEY = "private_key_jwt", "private key"

    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.SECRET)
    strong = models.CharField(max_length=300, blank=True,
                              help_text="values of acr that prove a second factor, separated by spaces")
    trusts_email = models.BooleanField(default=False, help_text="the organisation itself hands out the addresses")
    active = models.BooleanField(default=False)

    privacy = {n: Privacy.NONE for n in ("issuer", "client_id", "method", "strong")}
    coded = {"client_id": "as the sign-in service gave it"}
    wall = wall.custom(OURS, OURS, verbs=["select", "insert", "update"], gate=["select"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="provider_once")]


class ProviderSubject(Owned):
    """Who a provider's subject is, pinned at the first time: an address that moves to somebody else
    later opens nothing."""

    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    privacy = {"issuer": Privacy.NONE, "subject": Privacy.STAFF}
    coded = {"subject": "as the sign-in service gave it"}
    wall = wall.custom(OURS, OURS, verbs=["select", "delete"], gate=["select", "insert"])
    kept = until_leaving("signin_providersubject")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "issuer", "subject"], name="subject_once"),
            models.UniqueConstraint(fields=["organisation", "issuer", "person"], name="subject_of_one_person"),
        ]
