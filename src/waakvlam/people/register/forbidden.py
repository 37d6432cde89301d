"""What may not be kept (R3, R4, R5) is recognised by a column's name and by its content.

A column is judged on its first rows before any row is let through; after that every text
that is kept still passes `mask`, so a BSN deep in the file or inside a note does not survive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from waakvlam.kit import eleven


class Forbidden(StrEnum):
    BSN = _("bsn")
    NATIONALITY = _("nationaliteit")
    MARITAL_STATUS = _("burgerlijke staat")
    INCOME = _("inkomen")
    SEX = _("geslacht")
    ORIGIN = _("geboorteland of herkomst")
    LANGUAGE = _("taal")
    BELIEF = _("geloof of overtuiging")
    HEALTH = _("gezondheid")
    CRIMINAL = _("strafrecht")
    IDENTITY_DOCUMENT = _("identiteitsbewijs")


MASK = "•••"

# In names of columns, written as `columns.plain_header` does: lower case, letters and digits only.
_BY_NAME: tuple[tuple[Forbidden, str], ...] = (
    (Forbidden.BSN, r"bsn|burgerservice|sofi|fiscaalnummer|socialsecurity"),
    (Forbidden.NATIONALITY, r"nationalit|staatsburgerschap|natie$"),
    (Forbidden.MARITAL_STATUS, r"burg.*staat|burgst|huwelijk|gehuwd|maritalstatus|partnerschap"),
    (Forbidden.INCOME, r"inkomen|salaris|loon$|uitkering|income|vermogen|toetsingsink"),
    (Forbidden.SEX, r"geslacht(?!snaam)|sekse|^sexe?$|gender|^mv$|^aanhef|aanspreek|aanspreking|^titulatuur|^titel$"),
    (Forbidden.ORIGIN, r"geboorteland|geboorteplaats|landvangeboorte|herkomst|afkomst|etnic|migratieachtergrond|allochtoon|birthcountry|countryofbirth|^ras$"),
    (Forbidden.LANGUAGE, r"taal$|^taal|voorkeurstaal|language"),
    (Forbidden.BELIEF, r"religie|geloof|godsdienst|kerkgenootschap|levensovertuiging|politiek|vakbond"),
    (Forbidden.HEALTH, r"diagnos|medisch|medicatie|gezondheid|verslav|psychisch|zorgindicatie|handicap|beperking|ziekte|^ggz"),
    (Forbidden.CRIMINAL, r"strafblad|strafrecht|justitie|detentie|veroordel|delict"),
    (Forbidden.IDENTITY_DOCUMENT, r"paspoort|rijbewijs|identiteitsbewijs|documentnummer|vnummer|verblijfsvergunning"),
)
_NAMES = tuple((kind, re.compile(pattern)) for kind, pattern in _BY_NAME)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_MALE = _words("m|man|male|mannelijk|jongen|dhr|dhr.|de heer|heer|hr|hr.|meneer")
_FEMALE = _words("v|f|vrouw|female|vrouwelijk|meisje|mevr|mevr.|mevrouw|mw|mw.|mej|mej.")
_VOCABULARY: dict[Forbidden, frozenset[str]] = {
    Forbidden.SEX: _MALE | _FEMALE | _words("x|o|onbekend|anders|divers|non-binair|dhr. en mevr.|fam.|familie"),
    Forbidden.MARITAL_STATUS: _words(
        "gehuwd|ongehuwd|gescheiden|weduwe|weduwnaar|verweduwd|samenwonend|alleenstaand|partnerschap|"
        "geregistreerd partnerschap|ongehuwd en nooit gehuwd geweest|beëindigd partnerschap|"
        "achtergebleven partner|gehuwd in gemeenschap van goederen|gehuwd buiten gemeenschap van goederen|onbekend"),
    Forbidden.NATIONALITY: _words(
        "nederlandse|nederlands|nederlander|turkse|turks|marokkaanse|marokkaans|surinaamse|surinaams|"
        "poolse|pools|duitse|duits|belgische|belgisch|syrische|syrisch|eritrese|eritrees|somalische|"
        "iraakse|iraanse|afghaanse|chinese|indiase|indonesische|bulgaarse|roemeense|hongaarse|spaanse|"
        "portugese|italiaanse|franse|britse|engelse|ierse|amerikaanse|ghanese|nigeriaanse|egyptische|"
        "antilliaanse|kaapverdische|oekraïense|oekraiense|russische|griekse|joegoslavische|bosnische|"
        "servische|kroatische|tunesische|algerijnse|pakistaanse|ethiopische|vietnamese|thaise|"
        "braziliaanse|colombiaanse|filipijnse|staatloos|onbekend"),
    Forbidden.ORIGIN: _words(
        "nederland|turkije|marokko|suriname|polen|duitsland|belgië|belgie|syrië|syrie|eritrea|somalië|"
        "somalie|irak|iran|afghanistan|china|india|indonesië|indonesie|bulgarije|roemenië|roemenie|"
        "hongarije|spanje|portugal|italië|italie|frankrijk|engeland|groot-brittannië|verenigd koninkrijk|"
        "ierland|verenigde staten|ghana|nigeria|egypte|curaçao|curacao|aruba|sint maarten|kaapverdië|"
        "oekraïne|oekraine|rusland|griekenland|joegoslavië|bosnië|servië|kroatië|tunesië|algerije|"
        "pakistan|ethiopië|ethiopie|vietnam|thailand|brazilië|colombia|filipijnen|onbekend"),
    Forbidden.BELIEF: _words(
        "islam|moslim|katholiek|rooms-katholiek|protestant|hervormd|gereformeerd|joods|hindoe|boeddhist|christelijk|geen"),
}
_MONEY = re.compile(r"(?:€|eur)\s*\d[\d.,]*(?:\s*[-–]\s*(?:€\s*)?\d[\d.,]*)?|\d{1,3}\.\d{3}(?:,\d{2}|,-)", re.IGNORECASE)
FEWEST = 3  # values on which a column may be judged


def by_name(plain_header: str) -> Forbidden | None:
    """The kind that a column's name betrays; expects `columns.plain_header`."""
    for kind, pattern in _NAMES:
        if pattern.search(plain_header):
            return kind
    return None


def by_content(values: Sequence[str]) -> Forbidden | None:
    """The kind that a column's values betray, whatever it is called.

    `values` are the non-empty cells of the first rows as text.
    """
    if len(values) < FEWEST:
        return None
    if _mostly_bsn(values):
        return Forbidden.BSN
    lowered = [value.strip().lower() for value in values]
    distinct = set(lowered)
    for kind, vocabulary in _VOCABULARY.items():
        if sum(value in vocabulary for value in lowered) < 0.8 * len(lowered):
            continue
        if kind is Forbidden.SEX and not (distinct & _MALE and distinct & _FEMALE):
            continue
        if len(distinct & vocabulary) > 1:
            return kind
    if sum(bool(_MONEY.fullmatch(value)) for value in lowered) >= 0.8 * len(lowered):
        return Forbidden.INCOME
    return None


def _mostly_bsn(values: Sequence[str]) -> bool:
    """Among random numbers one in eleven passes; a column of BSNs passes nearly always."""
    numbers = [digits for value in values if len(digits := _digits(value)) in (8, 9)]
    if len(numbers) < max(FEWEST, len(values) / 2):
        return False
    # Eight digits alone may be days; only beside nine are they numbers that lost a zero.
    distinct = set(numbers)
    if len(distinct) < FEWEST and len(numbers) > len(distinct) or not any(len(n) == 9 for n in distinct):
        return _one_number(distinct)
    return sum(map(passes_eleven_test, distinct)) >= 0.6 * len(distinct)


def _one_number(distinct: set[str]) -> bool:
    """The same number in every row: chance is one in eleven, but a BSN kept is worse than a
    column that somebody has to assign by hand."""
    return len(distinct) == 1 and all(len(n) == 9 and passes_eleven_test(n) for n in distinct)


_DAY = re.compile(r"\d{1,2}[-. ]\d{1,2}[-. ]\d{4}|\d{4}[-. ]\d{1,2}[-. ]\d{1,2}")


def _digits(value: str) -> str:
    text = value.strip().removesuffix(".0")
    if _DAY.fullmatch(text):
        return ""
    bare = re.sub(r"[ .\-]", "", text)
    return bare if bare.isdigit() else ""


@lru_cache(maxsize=4096)
def passes_eleven_test(digits: str) -> bool:
    """Eight digits are nine of which a spreadsheet took the leading zero."""
    return len(digits) in (8, 9) and eleven.passes(digits.zfill(9))


_SEPARATOR = r"[ .\-\u00a0\u2011\u2013_/]"
_NINE = re.compile(rf"(?<!\d)(?<!\d{_SEPARATOR})\d(?:{_SEPARATOR}?\d){{8}}(?!{_SEPARATOR}?\d)")
_PLAIN = re.compile(r"(?<!\d)\d{9}(?!\d)")
_GROUPED = re.compile(rf"(?<!\d)\d{{3,4}}{_SEPARATOR}\d{{2,3}}{_SEPARATOR}\d{{3}}(?!\d)")
_NAMED_EIGHT = re.compile(r"((?:bsn|sofi)\D{0,20})(\d{8})(?!\d)", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def mask(text: str) -> str:
    """Every nine digits in free text that pass the eleven test become dots (R3)."""
    if len(text) < 8:
        return text
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if sum(map(str.isdigit, text)) < 8:
        return text
    for pattern in (_PLAIN, _GROUPED, _NINE):
        text = pattern.sub(_masked, text)
    return _NAMED_EIGHT.sub(lambda m: m[1] + (MASK if passes_eleven_test(m[2]) else m[2]), text)


def _masked(match: re.Match[str]) -> str:
    digits = "".join(str(int(c)) for c in match.group() if c.isdigit())
    return MASK if passes_eleven_test(digits) else match.group()
