"""Writing again what signals are found by; by an operator, as the owner."""

from uuid import UUID

from django.db import connections

STEP = 5_000
_NEXT = "select signal_id from signals_signalcontent where signal_id > %s group by signal_id order by signal_id limit %s"
_WRITE = "select count(signals_words_write(id)) from unnest(%s::uuid[]) id"


def index_all(using: str = "owner") -> int:
    """How many signals were written. Each step commits by itself; breaking off and beginning again does no harm."""
    done, last = 0, UUID(int=0)
    while True:
        with connections[using].cursor() as db:
            db.execute(_NEXT, [last, STEP])
            ids = [id_ for (id_,) in db.fetchall()]
            if not ids:
                return done
            db.execute(_WRITE, [ids])
        done, last = done + len(ids), ids[-1]
