"""A round's figures as a workbook and as a report of two pages. No person stands in either.

Both leave the house, so cells under ten are hidden here (R30), unlike on the round's own page.
"""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typst
import xlsxwriter
from django.utils.translation import gettext as _

from waakvlam.access.identity import Who
from waakvlam.kit.time import today

from . import figures, presenting, sentences
from .models import Round
from .queries import Progress
from .queries.progress import Group

TEMPLATE = Path(__file__).parent / "reports" / "round.typ"
HIDDEN = "–"
AREAS = 12


def standing(progress: Progress) -> list[tuple[str, int, int]]:
    """(label, on the list, by lot) for each state."""
    words = (("total", _("huishoudens")), ("reached", _("gesproken")), ("left", _("nog te gaan")),
             ("unreachable", _("niet bereikt")), ("refused", _("wil niet")), ("excluded", _("van de lijst")))
    return [(word, getattr(progress.listed, name), getattr(progress.reference, name)) for name, word in words]


COLUMNS = ("reached", "unreachable", "left")


def areas(groups: tuple[tuple[str, Group], ...], label: Callable[[str], str]) -> list[list[Any]]:
    """Rows (label, total, reached, unreachable, left), the largest first.

    A row with a small cell keeps at most its total, since the others add up to it; where only one
    row is hidden, the smallest other one goes too, since the rows add up to the round.
    """
    rows = sorted(groups, key=lambda it: -it[1].total)
    hidden = {code for code, g in rows if any(0 < getattr(g, name) < figures.LEAST for name in COLUMNS)}
    if len(hidden) == 1:
        hidden |= {code for code, _g in [row for row in rows if row[0] not in hidden][-1:]}
    totals = figures.suppressed({code: g.total for code, g in rows})
    return [[label(code), HIDDEN if totals[code] is None else totals[code],
             *(HIDDEN if code in hidden else getattr(g, name) for name in COLUMNS)] for code, g in rows]


def workbook(round: Round, progress: Progress, names: Mapping[str, str]) -> bytes:
    """XLSX with four sheets; text stays text, so that no cell is ever run as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        head = [_("Plaats"), _("Huishoudens"), _("Gesproken"), _("Niet bereikt"), _("Nog te gaan")]
        for title, columns, rows in (
            (_("Stand"), [round.name, _("Op de lijst"), _("Door loting")], standing(progress)),
            (_("Buurten"), head, areas(progress.areas, lambda code: names.get(code, code) or "–")),
            (_("Blokken"), head, areas(progress.blocks, lambda name: name or "–")),
            (_("Per dag"), [_("Dag"), _("Beller"), _("Gebeld"), _("Gesproken")],
             [(f"{d.day:%Y-%m-%d}", d.name, d.made, d.reached) for d in progress.days]),
        ):
            sheet = book.add_worksheet(title[:31])
            sheet.set_column(0, 0, 34)
            sheet.write_row(0, 0, columns, bold)
            for n, row in enumerate(rows, 1):
                sheet.write_row(n, 0, row)
    return out.getvalue()


def report(who: Who, round: Round, progress: Progress, names: Mapping[str, str]) -> bytes:
    """A PDF of two pages for whoever asked for the round: what was done, found, and how sure we are."""
    drawn = presenting.drawn(progress, names, round)
    rows = areas(progress.areas, lambda code: names.get(code, code) or "–")
    given = {
        "title": round.name, "organisation": who.organisation_name, "made": presenting.date_line(),
        "sentence": sentences.plain(sentences.of_round(round, names)),
        "period": f"{round.starts_on:%d-%m-%Y} – {round.ends_on:%d-%m-%Y}",
        "ground": str(round.get_ground_display()), "state": str(round.get_state_display()),
        "standing": [[word, listed, lot] for word, listed, lot in standing(progress)],
        "waits": _("Van een of meer deuren zijn er nog twee verslagen. Zolang niemand kiest, telt het eerste.") if progress.contested else "",
        "split": [[str(w), n, tone] for w, n, tone in drawn["standing"]],
        "found": [[str(w), n] for w, n in drawn["found"]], "need": [[w, t] for w, t in drawn["need"]],
        "pace": drawn["pace"], "curve": list(drawn["curve"]), "curve_words": drawn["curve_words"],
        "ways": [[w, n] for w, n in drawn["ways"]], "areas": [[str(c) for c in row] for row in rows[:AREAS]],
        "more_areas": max(len(rows) - AREAS, 0), "extra": [[str(a), str(b)] for a, b in drawn["extra"]],
        "words": _words(round), "year": today().year,
    }
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"given": json.dumps(given)}))


def _words(round: Round) -> dict[str, str]:
    """Fixed words of the report, in the language of the screen."""
    return {
        "report": _("Verslag van een belactie"), "period": _("Periode"), "ground": _("Grondslag"), "state": _("Stand"),
        "made": _("Gemaakt op"), "standing": _("Hoe ver we zijn"), "list": _("op de lijst"), "lot": _("door loting"),
        "found": _("Wat de gesprekken opleverden"), "households": _("huishoudens"),
        "need": _("Vraag om hulp onder wie we spraken"),
        "need_note": _("De controlegroep is door loting gekozen uit adressen die niet op de lijst stonden. Zo zien we "
                       "of er ook buiten de lijst vragen zijn. Het bereik is exact (Clopper-Pearson, 95%)."),
        "areas": _("Per buurt"), "area": _("Buurt"), "total": _("Huishoudens"), "reached": _("Gesproken"),
        "unreachable": _("Niet bereikt"), "left": _("Nog te gaan"), "more": _("buurten meer in het rekenblad"),
        "hidden": _("Een streep betekent: weggelaten, omdat het om minder dan 10 huishoudens kan gaan."),
        "curve": _("Hoe vaak we belden"), "ways": _("Wanneer we mensen bereiken"),
        "ways_note": _("Deel van de pogingen waarbij iemand opnam, in procenten; tussen haakjes het aantal pogingen."),
        "extra": _("Wat er daarna gebeurde"),
        "count": _("Hoe er is geteld"),
        "count_note": _("Eén huishouden telt één keer. “Gesproken” is iedereen die we aan de telefoon of de deur "
                        "hadden, ook wie niet wilde praten. Niemand krijgt een score."),
        "empty": _("Nog geen gesprekken."), "selection": _("Keuze %(n)d van de lijst, goedgekeurd door een mens.") % {
            "n": round.selection_number},
    }
