"""Telephone numbers as people write them."""

# Area codes of three digits, counted with the leading 0; all others have four.
TWO_DIGIT_AREAS = frozenset(
    ["010", "013", "014", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046", "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079", "085", "088"]
)


def spoken(value: str) -> str:
    """E.164 as people write it: +31612345678 -> "06 12 34 56 78"; anything else unchanged."""
    digits = "0" + value.removeprefix("+31")
    if not value.startswith("+31") or len(digits) != 10:
        return value
    if digits.startswith("06"):
        return f"06 {digits[2:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"
    head = 3 if digits[:3] in TWO_DIGIT_AREAS else 4
    rest = digits[head:]
    first = 3 if head == 3 else 2  # 020 123 45 67, but 0320 12 34 56
    return f"{digits[:head]} {rest[:first]} {rest[first:first + 2]} {rest[first + 2:]}"
