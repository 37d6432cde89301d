"""The two logs: acts (who did what) and processing lines (whose data was touched).

`record` appends an act inside the caller's transaction: it lives and dies with the write.
`touched` collects data subjects during a request or job; `flush` writes one line per subject and the
act of reading in one statement: logging costs one query however many people a page shows (R28).
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.db import connection

from waakvlam.kit.ids import uuid7
from waakvlam.kit.rows import add, as_json, columns
from waakvlam.kit.time import now
from waakvlam.kit.together import UNREAD

from .activities import uri
from .identity import Who
from .models import Audit
from .tracing import Caller

READ, WRITTEN = "data.read", "data.write"
RESOURCE = f"waakvlam/{version('waakvlam')}"


def record(by: Who, verb: str, subject: Any = None, **detail: Any) -> Audit:
    """Append one act. `detail` holds ids, states and counts, never names or free text."""
    kind = subject._meta.model_name if subject is not None else ""
    made = add(Audit(
        **_by(by), verb=verb, subject_kind=kind, subject_id=getattr(subject, "pk", None),
        detail={key: _plain(value) for key, value in detail.items()}))
    touch = _current.get()
    if touch is not None and touch.act is None:
        touch.act = made
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | StrEnum):
        return str(value)
    if isinstance(value, list | tuple | set):
        return [_plain(v) for v in value]
    return value


@dataclass
class Touch:
    """What one request or job touched: activity → ids of residents or households.

    `caller` is the step of another system that called us; `act` the first act that was recorded.
    """

    trace_id: bytes = field(default_factory=lambda: os.urandom(16))
    started: int = field(default_factory=lambda: _millis())
    subjects: dict[str, dict[UUID, None]] = field(default_factory=dict)
    caller: Caller | None = None
    act: Audit | None = None


_current: ContextVar[Touch | None] = ContextVar("waakvlam_touch", default=None)


def begin(caller: Caller | None = None) -> Touch:
    """Start collecting for a request or job; a trace that called us is taken over."""
    touch = Touch(caller=caller)
    if caller is not None:
        touch.trace_id = caller.trace_id
    _current.set(touch)
    return touch


def touched(who: Who, activity: str, subjects: Iterable[UUID | None]) -> None:
    """Say that the data of these subjects is being read or written now.

    `activity` stands in a module's `activities.py`. Outside a request the lines are written at
    once (one insert).
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
    """Write what was collected: one statement, inside the request's transaction."""
    touch = _current.get()
    if touch is not None and who is not None and touch.subjects:
        _write(who, touch)
    _current.set(None)


@contextmanager
def undoing() -> Iterator[None]:
    """What is recorded and touched inside is forgotten where it fails, as the database undoes it: others of the request stay."""
    touch = _current.get()
    before = None if touch is None else (touch.act, {activity: {**ids} for activity, ids in touch.subjects.items()})
    try:
        yield
    except BaseException:
        if touch is not None and before is not None:
            touch.act, touch.subjects = before
        raise


@contextmanager
def apart() -> Iterator[None]:
    """Inside, somebody else acts than whose request it is: logged at once as theirs, and never among the lines of the request."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def _write(who: Who, touch: Touch) -> None:
    """A line per subject: children of the step that called, or of one step of ours where there are
    several. Linked to the act that touched them; where nothing was done, reading is the act."""
    lines = [(activity, subject) for activity, ids in touch.subjects.items() for subject in ids]
    act = touch.act if touch.act is not None and _same(touch.act, who) else None
    reading = act or Audit(**_by(who), verb=READ, detail={activity: len(ids) for activity, ids in touch.subjects.items()})
    head = {
        "network_id": who.network_id, "organisation_id": who.organisation_id, "audit_id": reading.id,
        "trace_id": touch.trace_id, "start_time": touch.started, "end_time": _millis(), "resource": RESOURCE,
        "parent_span_id": touch.caller.span_id if touch.caller else os.urandom(8) if len(lines) > 1 else None,
        "foreign_operation": touch.caller.processor if touch.caller else ""}
    each = [{"id": uuid7(), "span": os.urandom(8), "name": activity, "activity": uri(activity),
             "subject": pseudonym(who.network_id, subject)} for activity, subject in lines]
    with connection.cursor() as db:
        db.execute(f"{UNREAD}select access_processingline_add(%s, %s, %s)", [
            None if act else as_json(columns(reading)), as_json(head), as_json(each)])


def _by(who: Who) -> dict[str, Any]:
    return {"network_id": who.network_id, "organisation_id": who.organisation_id, "person_id": who.person_id,
            "membership_id": who.membership_id, "role": who.role, "purpose": who.purpose}


def _same(act: Audit, who: Who) -> bool:
    return (act.organisation_id, act.person_id) == (who.organisation_id, who.person_id)


def pseudonym(network_id: UUID, subject: UUID) -> bytes:
    """The encrypted id of a data subject: the same within a network, so that a resident's lines
    can be found; decryptable only with the key (AES-SIV, RFC 5297)."""
    return _cipher(settings.SUBJECT_KEY).encrypt(subject.bytes, [network_id.bytes])


def subject_of(network_id: UUID, encrypted: bytes) -> UUID | None:
    """The id behind a pseudonym; None where it was made with another key. Only for jobs that compare:
    no page shows it."""
    try:
        return UUID(bytes=_cipher(settings.SUBJECT_KEY).decrypt(encrypted, [network_id.bytes]))
    except InvalidTag:
        return None


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESSIV:
    """Made once per key: a page with fifty people writes fifty lines."""
    return AESSIV(hashlib.sha512(secret.encode()).digest())


def _millis() -> int:
    return int(now().timestamp() * 1000)
