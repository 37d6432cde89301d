"""Tokens of the own organisation."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.access.models import Membership
from waakvlam.kit.errors import Absent
from waakvlam.kit.time import now

from .models import ApiToken


def tokens(who: Who) -> QuerySet[ApiToken]:
    """Newest first, those that still work before the others."""
    return (ApiToken.objects.filter(organisation_id=who.organisation_id)
            .select_related("membership__person").order_by("revoked_at", "-id"))


def token(who: Who, token_id: UUID) -> ApiToken:
    """Raises Absent."""
    found = tokens(who).filter(pk=token_id).first()
    if found is None:
        raise Absent("token", _("Deze sleutel is er niet."))
    return found


def memberships(who: Who) -> QuerySet[Membership]:
    """As whom a token can act: standing roles of the own organisation, by name."""
    return (Membership.objects.filter(organisation_id=who.organisation_id)
            .filter(Q(until__isnull=True) | Q(until__gt=now()))
            .select_related("person").order_by("person__name", "role"))
