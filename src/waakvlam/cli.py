"""The command line `waakvlam`. Modules add their commands in `<module>/cli.py: register(group)`."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

MODULES = ("config", "access", "signin", "people", "attachments", "outreach", "handovers", "signals", "breakthroughs", "keeping", "insight", "exchange",
           "api", "demo")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="waakvlam")
def root() -> None:
    """Waakvlam: signal and connect in a neighbourhood.

    Start with `waakvlam demo`. Every command has help: `waakvlam import --help`.
    """


@root.group("import")
def import_group() -> None:
    """Bring data in: a tenant register, neighbourhoods."""


@root.group("export")
def export_group() -> None:
    """Take data out: reports, the covenant, the log."""


def build() -> click.Group:
    """The whole command tree; Django is set up once, here."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waakvlam.config.settings")
    django.setup()
    for name in MODULES:
        if find_spec(f"waakvlam.{name}") and find_spec(f"waakvlam.{name}.cli"):
            import_module(f"waakvlam.{name}.cli").register(root)
    return root


def main() -> None:
    if "demo" in sys.argv[1:2]:
        os.environ.setdefault("WAAKVLAM_DEMO", "1")
    build()(prog_name="waakvlam")


if __name__ == "__main__":
    main()
