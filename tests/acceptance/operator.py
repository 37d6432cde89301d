"""Run many command lines from standard input (JSON) in one process: starting is what costs."""

import json
import sys

from click.testing import CliRunner

if __name__ == "__main__":
    from waakvlam.cli import build

    root = build()
    for words in json.load(sys.stdin):
        done = CliRunner().invoke(root, words, input="een lang wachtwoord 2026\n")
        if done.exit_code:
            raise SystemExit(f"{words}: {done.output} {done.exception!r}")
