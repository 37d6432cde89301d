"""A sign-in of DigiD's kind over OpenID Connect, by the NL GOV profile: code flow with PKCE, the scope `openid`
alone, and the level of assurance asked as a claim and checked. No name, no number: only an opaque subject.

Who runs which provider is the operator's to say (WAAKVLAM_RESIDENT_PROVIDERS), one per network.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waakvlam.kit.errors import Absent, Refused
from waakvlam.kit.time import now
from waakvlam.signin import oidc

from . import visits
from .visits import Proved

ROUND_TRIP = 600  # seconds to sign in over there
HELD = "digid"


@dataclass(frozen=True)
class Service(oidc.Service):
    """One provider; its secret is not that of the people at work."""

    @property
    def secret_name(self) -> str:
        return super().secret_name.replace("WAAKVLAM_OIDC_", "WAAKVLAM_MIJN_", 1)


def parse(rows: str) -> dict[str, tuple[str, ...]]:
    """Network → (organisation, issuer, client id, way to prove ourselves, levels). Raises ValueError."""
    found: dict[str, tuple[str, ...]] = {}
    for row in filter(None, (one.strip() for one in rows.split(";"))):
        network, *rest = row.split()
        if len(rest) < 5 or rest[3] not in ("client_secret_post", "private_key_jwt") or network in found:
            raise ValueError(f"WAAKVLAM_RESIDENT_PROVIDERS: {row!r} is not 'network organisation issuer client-id "
                             "client_secret_post|private_key_jwt level…', once per network")
        found[network] = tuple(rest)
    return found


def service(network: str) -> Service:
    """Of this network, or the only one there is. Raises Absent."""
    rows = parse(settings.RESIDENT_PROVIDERS)
    network = network or (next(iter(rows)) if len(rows) == 1 else "")
    organisation_id = visits.call("rights_organisation", network, rows[network][0]) if network in rows else None
    if organisation_id is None:
        raise Absent("digid", _("Aanmelden met DigiD kan hier niet. Gebruik uw code."))
    organisation, issuer, client_id, method, *levels = rows[network]
    key = UUID(str(organisation_id))
    return Service(key, key, issuer, client_id, method, " ".join(levels), False, network, organisation)


class Provider:
    """What `WAAKVLAM_RESIDENT_SIGN_IN` names."""

    def begin(self, request: HttpRequest) -> str:
        chosen = service(request.GET.get("bij", ""))
        asked = {"acr": {"essential": True, "values": chosen.strong.split()}}
        try:
            address, held = oidc.begin(chosen, _return_to(), scope="openid", claims=asked)
        except oidc.Failed as error:
            raise _failed(error) from None
        request.session[HELD] = {**held, "network": chosen.network, "at": int(now().timestamp())}
        return address

    def finish(self, request: HttpRequest) -> Proved:
        """State, nonce and code each serve once: they leave the session before anything else."""
        held: dict[str, Any] | None = request.session.pop(HELD, None)
        state, code = request.GET.get("state", ""), request.GET.get("code", "")
        if not held or not code or state != held["state"] or now().timestamp() - held["at"] > ROUND_TRIP:
            raise _failed(oidc.Failed("state is not ours, was used, or is too old"))
        chosen = service(held["network"])
        if request.GET.get("iss", chosen.issuer) != chosen.issuer:
            raise _failed(oidc.Failed("came back from another issuer"))
        try:
            claims = oidc.proved(chosen, held, code, _return_to())
        except oidc.Failed as error:
            raise _failed(error) from None
        if claims.get("acr") not in chosen.strong.split():
            raise _failed(oidc.Failed("the level of assurance is too low"))
        return Proved(chosen.organisation_id, claims["sub"])


def _return_to() -> str:
    return settings.BASE_URL.rstrip("/") + "/mijn/digid/terug/"


def _failed(error: oidc.Failed) -> Refused:
    oidc.logger.warning("a resident's sign-in with a provider failed: %s", error)
    return Refused("digid", _("Aanmelden met DigiD lukte niet. Gebruik uw code, of probeer het nog een keer."))
