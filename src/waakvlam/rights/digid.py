"""Signing in with DigiD or what is shaped like it: a port, closed unless an operator opens it.

A provider proves a `sub`. Who that is, is known only through the mapping of the one organisation that
runs the provider (a municipality): `KnownSubject`, made by the code of a letter the first time. Nothing is matched
by name, date or number. A client for real providers stands in `openid.py`.
"""

from datetime import date
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent, Refused
from waakvlam.kit.time import now

from . import visits
from .visits import Proved

WAITS, WAITS_FOR = "digid_pair", 600  # in the session, seconds


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
    """(cookie, language) of a visit, or None where the organisation knows nobody by this name: then the session
    remembers for ten minutes what was proved, and the code of a letter says once who it is (`pair`)."""
    proved = provider().finish(request)
    opened = visits.open_for_subject(proved)
    if opened is None:
        request.session[WAITS] = {"organisation": str(proved.organisation_id), "sub": proved.sub, "at": int(now().timestamp())}
    return opened


def pair(request: HttpRequest, code: str, born: date | None) -> tuple[str, str] | None:
    """Raises Refused where nothing was proved here, or too long ago."""
    held = request.session.get(WAITS)
    if not held or now().timestamp() - held["at"] > WAITS_FOR:
        raise Refused("digid", _("Dat duurde te lang. Meld u opnieuw aan met DigiD."))
    opened = visits.pair(Proved(UUID(held["organisation"]), held["sub"]), code, born)
    if opened is not None:
        request.session.flush()
    return opened
