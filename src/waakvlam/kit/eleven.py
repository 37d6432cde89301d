"""The eleven-test: recognises a citizen service number (BSN) so that we never keep one.

Source: rule R3 and R4; weights 9..2 and -1 (Wet algemene bepalingen burgerservicenummer).
"""

import re

# What separates the figures of one number, as people type it: 111.222.333, 111 222 333, 111 - 222 - 333.
_BETWEEN = r"(?:[ \u00a0\u2009]?[.\-\u2010-\u2013][ \u00a0\u2009]?|[ \u00a0\u2009])?"
# Longer numbers are looked at first and stay whole: a piece of them would pass one time in eleven.
# None of these may end where a group of nine figures ends, or a number could hide in them.
_WHOLE = "|".join((
    r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",  # an id of ours
    r"\b(?=\w*[a-f])[0-9a-f]{16,}\b",  # a digest
    r"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}[ ]?\d{4}[ ]?\d{4}[ ]?\d{2}(?!\d)",  # IBAN
    rf"(?<!\d)(?:\+|00[ ]?)31(?:[ ]?\(0\))?(?:{_BETWEEN}\d){{9}}(?!\d)",  # a phone number, with country
    r"\+(?!31)\d{1,3}(?:[ .\-]?\d){6,11}(?!\d)",
    *(rf"(?<!\d)0\d{{{area}}}[ .\-]\d(?:[ .\-]?\d){{{7 - area}}}\d(?!\d)" for area in (1, 2, 3)),  # and without
    r"(?<!\d)\d{1,2}-\d{1,2}-(?:19|20)\d\d(?!\d)",  # a date
))
_FOUND = re.compile(rf"(?:{_WHOLE})|(?P<nine>(?<![\d+])(?:\d{_BETWEEN}){{8}}\d(?!\d))")
MASK = "•••••••••"


def passes(digits: str) -> bool:
    """Whether these nine digits could be a BSN. Phone numbers start with 0 and are not."""
    if len(digits) != 9 or not digits.isdigit() or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def mask(text: str) -> tuple[str, int]:
    """The text with every BSN-like number replaced by dots, and how many were found."""
    found = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        if not passes(re.sub(r"\D", "", match["nine"] or "")):
            return match.group()
        found += 1
        return MASK

    return _FOUND.sub(hide, text), found
