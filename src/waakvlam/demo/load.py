"""Loads the whole demo: `load(step)` tells what it does; `is_loaded` whether it was done before."""

import hashlib
import hmac
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connections

from .loading import (
    arrears,
    coverage,
    deliveries,
    directory,
    handed,
    maintenance,
    network,
    pictures,
    register,
    rights,
    rounds,
    signals,
    stuck,
    visits,
    watched,
)

MARK = "demo of Vlierdrecht, whole"
Step = tuple[str, Callable[[], object]]
# Each step with what it says while it runs.
STEPS: tuple[Step, ...] = (
    ("partners and people at work", network.load),
    ("neighbourhoods", register.load_areas),
    ("12,000 homes and who live there", register.load_register),
    ("what partners offer", directory.load),
    ("what was stuck, and who decided", stuck.load),  # before handovers, which mark the post of the past as sent
    ("call rounds of the past months", rounds.load),
    ("doors of years past, and who is out of sight", coverage.load),
    ("signals from anyone", signals.load),  # before handovers, whose evenings move what fell silent
    ("handovers, answers and silence", handed.load),
    ("sheets of yesterday and today", visits.load),
    ("residents' requests", rights.load),
    ("major maintenance and its core team", maintenance.load),
    ("arrears, early-debt signals and new tenants", arrears.load),
    ("figures per neighbourhood", pictures.load),
    ("a delivery of another system, and what may be double", deliveries.load),
    ("what the privacy officer looks after", watched.load),
)


def is_loaded() -> bool:
    """Whether the last step was reached, with the keys of now.

    A load that was broken off is not a demo. Neither is one whose keys went with its folder, while the database stood
    elsewhere: its logs would seem forged and its files lost.
    """
    with connections["owner"].cursor() as db:
        db.execute("select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()")
        return bool((db.fetchone() or [None])[0] == _mark())


def is_begun() -> bool:
    """Whether something of the demo is there, whole or not."""
    return network.exists()


def load(tell: Callable[[str], None] = lambda _text: None) -> None:
    """Fill an empty, migrated database. About a minute; the same content each time."""
    logging.disable(logging.INFO)  # months of made-up work would fill the screen
    try:
        for text, step in STEPS:
            tell(text)
            step()
    finally:
        logging.disable(logging.NOTSET)
    _leave_mark()


def _mark() -> str:
    """What the database says of itself; the key cannot be had from it."""
    return f"{MARK}, {hmac.new(settings.SUBJECT_KEY.encode(), MARK.encode(), hashlib.sha256).hexdigest()[:16]}"


def _leave_mark() -> None:
    with connections["owner"].cursor() as db:
        db.execute("select current_database()")
        name = (db.fetchone() or [""])[0]
        db.execute(f'comment on database "{name}" is %s', [_mark()])
