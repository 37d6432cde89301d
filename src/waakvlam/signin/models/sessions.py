"""Sessions on the server: reached by functions only, found by the hash of their key."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.erasing import Stays
from waakvlam.access.models import Membership, Network, Person
from waakvlam.access.models.people import ONLY_OURS
from waakvlam.access.privacy import Privacy
from waakvlam.kit.ids import uuid7


class Session(models.Model):
    """One browser that somebody came in with. The content is signed and holds ids only.

    `expires_at` moves with use (idleness), never beyond `ends_at` (the working day).
    """

    key = models.BinaryField(primary_key=True, help_text="SHA-256 of what stands in the cookie")
    handle = models.UUIDField(default=uuid7, unique=True, help_text="to point at it without its key")
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    content = models.TextField()
    device = models.CharField(max_length=60, blank=True, help_text="in words, as Firefox op Windows")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()

    privacy = {"key": Privacy.NONE, "content": Privacy.NONE, "device": Privacy.STAFF}
    coded = {"content": "packed and signed"}
    wall = wall.closed()
    kept = Stays("lasts a working day at most, and is removed every night",
                 mine=ONLY_OURS.format(person="{table}.person_id"))
