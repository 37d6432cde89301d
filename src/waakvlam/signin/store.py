"""The session engine: on the server, ended by idleness, by the working day, or by its owner.

The database holds a hash of the key, so a copy of it opens no session. Ending one is removing its
row: it works at the next request of that browser.
"""

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection

from waakvlam.kit.ids import uuid7
from waakvlam.kit.time import AMSTERDAM, now

SEEN_EVERY = timedelta(minutes=1)  # idleness is kept to the minute, so that a page seldom writes


def end_of(since: datetime) -> datetime:
    """The end of the working day that began at `since`: 12 hours, and never past four at night (both are settings)."""
    local = since.astimezone(AMSTERDAM)
    night = datetime.combine(local.date(), time(settings.SESSION_NIGHT), AMSTERDAM)
    if night <= local:
        night = datetime.combine(local.date() + timedelta(days=1), night.time(), AMSTERDAM)
    return min(since + timedelta(hours=settings.SESSION_HOURS), night.astimezone(UTC))


def hashed(key: str | None) -> bytes:
    return hashlib.sha256((key or "").encode()).digest()


class SessionStore(SessionBase):
    """Four functions of the database; each is one query."""

    def load(self) -> dict[str, Any]:
        row = _one("select content, seen_at from session_load(%s, %s)", [hashed(self.session_key), now()])
        if row is None:
            self._session_key = None
            return {}
        if now() - row[1] > SEEN_EVERY:
            self.modified = True  # writes when it was seen last, which moves its end
        return self.decode(row[0])

    def exists(self, session_key: str) -> bool:
        return _one("select 1 from session_load(%s, %s)", [hashed(session_key), now()]) is not None

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        moment = now()
        since = datetime.fromtimestamp(data.setdefault("since", int(moment.timestamp())), UTC)
        ends = end_of(since)
        expires = min(moment + timedelta(minutes=settings.SESSION_IDLE_MINUTES), ends)
        saved = _one(f"select session_save({', '.join(['%s'] * 11)})", [
            hashed(self.session_key), uuid7(), must_create, self.encode(data), data.get("person"),
            data.get("membership"), data.get("device", ""), since, moment, expires, ends])
        if not (saved and saved[0]):
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            _one("select session_forget(%s)", [hashed(key)])

    @classmethod
    def clear_expired(cls) -> None:
        _one("select sessions_clear(%s)", [now()])


def _one(sql: str, args: list[Any]) -> Any:
    with connection.cursor() as db:
        db.execute(sql, args)
        return db.fetchone()
