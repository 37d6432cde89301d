"""Ways in from outside: the public doors of an organisation, and forms that somebody has not finished yet."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import Begins, Keep, Trace
from waakvlam.access.models import Person
from waakvlam.access.privacy import Privacy, Scrub
from waakvlam.access.words import Purpose, Role

from .signal import BRINGERS


class Door(Owned):
    """A public form under /melden/<slug>/, and where wanted an address for mail: what comes in is this organisation's.

    `texts` is {language: sentence}: what the organisation says above its form.
    """

    slug = models.SlugField(max_length=50, unique=True)
    title = models.CharField(max_length=120)
    texts = models.JSONField(default=dict)
    email = models.EmailField(blank=True, help_text="mail to this address becomes a signal")
    is_open = models.BooleanField(default=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="who opened it")

    privacy = dict.fromkeys(("slug", "title", "texts", "email"), Privacy.NONE)
    wall = wall.custom(
        f"{wall.owned(Purpose.ADMINISTRATION, Purpose.SIGNAL).using}",
        f"{wall.owned(Purpose.ADMINISTRATION).check} and {wall.ROLE} = '{Role.ADMINISTRATOR}'",
        verbs=["select", "insert", "update"],
        gate=["select (id, network_id, organisation_id, slug, title, texts, email, is_open)"])

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="signal_door_email", condition=~Q(email=""))]

    def __str__(self) -> str:
        return self.title


class IntakeDraft(Owned):
    """A form that is not finished: read only with the key that belongs to it, which is not kept here.

    At a public door the key is a code that the teller holds; at work it is made from who writes.
    """

    key_hash = models.BinaryField(unique=True)
    content = models.BinaryField(help_text="the fields, encrypted")
    saved_at = models.DateTimeField()

    privacy = {"key_hash": Privacy.NONE, "content": Privacy.LIFE}
    wall = wall.owned(Purpose.SIGNAL, never=[Role.STEWARD], gate=["select (saved_at)", "delete"])
    kept = Keep(Trace.DRAFT, (), since="saved_at", begins=Begins.WRITING, scrub=Scrub.DROP_ROW)


class RefusedMail(Owned):
    """A message to a door's address that did not become a signal: when and why, without who or what."""

    door = models.ForeignKey(Door, models.PROTECT, related_name="refused")
    at = models.DateTimeField()
    reason = models.CharField(max_length=20)
    message_hash = models.BinaryField(help_text="the same message twice is one line")

    privacy = {"reason": Privacy.NONE, "message_hash": Privacy.NONE}
    wall = wall.owned(Purpose.SIGNAL, Purpose.ADMINISTRATION, never=BRINGERS, verbs=["select", "insert"])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "message_hash"], name="refused_mail_once")]
        indexes = [models.Index(fields=["organisation", "-at"], name="refused_mail_newest")]
