"""Sessions, second factors, requests to reset one, sign-in services, emergency access."""

from .emergency import Emergency
from .factors import OneTimeSecret, Passkey, RecoveryCode, ResetRequest
from .providers import Provider, ProviderSubject
from .sessions import Session

__all__ = ["Emergency", "OneTimeSecret", "Passkey", "Provider", "ProviderSubject", "RecoveryCode",
           "ResetRequest", "Session"]
