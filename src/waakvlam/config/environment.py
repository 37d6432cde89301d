"""Typed readers of environment variables; each remembers its meaning for the handbook."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str
    default: str
    meaning: str


KNOWN: dict[str, Variable] = {}


def text(name: str, default: str, meaning: str) -> str:
    KNOWN[name] = Variable(name, "text", default, meaning)
    return os.environ.get(name, default)


def words(name: str, default: str, meaning: str) -> list[str]:
    """Words separated by spaces or commas."""
    KNOWN[name] = Variable(name, "words", default, meaning)
    return os.environ.get(name, default).replace(",", " ").split()


def number(name: str, default: int, meaning: str) -> int:
    KNOWN[name] = Variable(name, "number", str(default), meaning)
    given = os.environ.get(name, str(default))
    try:
        return int(given)
    except ValueError:
        raise SystemExit(f"{name}={given!r}: expected a whole number ({meaning}).") from None


def hour(name: str, default: int, meaning: str) -> int:
    """An hour of the day, 0 to 23."""
    given = number(name, default, meaning)
    if given not in range(24):
        raise SystemExit(f"{name}={given}: expected an hour of the day, 0 to 23 ({meaning}).")
    return given


def flag(name: str, default: bool, meaning: str) -> bool:
    KNOWN[name] = Variable(name, "flag", "1" if default else "0", meaning)
    given = os.environ.get(name, "1" if default else "0").strip().lower()
    if given in ("1", "true", "yes", "on"):
        return True
    if given in ("", "0", "false", "no", "off"):
        return False
    raise SystemExit(f"{name}={given!r}: expected 1 or 0 ({meaning}).")


def secret(name: str, *, needed: bool, meaning: str) -> str:
    """From NAME or the file NAME_FILE; outside production made once and kept in our own folder."""
    KNOWN[name] = Variable(name, "secret", "made once outside production", meaning)
    if given := os.environ.get(name):
        return given
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    if needed:
        raise SystemExit(f"{name} is needed in production ({meaning}). Set it, or {name}_FILE.")
    return _kept(name)


def secret_if_given(name: str, meaning: str) -> str:
    """From NAME or the file NAME_FILE; empty where neither is set."""
    KNOWN[name] = Variable(name, "secret", "", meaning)
    path = os.environ.get(f"{name}_FILE")
    return os.environ.get(name) or (Path(path).read_text().strip() if path else "")


def _kept(name: str) -> str:
    home = Path(os.environ.get("WAAKVLAM_HOME") or Path(__file__).resolve().parents[3] / ".data")
    home.mkdir(parents=True, exist_ok=True)
    file = home / f"{name.lower()}.txt"
    try:
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()
