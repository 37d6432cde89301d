"""Making and revoking tokens."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from waakvlam.access import audit
from waakvlam.access.identity import Who
from waakvlam.access.links import hash_of
from waakvlam.access.models import Membership
from waakvlam.access.policies import require
from waakvlam.access.words import PURPOSES
from waakvlam.kit.errors import Invalid, Refused, WrongState
from waakvlam.kit.time import now

from .models import ApiToken
from .policies import ApiPermission

LONGEST = 366  # days: a key that nobody renews should end by itself
PREFIX = "wv_"  # so that scanners of source code can recognise a leaked key


@transaction.atomic
def make_token(*, membership: Membership, purpose: str, label: str, days: int, processor: str = "",
               by: Who) -> tuple[ApiToken, str]:
    """A token that acts as this membership for this purpose; returns it and the secret, once."""
    require(by, ApiPermission.MANAGE_TOKENS)
    if membership.organisation_id != by.organisation_id:
        raise Refused("owner", _("Deze rol is niet van de eigen organisatie."))
    if membership.until is not None and membership.until <= now():
        raise WrongState("member", _("Deze rol is beëindigd."))
    if purpose not in PURPOSES.get(membership.role, ()):
        raise Invalid("purpose", _("Met deze rol kan niemand voor dit doel handelen."), came_in=purpose,
                      expected=", ".join(PURPOSES.get(membership.role, ())), field="purpose")
    if not 1 <= days <= LONGEST:
        raise Invalid("days", _("Een sleutel werkt 1 tot %(n)d dagen.") % {"n": LONGEST}, came_in=str(days), field="days")
    if not label.strip():
        raise Invalid("label", _("Schrijf op welk systeem de sleutel gebruikt."), field="label")
    secret = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, membership=membership, purpose=purpose,
        label=label.strip()[:80], processor=processor, secret_hash=hash_of(secret), expires_at=now() + timedelta(days=days))
    audit.record(by, "token.make", made, membership=membership.id, purpose=purpose, days=days)
    return made, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Who) -> None:
    """The next request with it is refused."""
    require(by, ApiPermission.MANAGE_TOKENS)
    if token.revoked_at is not None:
        raise WrongState("token", _("Deze sleutel was al ingetrokken."))
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    audit.record(by, "token.revoke", token)
