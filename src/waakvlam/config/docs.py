"""Generated reference pages: one function each; `make fix` writes them, `make check` compares."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from . import matrix, proof

HERE = Path(__file__).resolve().parents[3]
# page below docs/ → the module whose render() makes it
PAGES = {
    "reference/proof.md": "waakvlam.config.proof",
    "reference/glossary.md": "waakvlam.config.glossary",
    "reference/privacy.md": "waakvlam.config.fields",
    "reference/permissions.md": "waakvlam.config.permissions",
    "reference/access.md": "waakvlam.config.matrix",
    "reference/handover-states.md": "waakvlam.handovers.diagram",
    "reference/maintenance-states.md": "waakvlam.maintenance.diagram",
    "reference/signal-states.md": "waakvlam.signals.diagram",
    "reference/arrears-states.md": "waakvlam.arrears.diagram",
    "reference/breakthrough-states.md": "waakvlam.breakthroughs.diagram",
    "reference/request-states.md": "waakvlam.rights.diagram",
    "reference/settings.md": "waakvlam.config.settings_table",
}


def pages() -> dict[Path, Callable[[], str]]:
    return {HERE / "docs" / page: import_module(module).render
            for page, module in PAGES.items() if find_spec(module)}


def stale() -> list[str]:
    """Pages that differ from what the code says now."""
    found = []
    for page, render in pages().items():
        written = page.read_text(encoding="utf-8") if page.exists() else ""
        if _comparable(page, written) != _comparable(page, render().rstrip() + "\n"):
            found.append(f"{page.relative_to(HERE)} is stale; run make fix")
    return found


def write() -> None:
    for page, render in pages().items():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render().rstrip() + "\n", encoding="utf-8")


def _comparable(page: Path, text: str) -> str:
    """What must agree on every machine: results of runs are left out."""
    plain = {"proof.md": proof.without_results, "access.md": matrix.without_results}.get(page.name)
    return plain(text) if plain else text
