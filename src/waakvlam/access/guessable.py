"""Passwords that somebody would try first: the most used ones, and our own words with a year behind them.

Length does the work (twelve signs and more, any signs). This refuses what is long and guessed all the
same: one or two well-known words, with digits or signs around them, also in the usual disguise (p@ssw0rd).
Three words are a sentence, and strong. The list of 20,000 comes with Django. Who runs the server can add
a file of every password that ever leaked, some 40 GB: it is searched, never read whole, and asks nobody outside.
"""

import hashlib
import re
import unicodedata
from functools import cache

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator

# Words of this product and its trade, names of roles, and what people type when they must think of something.
OWN = frozenset(["waakvlam", "welkom", "wachtwoord", "inloggen", "aanmelden", "geheim", "hallo", "beheer", "beheerder", "administrator", "demo", "test", "wonen", "woning", "huur", "huurder", "huurders", "bewoner", "bewoners", "corporatie", "woningcorporatie", "gemeente", "politie", "zorg", "wijk", "wijkteam", "wijkagent", "buurt", "buurten", "buurtteam", "coordinator", "vrijwilliger", "voedselbank", "overdracht", "belactie", "register", "toezicht", "netwerk", "nederland", "amsterdam", "rotterdam", "utrecht", "denhaag", "eindhoven", "groningen", "januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober", "november", "december", "lente", "zomer", "herfst", "winter", "voorjaar", "najaar", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"])
DISGUISE = str.maketrans("@40135$7!", "aaoiessti")
SHORTEST = 3  # a shorter piece is no word


def guessable(password: str, *about: str) -> bool:
    """Whether it is one of those. `about`: name, address and organisation of whose it is."""
    if leaked(password):
        return True
    folded = _fold(password)
    known = _common() | OWN | {word for text in about for word in re.findall(r"[a-z]{3,}", _fold(text))}
    if len(set(folded)) < 5 or _made_of(folded, known):
        return True
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", folded)
    for written in {core, core.translate(DISGUISE)}:
        parts = [part for part in re.split(r"[^a-z]+", written) if part]
        if len(parts) == 1 and _made_of(parts[0], known) or len(parts) == 2 and set(parts) <= known:
            return True
    return False


def leaked(password: str) -> bool:
    """Whether its SHA-1 stands in the operator's file: lines in order, each beginning with 40 hex signs. Some 35 reads
    in 40 GB. Raises OSError where the file that is named cannot be read: then nobody chooses unchecked."""
    if not settings.LEAKED_PASSWORDS:
        return False
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with open(settings.LEAKED_PASSWORDS, "rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:  # the line that is sought begins at or after low, and before high
            file.seek(middle := (low + high) // 2)
            if middle:
                file.seek(middle - 1)
                file.readline()  # to the beginning of a line
            begin, line = file.tell(), file.readline()
            if begin >= high or line[:40].upper() > sought:
                high = middle
            elif line[:40].upper() == sought:
                return True
            else:
                low = begin + len(line)
    return False


def _made_of(text: str, known: frozenset[str]) -> bool:
    """Whether it is one known word, or two."""
    return text in known or any(text[:n] in known and text[n:] in known for n in range(SHORTEST, len(text) - SHORTEST + 1))


def _fold(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@cache
def _common() -> frozenset[str]:
    return frozenset(_fold(word) for word in CommonPasswordValidator().passwords if len(word) >= SHORTEST)
