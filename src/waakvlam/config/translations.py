"""Translations without the gettext system package: extract, compare, compile with Babel.

Dutch is the source language: the msgid is the Dutch sentence, so Dutch is complete by itself.
English stands in `<module>/locale/en/LC_MESSAGES/django.po` and must be complete. What residents read
(RESIDENTS) must also be complete in four more languages, in `<module>/locale/<language>/`.
"""

import io
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
BEGUN = datetime(2026, 11, 21, tzinfo=UTC)
LANGUAGES = {"tr": "Turkish", "ar": "Arabic", "pl": "Polish", "uk": "Ukrainian"}
# Module → files that residents never see; all its other sentences are theirs, in six languages.
RESIDENTS = {"rights": (
    "models.py", "policies.py", "activities.py", "eraser.py", "desk_forms.py", "views/desk.py", "queries/desk.py", "commands/codes.py",
    "commands/answering.py", "waits.py", "templates/rights/desk.html", "templates/rights/oversight.html",
    "templates/rights/resident.html", "templates/rights/asked.html")}
# Module → the only files of it that residents read.
READ_BY_RESIDENTS = {"outreach": ("card_words.py",)}
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.iterdir() if (p / "__init__.py").exists())


def catalogue(module: Path, language: str = "en") -> Path:
    return module / "locale" / language / "LC_MESSAGES" / "django.po"


def messages(module: Path, without: Collection[str] = (), only: Collection[str] = ()) -> Catalog:
    """Every sentence of a module's code and templates, except those of the files `without`; or of the files `only`."""
    found = Catalog(fuzzy=False)
    for file in sorted([*module.rglob("*.py"), *module.rglob("*.html"), *module.rglob("*.txt")]):
        relative = file.relative_to(module)
        if "tests" in relative.parts or "migrations" in relative.parts or relative.as_posix() in without:
            continue
        if only and relative.as_posix() not in only:
            continue
        for _line, message, comments, context in _extract(file):
            found.add(message, auto_comments=comments, context=context)
    return found


def _extract(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        if "{%" not in text:
            return
        from django.utils.translation.template import templatize

        # Indentation means nothing in a template, and would stop the reader of Python.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(file)).splitlines())
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)


def read(file: Path) -> Catalog:
    language = file.parts[-3]
    if not file.exists():
        return Catalog(locale=language, fuzzy=False)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def missing() -> list[str]:
    """Sentences without English, and English without a sentence, as lines to print."""
    problems = []
    known = {message.id: message.string for module in modules()
             for message in read(catalogue(module)) if message.id and not message.fuzzy}
    for module in modules():
        wanted = messages(module)
        for message in wanted:
            if message.id and not _filled(known.get(message.id)):
                problems.append(f"{module.name}: no English for {_plain(message.id)!r}")
    return [*problems, *_missing_for_residents()]


def for_residents() -> dict[str, Catalog]:
    """Module → the sentences that residents read there."""
    return {**{name: messages(PACKAGE / name, without) for name, without in RESIDENTS.items()},
            **{name: messages(PACKAGE / name, only=only) for name, only in READ_BY_RESIDENTS.items()}}


def _missing_for_residents() -> list[str]:
    """Sentences that a resident would meet in Dutch after choosing another language."""
    return [f"{name}: no {word} for {_plain(message.id)!r}"
            for name, wanted in for_residents().items() for language, word in LANGUAGES.items()
            for known in [read(catalogue(PACKAGE / name, language))]
            for message in wanted
            if message.id and not ((found := known.get(message.id)) and not found.fuzzy and _filled(found.string))]


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def _plain(message: object) -> str:
    return message[0] if isinstance(message, tuple) else str(message)


def update() -> None:
    """Bring every catalogue up to date: gone sentences removed, new ones empty, or with the English
    that another module has for them."""
    elsewhere = {message.id: message.string for module in modules()
                 for message in read(catalogue(module)) if message.id and _filled(message.string)}
    for module in modules():
        wanted = messages(module)
        if not len(wanted):
            continue
        _write(catalogue(module), wanted, elsewhere)
    for name, theirs in for_residents().items():
        for language in LANGUAGES:
            _write(catalogue(PACKAGE / name, language), theirs, {})


def _write(file: Path, wanted: Catalog, elsewhere: dict[Any, Any]) -> None:
    """A catalogue with what is wanted, what it had, and for the rest what another module has."""
    before = read(file)
    made = Catalog(locale=file.parts[-3], fuzzy=False, project="Waakvlam", copyright_holder="Waakvlam",
                   creation_date=BEGUN, revision_date=BEGUN)  # no date that changes at each run
    for message in wanted:
        if message.id:
            old = before.get(message.id, message.context)
            string = old.string if old and _filled(old.string) else elsewhere.get(message.id)
            made.add(message.id, string, context=message.context)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, made, width=100, omit_header=False, sort_output=True, ignore_obsolete=True)


def compile_all() -> int:
    """Write .mo beside each .po that is newer; returns how many."""
    done = 0
    for file in PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"):
        target = file.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= file.stat().st_mtime:
            continue
        with target.open("wb") as out:
            write_mo(out, read(file))
        done += 1
    return done


if __name__ == "__main__":
    compile_all()
