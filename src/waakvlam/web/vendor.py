"""Copies the front-end parts we use from npm packages into ``static/vendor``.

Run by an engineer after changing ``package.json`` or ``icons.txt``::

    python -m waakvlam.web.vendor

Running Waakvlam needs neither npm nor Node: what this writes is kept in git, with the licences and
a manifest that ties every file to the package's version and integrity in ``package-lock.json``.
"""

import hashlib
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TARGET = HERE / "static" / "vendor"
SVG = "{http://www.w3.org/2000/svg}"

UTRECHT = ["alert", "breadcrumb-nav", "button", "checkbox", "data-list", "form-field", "form-field-description", "form-field-error-message", "form-fieldset", "form-label", "link", "radio-button", "select", "skip-link", "table", "textarea", "textbox"]
# For PDF in Arabic: typesetting needs the font itself, not a web font.
NASKH = "@expo-google-fonts/noto-naskh-arabic"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"


def main() -> None:
    """Installs the locked packages (network, scripts off) and writes TARGET anew."""
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],  # noqa: S607
        cwd=ROOT, check=True,
    )
    shutil.rmtree(TARGET, ignore_errors=True)
    modules = ROOT / "node_modules"
    written = {**htmx(modules), **font(modules), **naskh(modules), **utrecht(modules), **icons(modules)}
    (TARGET / "manifest.json").write_text(json.dumps(manifest(written), indent=1) + "\n")
    print(f"{len(written)} files in {TARGET.relative_to(ROOT)}")  # noqa: T201


def htmx(modules: Path) -> dict[str, list[str]]:
    copy(modules / "htmx.org/dist/htmx.min.js", "htmx/htmx.min.js")
    copy(modules / "htmx.org/LICENSE", "htmx/LICENSE")
    return dict.fromkeys(["htmx/htmx.min.js", "htmx/LICENSE"], ["htmx.org"])


def font(modules: Path) -> dict[str, list[str]]:
    names = {f"atkinson/{path.name}": path for path in (modules / FONT / "files").glob("*.woff2")}
    names["atkinson/LICENSE"] = modules / FONT / "LICENSE"
    for name, path in sorted(names.items()):
        copy(path, name)
    return dict.fromkeys(sorted(names), [FONT])


def naskh(modules: Path) -> dict[str, list[str]]:
    """Two weights of Noto Naskh Arabic (SIL Open Font License)."""
    for weight in ("400Regular", "700Bold"):
        copy(modules / NASKH / weight / f"NotoNaskhArabic_{weight}.ttf", f"naskh/NotoNaskhArabic-{weight[3:]}.ttf")
    copy(modules / NASKH / "LICENSE_FONT", "naskh/LICENSE")
    names = ["naskh/NotoNaskhArabic-Regular.ttf", "naskh/NotoNaskhArabic-Bold.ttf", "naskh/LICENSE"]
    return dict.fromkeys(names, [NASKH])


def utrecht(modules: Path) -> dict[str, list[str]]:
    """One style sheet from the components we use: one request instead of seventeen."""
    packages = [f"@utrecht/{part}-css" for part in UTRECHT]
    parts = [(modules / name / "dist/index.min.css").read_text().strip() for name in packages]
    write("utrecht/utrecht.css", "\n".join(parts) + "\n")
    copy(modules / packages[0] / "LICENSE.md", "utrecht/LICENSE.md")
    return {"utrecht/utrecht.css": packages, "utrecht/LICENSE.md": packages[:1]}


def icons(modules: Path) -> dict[str, list[str]]:
    """A sprite of the icons named in ``icons.txt``, under our own names."""
    sprite = ET.Element("svg", xmlns="http://www.w3.org/2000/svg")
    for name, source in sorted(wanted_icons().items()):
        drawing = ET.parse(modules / f"@tabler/icons/icons/outline/{source}.svg").getroot()  # noqa: S314
        symbol = ET.SubElement(sprite, "symbol", id=name, viewBox="0 0 24 24")
        for shape in drawing:
            if shape.get("d") != "M0 0h24v24H0z":
                ET.SubElement(symbol, shape.tag.removeprefix(SVG), shape.attrib)
        symbol.tail = "\n"
    write("tabler/icons.svg", ET.tostring(sprite, encoding="unicode") + "\n")
    copy(modules / "@tabler/icons/LICENSE", "tabler/LICENSE")
    return dict.fromkeys(["tabler/icons.svg", "tabler/LICENSE"], ["@tabler/icons"])


def wanted_icons() -> dict[str, str]:
    """Our name -> the set's name, from ``icons.txt``."""
    lines = (HERE / "icons.txt").read_text().splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def manifest(written: dict[str, list[str]]) -> dict[str, dict[str, object]]:
    """File -> its hash and the locked packages it was made from."""
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {
        name: {
            "sha256": digest(TARGET / name),
            "from": {p: locked(lock, p) for p in packages},
        }
        for name, packages in sorted(written.items())
    }


def locked(lock: dict[str, dict[str, str]], package: str) -> str:
    entry = lock[f"node_modules/{package}"]
    return f"{entry['version']} {entry['integrity']}"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy(source: Path, name: str) -> None:
    (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, TARGET / name)


def write(name: str, text: str) -> None:
    (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
    (TARGET / name).write_text(text)


if __name__ == "__main__":
    main()
