"""Style sheets and scripts: whole in production, nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from waakvlam.web.storage import IMPORT, SHEET, bundled

WEB = Path(__file__).parents[1]
SOURCE = WEB / "static" / SHEET
TEMPLATES = sorted(WEB.parent.glob("*/templates/**/*.html"))


def test_the_bundle_holds_every_component_once_and_imports_nothing():
    made = bundled(SOURCE)
    assert not IMPORT.search(made)
    assert "@import" not in made
    for mark in (".wv-stone__dot", "--waakvlam-color-flame:", ".utrecht-button{", ".wv-toast {", "@media print"):
        assert mark in made, mark


def test_every_component_file_is_in_the_sheet():
    named = {found["file"] for found in IMPORT.finditer(SOURCE.read_text())}
    present = {f.name for f in SOURCE.parent.glob("*.css")} - {SOURCE.name}
    assert present == {name for name in named if "/" not in name}


def test_what_stands_in_another_folder_holds_no_relative_address():
    for found in IMPORT.finditer(SOURCE.read_text()):
        if "/" in found["file"]:
            text = (SOURCE.parent / found["file"]).read_text()
            assert not re.search(r"url\((?!['\"]?data:)", text), found["file"]


def test_collected_files_have_hashed_names_and_one_style_sheet(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "waakvlam.web.storage.Bundled"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = [f for f in (tmp_path / "web/css").glob("waakvlam.*.css") if f.name != "waakvlam.css"]
    assert len(hashed) == 1
    text = hashed[0].read_text()
    assert "@import" not in text
    font = re.search(r'url\("([^"]+normal\.[0-9a-f]+\.woff2)"\)', text)
    assert font and (hashed[0].parent / font[1]).exists()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(WEB.parent)))
def test_no_template_has_inline_script_or_style_or_an_address_elsewhere(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=['\"]js:", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text)


def test_text_is_readable_on_every_paper_in_light_and_dark():
    """WCAG 2.2: 4.5 for text, 3 for the edges of controls, on paper, sheet and their soft grounds."""
    tokens = dict(
        re.findall(r"--waakvlam-color-([\w-]+): light-dark\((#\w{6}, #\w{6})\)", (SOURCE.parent / "tokens.css").read_text())
    )
    pairs = [(ink, ground, 4.5) for ink in ("ink", "quiet", "action", "action-strong", "flame-ink", "brick", "danger")
             for ground in ("paper", "sheet", "sunk")]
    pairs += [("action", "action-soft", 4.5), ("flame-ink", "flame-soft", 4.5), ("brick", "brick-soft", 4.5),
              ("danger", "danger-soft", 4.5), ("on-action", "action", 4.5), ("on-danger", "danger", 4.5),
              ("on-flame", "flame", 4.5), ("control", "sheet", 3), ("control", "paper", 3)]  # fmt: skip
    for ink, ground, least in pairs:
        for mode in (0, 1):
            found = contrast(tokens[ink].split(", ")[mode], tokens[ground].split(", ")[mode])
            assert found >= least, f"{ink} on {ground}, {'dark' if mode else 'light'}: {found:.2f}"


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
