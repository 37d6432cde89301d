"""Passkeys (WebAuthn level 2): made and used, as second factor or as the only thing needed.

A challenge stands in the session, for one use and one purpose, for five minutes. The name that a key
is bound to is the host of the request, which ALLOWED_HOSTS has checked, or WAAKVLAM_PASSKEY_HOST.
"""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from waakvlam.kit.errors import Invalid
from waakvlam.kit.time import now

from .alone import Me
from .models import Passkey

CHALLENGE_LASTS = 300  # seconds
AT_MOST = 20


def host(request: HttpRequest) -> str:
    return settings.PASSKEY_HOST or request.get_host().rsplit(":", 1)[0]


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def to_make(request: HttpRequest, me: Me) -> str:
    """What the browser needs to make a key, as JSON. Keys that are there already are left alone."""
    options = generate_registration_options(
        rp_id=host(request), rp_name="Waakvlam", user_id=me.id.bytes, user_name=me.email, user_display_name=me.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.PREFERRED),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in mine(me)])
    _remember(request, options.challenge, "make")
    return options_to_json(options)


def make(request: HttpRequest, me: Me, answer: str, name: str) -> Passkey:
    """Keep the key that the browser made. Raises Invalid."""
    challenge = _challenge(request, "make")
    try:
        proved = verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=host(request), expected_origin=_origin(request))
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise _unusable() from None
    if len(mine(me)) >= AT_MOST:
        raise Invalid("passkeys", _("Je hebt al veel sleutels. Haal er eerst een weg."))
    return Passkey.objects.create(
        network_id=me.network_id, person_id=me.id, credential_id=proved.credential_id,
        public_key=proved.credential_public_key, sign_count=proved.sign_count,
        name=name.strip()[:60] or _("Sleutel"))


def to_use(request: HttpRequest, me: Me | None = None) -> str:
    """What the browser needs to use a key. Without a person any key of this site will do, and its
    owner must be verified by the device (PIN, finger or face): it is the only thing asked for."""
    options = generate_authentication_options(
        rp_id=host(request),
        allow_credentials=[PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in mine(me)] if me else None,
        user_verification=UserVerificationRequirement.PREFERRED if me else UserVerificationRequirement.REQUIRED)
    _remember(request, options.challenge, "second" if me else "alone")
    return options_to_json(options)


def use(request: HttpRequest, me: Me, answer: str, *, only: bool) -> Passkey:
    """The key of this person that signed our challenge. Raises Invalid.

    The counter of the key must go up (where it has one): a copied key is noticed and refused.
    """
    challenge = _challenge(request, "alone" if only else "second")
    key = Passkey.objects.select_for_update().filter(person_id=me.id, credential_id=credential_of(answer)).first()
    if key is None:
        raise _unusable()
    try:
        proved = verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=host(request), expected_origin=_origin(request),
            credential_public_key=bytes(key.public_key), credential_current_sign_count=key.sign_count,
            require_user_verification=only)
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise _unusable() from None
    key.sign_count, key.used_at = proved.new_sign_count, now()
    key.save(update_fields=["sign_count", "used_at"])
    return key


def credential_of(answer: str) -> bytes:
    """The id of the key that an answer names. Raises Invalid where it is no answer."""
    try:
        return base64url_to_bytes(json.loads(answer)["rawId"])
    except (ValueError, KeyError, TypeError):
        raise _unusable() from None


def owner(answer: str) -> UUID:
    """Whose key this is. Raises Invalid, with the same sentence as for a wrong signature."""
    with connection.cursor() as db:
        db.execute("select passkey_owner(%s)", [credential_of(answer)])
        found: Any = (db.fetchone() or [None])[0]
    if found is None:
        raise _unusable()
    return UUID(str(found))


def mine(me: Me) -> list[Passkey]:
    return list(Passkey.objects.filter(person_id=me.id).order_by("created_at"))


def _remember(request: HttpRequest, challenge: bytes, use: str) -> None:
    request.session["passkey"] = {"challenge": bytes_to_base64url(challenge), "for": use, "at": int(now().timestamp())}


def _challenge(request: HttpRequest, use: str) -> bytes:
    """Taken from the session, so that it serves once. Raises Invalid."""
    held = request.session.pop("passkey", None)
    if not held or held["for"] != use or now().timestamp() - held["at"] > CHALLENGE_LASTS:
        raise Invalid("passkey", _("Dat duurde te lang. Probeer het nog een keer."))
    return base64url_to_bytes(held["challenge"])


def _unusable() -> Invalid:
    return Invalid("passkey", _("Met deze sleutel lukt het niet. Probeer het nog een keer, of gebruik een code."))
