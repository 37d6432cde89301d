"""The two logs: acts (who did what) and processing lines (whose data was touched).

`record` appends an act inside the caller's transaction: it lives and dies with the write.
`touched` collects data subjects during a request or job; `flush` writes one line per subject in
one insert, so that logging costs one query however many people a page shows (R28).
"""

import hashlib
import os
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from waakvlam.kit.time import now

from .identity import Who
from .models import Audit, ProcessingLine

ACTIVITY = "https://waakvlam.example/verwerkingsactiviteiten/{}"


def record(by: Who, verb: str, subject: Any = None, **detail: Any) -> Audit:
    """Append one act. `detail` holds ids, states and counts, never names or free text."""
    kind = subject._meta.model_name if subject is not None else ""
    return Audit.objects.create(
        network_id=by.network_id, organisation_id=by.organisation_id, person_id=by.person_id,
        membership_id=by.membership_id, role=by.role, purpose=by.purpose, verb=verb,
        subject_kind=kind, subject_id=getattr(subject, "pk", None),
        detail={key: _plain(value) for key, value in detail.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | StrEnum):
        return str(value)
    if isinstance(value, list | tuple | set):
        return [_plain(v) for v in value]
    return value


@dataclass
class Touch:
    """What one request or job touched: activity → ids of residents or households."""

    trace_id: bytes = field(default_factory=lambda: os.urandom(16))
    started: int = field(default_factory=lambda: _millis())
    subjects: dict[str, dict[UUID, None]] = field(default_factory=dict)
    audit_id: UUID | None = None


_current: ContextVar[Touch | None] = ContextVar("waakvlam_touch", default=None)


def begin() -> Touch:
    """Start collecting for a request or job."""
    touch = Touch()
    _current.set(touch)
    return touch


def touched(who: Who, activity: str, subjects: Iterable[UUID | None]) -> None:
    """Say that the data of these subjects is being read or written now.

    Outside a request the lines are written at once (one insert).
    """
    ids = {s: None for s in subjects if s is not None}
    if not ids:
        return
    touch = _current.get()
    if touch is None:
        _write(who, Touch(subjects={activity: ids}))
    else:
        touch.subjects.setdefault(activity, {}).update(ids)


def flush(who: Who | None) -> None:
    """Write what was collected: one insert, inside the request's transaction."""
    touch = _current.get()
    if touch is not None and who is not None and touch.subjects:
        _write(who, touch)
    _current.set(None)


def _write(who: Who, touch: Touch) -> None:
    end = _millis()
    ProcessingLine.objects.bulk_create([
        ProcessingLine(
            network_id=who.network_id, organisation_id=who.organisation_id,
            audit_id=touch.audit_id, trace_id=touch.trace_id, span_id=os.urandom(8),
            name=activity, start_time=touch.started, end_time=end,
            processing_activity_id=ACTIVITY.format(activity),
            data_subject_id=pseudonym(who.network_id, subject))
        for activity, ids in touch.subjects.items() for subject in ids
    ])


def pseudonym(network_id: UUID, subject: UUID) -> bytes:
    """The encrypted id of a data subject: the same within a network, so that a resident's lines
    can be found; decryptable only with the key (AES-SIV, RFC 5297)."""
    key = hashlib.sha512(f"{settings.SUBJECT_KEY}".encode()).digest()
    return AESSIV(key).encrypt(subject.bytes, [network_id.bytes])


def _millis() -> int:
    return int(now().timestamp() * 1000)
