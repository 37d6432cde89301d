"""Sessions, second factors, requests to reset one, sign-in services of organisations."""

from .factors import OneTimeSecret, Passkey, RecoveryCode, ResetRequest
from .providers import Provider, ProviderSubject
from .sessions import Session

__all__ = ["OneTimeSecret", "Passkey", "Provider", "ProviderSubject", "RecoveryCode", "ResetRequest", "Session"]
