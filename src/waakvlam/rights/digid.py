"""Signing in with DigiD or what is shaped like it: a port, closed unless an operator opens it.

A provider proves a `sub`. Who that is, is known only through the mapping of the one organisation that
runs the provider (a municipality): `KnownSubject`. Nothing is matched by name, date or number.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent

from . import visits


@dataclass(frozen=True)
class Proved:
    """What a provider proved: who, by its own opaque name, at which organisation's door."""

    organisation_id: UUID
    sub: str


class Provider(Protocol):
    """OpenID Connect with code flow and PKCE; scope `openid` alone, no profile (NL GOV)."""

    def begin(self, request: HttpRequest) -> str:
        """Where to send the browser; keeps state, nonce and verifier in the session."""

    def finish(self, request: HttpRequest) -> Proved:
        """What came back, with signature, nonce, audience and state checked. Raises Refused."""


def provider() -> Provider:
    """The provider that an operator chose. Raises Absent where the switch is off: the address is not there."""
    if not settings.RESIDENT_SIGN_IN:
        raise Absent("digid", _("Aanmelden met DigiD kan hier niet. Gebruik uw code."))
    from django.utils.module_loading import import_string

    made: Provider = import_string(settings.RESIDENT_SIGN_IN)()
    return made


def is_on() -> bool:
    return bool(settings.RESIDENT_SIGN_IN)


def enter(request: HttpRequest) -> tuple[str, str] | None:
    """(cookie, language) of a visit, or None where the organisation knows nobody by this name."""
    proved = provider().finish(request)
    return visits.open_for_subject(proved.organisation_id, proved.sub)
