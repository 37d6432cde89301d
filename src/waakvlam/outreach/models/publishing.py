"""Which rule a round was made by, for every partner to read: never who is on its list."""

from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.privacy import Privacy


class PublishedSelection(Owned):
    """One approved selection: the rule in words, author, version, reason and make-up (R5).

    `makeup` is {"listed": n, "living": n, "bands" and "kinds": [{"code", "on_list", "living"}]}; cells
    that could point at a home are null, with a second one beside them (R30).
    """

    round = models.OneToOneField("outreach.Round", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sentence = models.CharField(max_length=600)
    reason = models.CharField(max_length=400, blank=True)
    author = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    approver = models.ForeignKey("access.Person", models.PROTECT, null=True, related_name="+")
    reference_percent = models.PositiveSmallIntegerField()
    makeup = models.JSONField()

    privacy = {n: Privacy.NONE for n in ("number", "sentence", "reason", "reference_percent", "makeup")}
    wall = wall.network(verbs=["select", "insert"],
                        check=f"organisation_id = {wall.ORGANISATION} and wall_purpose() = 'call_round'")

    class Meta:
        indexes = [models.Index(fields=["network", "-created_at", "-id"], name="published_selection_newest")]
