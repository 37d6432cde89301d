"""The covenant as plain text in articles, to be annexed to the agreement that partners sign.

In the language of whoever reads; to sign, in Dutch. As HTML, text or PDF from the same articles.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Covenant
from ..words import Kind, Purpose
from .comparing import switched, term
from .lines import Agreement, Line

TEMPLATE = Path(__file__).parent / "covenant.typ"


@dataclass(frozen=True)
class Article:
    """A heading, sentences above, and numbered lines."""

    number: int
    title: str
    opening: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """`signed_by` are the partners that sign; each gets a place and a line."""

    title: str
    standing: str
    articles: tuple[Article, ...]
    signed_by: tuple[str, ...]


def document(network: str, version: Covenant, content: Agreement, partners: Iterable[tuple[str, str]]) -> Document:
    """`partners` as (name, kind of organisation). No query."""
    known = list(partners)
    parts = [_parties(known), _purposes(content), *_kinds(content), _switches(content), _keeping(), _changing()]
    return Document(
        title=_("Convenant %(network)s, bijlage gegevens") % {"network": network},
        standing=_("Versie %(n)d, geldt vanaf %(day)s.") % {"n": version.number, "day": f"{version.in_force_from:%d-%m-%Y}"},
        articles=tuple(Article(n, *part) for n, part in enumerate(parts, start=1)),
        signed_by=tuple(name for name, _kind in known))


Part = tuple[str, tuple[str, ...], tuple[str, ...]]


def _parties(partners: Sequence[tuple[str, str]]) -> Part:
    return (_("Partijen"),
            (_("Deze bijlage geldt voor de partijen hieronder. Elke partij is zelf verantwoordelijk voor de gegevens die zij gebruikt."),),
            tuple(f"{name} ({Kind(kind).label})" for name, kind in partners))


def _purposes(content: Agreement) -> Part:
    used = dict.fromkeys(line.purpose for line in content.lines)
    return (_("Doelen"),
            (_("Gegevens van bewoners worden alleen gebruikt voor deze doelen. Voor een ander doel worden zij niet getoond."),),
            tuple(str(Purpose(p).label) for p in Purpose.values if p in used))


def _kinds(content: Agreement) -> list[Part]:
    return [(str(Kind(kind).label).capitalize(), (), tuple(_sentences(line for line in content.lines if line.kind == kind)))
            for kind in Kind.values if any(line.kind == kind for line in content.lines)]


def _sentences(lines: Iterable[Line]) -> list[str]:
    """One sentence for lines that differ only in the data they are about."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.purpose, line.role, line.ground, line.compartment, str(line.term_days), line.source), []).append(line)
    return [_sentence(group) for group in groups.values()]


def _sentence(group: list[Line]) -> str:
    first = group[0]
    said = _("Met het doel “%(purpose)s” gebruikt %(role)s: %(data)s. Grondslag: %(ground)s. Bewaren: %(term)s.") % {
        "purpose": first.purpose_label, "role": first.role_label, "ground": first.ground_label,
        "term": term(first.term_days), "data": ", ".join(line.category_label for line in group)}
    part = " " + _("Alleen dit deel: %(part)s.") % {"part": first.compartment_label} if first.compartment else ""
    source = " " + _("Bron: %(source)s.") % {"source": first.source} if first.source else ""
    return said + part + source


def _switches(content: Agreement) -> Part:
    return (_("Gronden die nog niet voor iedereen gelden"),
            (_("Een regel op een van deze gronden telt alleen op dagen waarop de grond hier aan staat."),),
            tuple(f"{s.ground_label}: {switched(s)}." + (f" {s.source.capitalize()}." if s.source else "") for s in content.switches))


def _keeping() -> Part:
    return (_("Bewaren en wissen"), (
        _("Gegevens worden niet langer bewaard dan de termijn die bij de regel staat. Daarna worden zij gewist of zo bewerkt dat zij over niemand meer gaan."),
        _("De bewoner kan inzien wat er is, laten verbeteren of wissen, bezwaar maken en toestemming intrekken.")), ())


def _changing() -> Part:
    return (_("Wijzigen"), (
        _("Een beheerder van het netwerk stelt een nieuwe versie voor, met een reden. Een andere beheerder neemt die aan of wijst die af. Een versie verandert daarna nooit meer."),), ())


def as_text(given: Document) -> str:
    """Plain text with numbered lines, for a mail or an annex that is typed over."""
    blocks = [given.title, given.standing]
    for article in given.articles:
        numbered = [f"{article.number}.{n} {line}" for n, line in enumerate(article.lines, start=1)]
        blocks.append("\n".join([_("Artikel %(n)d. %(title)s") % {"n": article.number, "title": article.title},
                                 *article.opening, *numbered]))
    blocks.append(_("Ondertekening") + "\n" + "\n".join(
        f"{name}\n" + _("Plaats en datum: ____________________  Naam: ____________________  Handtekening: ____________________")
        for name in given.signed_by))
    return "\n\n".join(blocks) + "\n"


def as_pdf(given: Document) -> bytes:
    """A4, for signing. About 50 ms."""
    words = {"article": _("Artikel"), "signing": _("Ondertekening"), "place": _("Plaats en datum"), "name": _("Naam"),
             "hand": _("Handtekening"), "lang": (get_language() or "nl")[:2]}
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps({**asdict(given), "words": words})}))
