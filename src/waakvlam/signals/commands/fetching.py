"""Read the mailbox: each message becomes a signal once, is counted, or waits for a person. None is lost."""

import json
import logging
from collections import Counter

from django.conf import settings
from django.db import InterfaceError, OperationalError

from waakvlam.kit.errors import Absent

from ..mailbox import Mailbox
from ..models import Signal
from .mailing import ROBOTS, take_in_mail

log = logging.getLogger("waakvlam.signals")
TAKEN, LOOK = "taken_in", "to_look_at"
MOST = 500  # per run: the next one goes on


def fetch() -> dict[str, int]:
    """What became of the messages, by code: `taken_in`, `to_look_at`, or why it was refused. Empty without a mailbox.

    A message moves after its signal is kept. Where the connection breaks in between, the next run finds the same
    signal and answers nobody twice. Raises mailbox.Unreachable.
    """
    done: Counter[str] = Counter()
    if not settings.MAILBOX_HOST:
        return {}
    try:
        with Mailbox() as box:
            box.prepare()
            for found in box.messages():
                became = _handled(found.raw, whole=found.is_whole)
                robot = became in ROBOTS
                done[became] += 1
                box.move(found.uid, settings.MAILBOX_DONE if robot or became == TAKEN else settings.MAILBOX_LOOK)
                if done.total() >= MOST:
                    break
            box.forget()
    finally:
        if done:
            log.info('{"event": "mailbox read", "messages": %s}', json.dumps(done, sort_keys=True))
    return dict(done)


def _handled(raw: bytes, *, whole: bool) -> str:
    """A code. What goes wrong with one message stops none of the others, and no word of it is logged."""
    try:
        made = take_in_mail(raw=raw, is_whole=whole)
    except (InterfaceError, OperationalError):
        raise  # not the message's fault: it stays where it is
    except Absent:
        return LOOK
    except Exception as error:  # noqa: BLE001  whatever somebody sends: a person looks at it
        log.warning('{"event": "message not understood", "error": "%s"}', type(error).__name__)
        return LOOK
    return TAKEN if isinstance(made, Signal) else made
