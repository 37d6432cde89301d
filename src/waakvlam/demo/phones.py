"""Telephone numbers that look Dutch, pass every check, and should never ring anywhere.

A subscriber's number after a Dutch area code never starts with 0, so 0320-0xxxxx cannot be
anyone's line, though libraries of numbering rules accept it. No such gap exists for mobile
numbers: 06-80xxxxxx is a block we know no users of, but we cannot prove it. That is why the
demo has no carrier that sends anything outside this machine.
"""

import random

LANDLINE, MOBILE = "+31320", "+316"


def landline(serial: int) -> str:
    """E.164; 100,000 different ones."""
    return f"{LANDLINE}0{serial % 100_000:05}"


def mobile(serial: int) -> str:
    """E.164; 1,000,000 different ones."""
    return f"{MOBILE}80{serial % 1_000_000:06}"


def spelled(number: str, rng: random.Random) -> str:
    """A way in which a clerk may have typed this number."""
    digits = "0" + number.removeprefix("+31")
    cut = 2 if digits.startswith("06") else 4
    area, rest = digits[:cut], digits[cut:]
    pairs = " ".join(rest[i:i + 2] for i in range(0, len(rest), 2))
    return rng.choices(
        (digits, f"{area}-{rest}", f"{area} - {rest}", f"{area} {pairs}", f"({area}) {rest}",
         f"+31 (0){area[1:]} {rest}", f"0031{digits[1:]}", number, f"{area}.{rest}", f"31{digits[1:]}"),
        (30, 34, 8, 8, 4, 4, 4, 4, 2, 2))[0]
