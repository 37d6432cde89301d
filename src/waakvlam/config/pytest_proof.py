"""Remember which marked tests prove what and whether they passed: the source of proof.md."""

import json
from pathlib import Path

import pytest

RESULTS = Path(__file__).resolve().parents[3] / ".data" / "proof.json"
_seen: dict[str, dict[str, object]] = {}


def pytest_itemcollected(item: pytest.Item) -> None:
    names = [name for mark in item.iter_markers("proves") for name in mark.args]
    if names:
        item.user_properties.append(("proves", names))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    names = dict(report.user_properties).get("proves")
    # A parameter that does not apply is skipped and says nothing.
    if names and report.outcome != "skipped" and (report.when == "call" or report.failed):
        # Parameters belong to one sentence: the test passes when all of them do.
        name = report.nodeid.split("[")[0]
        before = _seen.get(name, {"passed": True})
        _seen[name] = {"proves": names, "passed": bool(before["passed"]) and report.outcome == "passed"}


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _seen and not hasattr(session.config, "workerinput"):
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(known | _seen, indent=1, sort_keys=True))
