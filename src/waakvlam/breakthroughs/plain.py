"""No person's data in a question for a decision: what looks like it is shown to the writer before it is kept.

A pattern can only warn. The writer rewrites it, or says that it is about nobody; that choice is an act in the log.
"""

import re

from waakvlam.access.screening import words_in

TELLS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # an e-mail address
    r"|(?<!\d)(?:\+31|0)[ -]?\d(?:[ -]?\d){7,8}(?!\d)"  # a telephone number
    r"|\b\d{4} ?[A-Z]{2}\b"  # a postcode
    r"|\b(?:[A-Z]\w+(?:straat|laan|weg|plein|hof|kade|gracht|dreef|pad))\s+\d+\w?\b"  # an address
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b"  # a birth date
    r"|\b(?:[Mm]evrouw|[Mm]eneer|[Mm]w\.|[Dd]hr\.|[Dd]e heer|[Ff]amilie)\s+(?:(?:van|de|der|den|el|ten|ter)\s+)*[A-ZÀ-Ž]\w+")


def found_in(*texts: str) -> tuple[str, ...]:
    """What looks like somebody's name, home, number or illness, each once and in order."""
    whole = "\n".join(texts)
    return tuple(dict.fromkeys([*(m.group() for m in TELLS.finditer(whole)), *words_in(texts)]))
