"""Sessions, second factors, requests to reset one."""

from .factors import OneTimeSecret, Passkey, RecoveryCode, ResetRequest
from .sessions import Session

__all__ = ["OneTimeSecret", "Passkey", "RecoveryCode", "ResetRequest", "Session"]
