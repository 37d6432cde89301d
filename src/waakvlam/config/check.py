"""`make check` and `make fix`: everything that must hold of the code before the tests run."""

import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
HERE = Path(__file__).resolve().parents[3]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
# Types are strict where the house style says so.
STRICT = ("kit/*.py", "*/commands.py", "*/commands/*.py", "*/queries.py", "*/queries/*.py", "*/policies.py", "access/*.py",
          "outreach/calling/*.py", "outreach/*_queries.py", "outreach/findings.py", "outreach/selection.py")


def run(*command: str) -> list[str]:
    """The output of a command that failed, or nothing."""
    done = subprocess.run(command, cwd=HERE, text=True, capture_output=True)
    return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()]


def lint() -> list[str]:
    return run(str(BIN / "ruff"), "check", "--quiet", ".")


def types() -> list[str]:
    files = sorted({str(f) for pattern in STRICT for f in (HERE / "src/waakvlam").glob(pattern)
                    if "tests" not in f.parts})
    return run(str(BIN / "mypy"), "--strict", "--allow-untyped-decorators", "--no-warn-unused-ignores", *files)


def directions() -> list[str]:
    return run(str(BIN / "lint-imports"), "--config", "pyproject.toml")


def migrations() -> list[str]:
    from django.core.management import call_command

    # No database needs to run for this; Django would warn that it cannot look at its history.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        return ["a model changed without a migration; run manage.py makemigrations <module> -n <name>"]
    return []


def system_checks() -> list[str]:
    return run(PYTHON, "manage.py", "check", "--fail-level", "WARNING")


def translations() -> list[str]:
    from waakvlam.config import translations as words

    return words.missing()


def documents() -> list[str]:
    from waakvlam.config import docs

    return docs.stale()


def api_rules() -> list[str]:
    from waakvlam.config import api_lint

    return api_lint.run()


def dependencies() -> list[str]:
    """Known holes, where the advisory service can be reached; a machine off line is told so."""
    done = subprocess.run([str(BIN / "pip-audit"), "--require-hashes", "--disable-pip", "--timeout", "5",
                           "-r", "lock/run.txt"], cwd=HERE, text=True, capture_output=True)
    text = done.stdout + done.stderr
    if done.returncode == 0 or "GHSA" not in text and "PYSEC" not in text and "CVE" not in text:
        if done.returncode:
            print("      the advisory service cannot be reached from here; skipped")  # noqa: T201
        return []
    return [text]


def sizes() -> list[str]:
    """No file over 500 lines (house style, rule 2)."""
    listed = subprocess.run(["git", "ls-files", "*.py", "*.js", "*.css", "*.html"], cwd=HERE, text=True,
                            capture_output=True).stdout.split()
    found = []
    for name in listed:
        if "/vendor/" in name or "/migrations/" in name or not (HERE / name).exists():
            continue
        lines = len((HERE / name).read_text(encoding="utf-8").splitlines())
        if lines > 500:
            found.append(f"{name} has {lines} lines; at most 500")
    return found


CHECKS: dict[str, Callable[[], list[str]]] = {
    "lint": lint, "sizes": sizes, "system checks": system_checks, "migrations complete": migrations,
    "import directions": directions, "translations complete": translations,
    "generated docs": documents, "types": types, "API rules": api_rules, "dependencies": dependencies,
}


def fix() -> None:
    from waakvlam.config import docs
    from waakvlam.config import translations as words

    subprocess.run([str(BIN / "ruff"), "check", "--quiet", "--fix", "."], cwd=HERE)
    words.update()
    words.compile_all()
    docs.write()


def main(arguments: list[str]) -> int:
    import django

    django.setup()
    if "--fix" in arguments:
        fix()
    wanted = [a for a in arguments if not a.startswith("-")] or list(CHECKS)
    failed = 0
    for name in wanted:
        begun = time.monotonic()
        problems = CHECKS[name]()
        failed += bool(problems)
        print(f"{'FAIL' if problems else 'ok  '}  {name}  ({time.monotonic() - begun:.1f} s)", flush=True)  # noqa: T201
        for problem in problems[:40]:
            print("      " + problem.replace("\n", "\n      "))  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
