"""Sessions, what a directory tells, second factors, requests to reset one, sign-in services, emergency access."""

from .emergency import Emergency
from .factors import OneTimeSecret, Passkey, RecoveryCode, ResetRequest
from .providers import Provider, ProviderSubject
from .scim import ScimGroup, ScimMapping, ScimMember, ScimToken, ScimUser
from .sessions import Session

__all__ = ["Emergency", "OneTimeSecret", "Passkey", "Provider", "ProviderSubject", "RecoveryCode",
           "ResetRequest", "ScimGroup", "ScimMapping", "ScimMember", "ScimToken", "ScimUser", "Session"]
