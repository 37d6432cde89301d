"""The eleven-test: recognises a citizen service number (BSN) so that we never keep one.

Source: rule R3 and R4; weights 9..2 and -1 (Wet algemene bepalingen burgerservicenummer).
"""

import re

_NINE = re.compile(r"(?<![\d+])(?:\d[ .\-]?){8}\d(?!\d)")
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
        if not passes(re.sub(r"\D", "", match.group())):
            return match.group()
        found += 1
        return MASK

    return _NINE.sub(hide, text), found
